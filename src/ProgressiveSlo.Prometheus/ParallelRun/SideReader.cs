using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.ParallelRun;

/// <summary>Asks for one side of a comparison.</summary>
internal sealed class SideReader
{
    // Labels whose value may be the service, where a query gives several series.
    private static readonly string[] ServiceLabels = ["slo_service", "sloth_service", "service", "app", "job"];

    private readonly RangeQueries _queries;
    private readonly ParallelRunSubject _subject;
    private readonly Func<Task<LoadedAlertRules>> _loaded;

    public SideReader(RangeQueries queries, ParallelRunSubject subject, Func<Task<LoadedAlertRules>> loaded)
    {
        _queries = queries;
        _subject = subject;
        _loaded = loaded;
    }

    /// <summary>The side with its points and alerts.</summary>
    /// <param name="asked">The side.</param>
    /// <param name="name">What the user calls it, for errors: Manual or Automated.</param>
    /// <param name="token">Ends everything at once.</param>
    /// <exception cref="SloValidationException">A query gives several series.</exception>
    public async Task<ParallelRunSide> ReadAsync(ParallelRunSideRequest asked, string name, CancellationToken token)
    {
        if (asked.Queries is not { } queries)
            return asked.Side;
        var ratio = _queries.SamplesAsync(queries.Ratio, token);
        var total = queries.Total is null ? null : _queries.SamplesAsync(queries.Total, token);
        var alerts = queries.Alerts is { Count: > 0 } some
            ? _queries.AlertsAsync(FiringIntervals.Query(some, _subject.Step), new FiringIntervals(_subject, some), token)
            : null;
        await Task.WhenAll(new Task?[] { ratio, total, alerts }.OfType<Task>()).ConfigureAwait(false);

        var side = asked.Side with { Points = Points(SingleRow(ratio.Result, name), total is null ? null : SingleRow(total.Result, name)) };
        if (queries.Alerts is null)
            return side;
        var lack = alerts is null ? null : await FindMissingAlertsAsync(queries.Alerts, alerts.Result, name).ConfigureAwait(false);
        return side with { Alerts = lack is null ? alerts?.Result.Intervals() ?? [] : null, AlertsLack = lack };
    }

    private async Task<string?> FindMissingAlertsAsync(IReadOnlyList<AlertSelector> alerts, FiringIntervals seen, string name)
    {
        if (alerts.All(a => seen.HasSeen(a.Name)))
            return null;
        var loaded = await _loaded().ConfigureAwait(false);
        var unknown = alerts
            .Where(a => !seen.HasSeen(a.Name) && !loaded.Has(a))
            .Select(a => "'" + PrintableText.Escape(a.Name) + "'")
            .Distinct()
            .ToArray();
        return unknown.Length == 0
            ? null
            : $"The alert {string.Join(", ", unknown)} of the {name.ToLowerInvariant()} side is not "
                + $"loaded, and was never seen, so it says nothing that it has not fired";
    }

    private List<SliPoint> Points(IntervalRow? ratio, IntervalRow? total)
    {
        var points = new List<SliPoint>();
        var count = (ratio ?? total)?.Values.Length ?? 0;
        for (var i = 0; i < count; i++)
        {
            var all = total is not null && total.Has[i] ? total.Values[i] : double.NaN;
            var time = _subject.From.AddTicks(i * _subject.Step.Ticks);
            if (ratio is not null && ratio.Has[i])
                points.Add(new SliPoint(time, ratio.Values[i], all));
            else if (all == 0)
                points.Add(new SliPoint(time, double.NaN, 0));
        }

        return points;
    }

    // Series that never stand side by side follow each other: a label of theirs has changed.
    private IntervalRow? SingleRow(IntervalSamples samples, string name)
    {
        if (
            samples.Series > 1
            && samples
                .Rows.Where(r =>
                    ServiceLabels.Any(l =>
                        r.Labels.TryGetValue(l, out var value) && string.Equals(value, _subject.Service, StringComparison.OrdinalIgnoreCase)
                    )
                )
                .ToArray()
                is { Length: 1 } own
        )
            return own[0].Row;
        IntervalRow? whole = null;
        foreach (var (_, row) in samples.Rows)
        {
            if (whole is null)
                whole = row;
            else if (!TryJoin(whole, row) || samples.Series > samples.Rows.Count())
                throw new SloValidationException(
                    name,
                    $"The query gives {samples.Series.ToString(System.Globalization.CultureInfo.InvariantCulture)} series "
                        + $"for '{PrintableText.Escape(_subject.Service)}', and it takes one: "
                        + $"{string.Join(", ", samples.Rows.Take(3).Select(r => IntervalSamples.Describe(r.Labels)))}",
                    "Choose one by its labels, or add them up before the division"
                );
        }

        return whole;
    }

    private static bool TryJoin(IntervalRow whole, IntervalRow row)
    {
        for (var i = 0; i < row.Values.Length; i++)
        {
            if (whole.Has[i] && row.Has[i])
                return false;
        }

        for (var i = 0; i < row.Values.Length; i++)
        {
            if (row.Has[i])
                (whole.Values[i], whole.Has[i]) = (row.Values[i], true);
        }

        return true;
    }
}
