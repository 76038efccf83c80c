using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.ParallelRun;

/// <summary>
/// Asks for all intervals of a comparison: in parts that a server answers, and in halves of them where that is still too much.
/// </summary>
internal sealed class RangeQueries
{
    // A Prometheus answers 11,000 points for each series.
    private const int MostPoints = 10_000;

    private readonly PrometheusApi _api;
    private readonly ParallelRunSubject _subject;
    private readonly int _count;
    private readonly Action _answered;

    public RangeQueries(PrometheusApi api, ParallelRunSubject subject, Action answered)
    {
        _api = api;
        _subject = subject;
        _count = (int)((subject.To.Ticks - subject.From.Ticks) / subject.Step.Ticks);
        _answered = answered;
    }

    /// <summary>The samples of a query, by series.</summary>
    public async Task<IntervalSamples> SamplesAsync(string query, CancellationToken token)
    {
        var whole = new IntervalSamples(_subject, _count);
        await AskAsync(query, 0, _count, () => new IntervalSamples(_subject, _count), whole.Add, token).ConfigureAwait(false);
        return whole;
    }

    /// <summary>The intervals in which alerts were firing.</summary>
    public async Task<FiringIntervals> AlertsAsync(string query, FiringIntervals whole, CancellationToken token)
    {
        await AskAsync(query, 0, _count, whole.CreateEmpty, whole.Add, token).ConfigureAwait(false);
        return whole;
    }

    private async Task AskAsync<T>(string query, int from, int count, Func<T> create, Action<T> add, CancellationToken token)
        where T : ISeriesSink
    {
        for (var part = from; part < from + count; part += MostPoints)
            await PartAsync(query, part, Math.Min(MostPoints, from + count - part), create, add, token).ConfigureAwait(false);
    }

    private async Task PartAsync<T>(string query, int from, int count, Func<T> create, Action<T> add, CancellationToken token)
        where T : ISeriesSink
    {
        try
        {
            var answer = await _api.QueryRangeAsync(query, At(from + 1), At(from + count), _subject.Step, create, token)
                .ConfigureAwait(false);
            _answered();
            add(answer);
        }
        catch (PrometheusException e) when (count > 1 && SplittingQueries.IsTooMuch(e))
        {
            await PartAsync(query, from, count / 2, create, add, token).ConfigureAwait(false);
            await PartAsync(query, from + (count / 2), count - (count / 2), create, add, token).ConfigureAwait(false);
        }
    }

    private DateTime At(int slots) => _subject.From.AddTicks(slots * _subject.Step.Ticks);
}
