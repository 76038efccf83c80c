using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// How much of each day has data: the share of its intervals that do, those of exclusions left aside. And how many samples a counter has in
/// the last hour of each day, in the same answer.
/// </summary>
internal sealed class DayCoverage
{
    private const string Mark = "slo_samples";

    private readonly EvidenceRequest _request;
    private readonly OutcomeSlots _intervals;
    private readonly ILookup<int, (ExclusionPiece Piece, ServiceValues? Intervals)> _pieces;

    private DayCoverage(EvidenceRequest request, OutcomeSlots intervals, ILookup<int, (ExclusionPiece, ServiceValues?)> pieces)
    {
        _request = request;
        _intervals = intervals;
        _pieces = pieces;
    }

    /// <summary>Asks for the intervals with data.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="batch">The services.</param>
    /// <param name="presence">A vector that is there when some of the services have data.</param>
    /// <param name="counter">The series of which rules take rates, or null.</param>
    /// <param name="queries">Where to ask.</param>
    /// <param name="token">Ends everything at once.</param>
    public static async Task<DayCoverage> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        Func<IReadOnlyList<string>, string> presence,
        MetricSelector? counter,
        SplittingQueries queries,
        CancellationToken token
    )
    {
        var day = TimeSpan.FromDays(1);
        var step = request.CoverageStep;
        string Query(IReadOnlyList<string> values, TimeSpan window) => EventQueries.Intervals(presence(values), window, step);
        var intervals = queries.OutcomeSlotsAsync(
            batch.Label,
            batch.Values,
            v => Query(v, day) + (counter is null ? "" : " or " + Samples(new SelectorScope(batch.Label, v), counter)),
            SlotRange.Create(request.From, request.To, day),
            [Mark],
            token
        );
        var pieces = ExclusionPiece
            .Split(request, day)
            .Select(async p =>
                (
                    p,
                    p.Length == day || ExclusionPiece.Steps(p.From, p.To, step) == 0
                        ? null
                        : await queries.NumbersAsync(batch.Label, batch.Values, v => Query(v, p.Length), p.To, token).ConfigureAwait(false)
                )
            )
            .ToArray();
        await Task.WhenAll([.. pieces, intervals]).ConfigureAwait(false);
        return new DayCoverage(request, intervals.Result, pieces.Select(p => p.Result).ToLookup(p => p.p.Slot));
    }

    /// <summary>
    /// The samples of the service's counter in the last hour of the last day that has some: the most of all series that were there when the
    /// hour began, as others may be young. Null where there is none.
    /// </summary>
    /// <param name="value">The service's value of the batch's label.</param>
    public double? SamplesFor(string value) =>
        Enumerable.Range(0, _request.Days).Reverse().Select(d => Slot("1", value, d)).FirstOrDefault(n => n is not null);

    /// <summary>The share of a day's expected intervals that have data, 0 to 1.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="day">The day's place in the window.</param>
    /// <param name="hasTotal">Whether the server has counted its events, be they none.</param>
    public double ShareFor(string value, int day, bool hasTotal)
    {
        var step = _request.CoverageStep;
        var expected =
            ExclusionPiece.Steps(_request.From.AddDays(day), _request.From.AddDays(day + 1), step)
            - _pieces[day].Sum(p => ExclusionPiece.Steps(p.Piece.From, p.Piece.To, step));
        if (expected <= 0)
            return 1;

        // A single sample says nothing about events: a counter that was born at midnight, say.
        if (!hasTotal)
            return 0;
        var found = (Slot("", value, day) ?? 0) - _pieces[day].Sum(p => p.Intervals?[value] ?? 0);
        return Math.Min(1, Math.Max(0, found / expected));
    }

    private double? Slot(string mark, string value, int day) =>
        _intervals.Of(value, day).Where(s => s.Values[0] == mark).Select(s => s.Events).FirstOrDefault();

    private static string Samples(SelectorScope scope, MetricSelector counter)
    {
        var series = scope.Restrict(counter);
        return $"label_replace(max{scope.By()}(count_over_time({series}[59m59s999ms]) and last_over_time({series}[20m] offset 40m)), "
            + $"\"{Mark}\", \"1\", \"\", \"\")";
    }
}
