using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Asks for the latencies of the window. Buckets are
/// counted by day, like events, so that those of a record and those of one answer make the same percentiles.
/// </summary>
internal abstract class BatchLatency
{
    /// <summary>Asks about a batch whose services have a histogram.</summary>
    public static async Task<BatchLatency> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        SplittingQueries queries,
        Action<string> warn,
        CancellationToken token
    ) =>
        batch.Members[0].Subject.Latency!.IsNative
            ? await NativeLatency.AskAsync(request, batch, queries, warn, token).ConfigureAwait(false)
            : await BucketLatency.AskAsync(request, batch, queries, warn, token).ConfigureAwait(false);

    /// <summary>The percentiles of a service in milliseconds; null where there is none, or where it lies above the highest bound.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    public abstract (double? P95, double? P99) PercentilesFor(string value);

    /// <summary>The latencies of one day.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="day">The day's place in the window.</param>
    public abstract DayLatency DayFor(string value, int day);
}

/// <summary>The latencies of one day.</summary>
/// <param name="Buckets">Its buckets; empty where there are none.</param>
/// <param name="P95">95th percentile, milliseconds, or null.</param>
/// <param name="P99">99th percentile, milliseconds, or null.</param>
internal readonly record struct DayLatency(IReadOnlyList<LatencyBucket> Buckets, double? P95, double? P99);

/// <summary>Latencies from buckets.</summary>
internal sealed class BucketLatency : BatchLatency
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    private readonly EvidenceRequest _request;
    private readonly LatencyMetric _metric;
    private readonly bool _hasLabel;
    private readonly BucketSlots _days;
    private readonly ILookup<int, BucketCounts?> _cuts;
    private readonly Action<string> _warn;

    private BucketLatency(
        EvidenceRequest request,
        EvidenceBatch batch,
        BucketSlots days,
        ILookup<int, BucketCounts?> cuts,
        Action<string> warn
    )
    {
        _request = request;
        _metric = batch.Members[0].Subject.Latency!;
        _hasLabel = batch.Label is not null;
        _days = days;
        _cuts = cuts;
        _warn = warn;
    }

    public static new async Task<BatchLatency> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        SplittingQueries queries,
        Action<string> warn,
        CancellationToken token
    )
    {
        var metric = batch.Members[0].Subject.Latency!;
        var buckets = new MetricSelector(metric.Histogram.Metric + "_bucket", metric.Histogram.Filters);
        string Query(IReadOnlyList<string> some, TimeSpan window)
        {
            var scope = new SelectorScope(batch.Label, some);
            return $"sum{scope.By("le")}(increase({scope.Restrict(buckets)}[{PrometheusDuration.Format(window)}]))";
        }

        var range = SlotRange.Create(request.From, request.To, _day);
        var days = queries.BucketSlotsAsync(batch.Label, batch.Values, v => Query(v, _day), range, token);
        var cuts = ExclusionPiece
            .Split(request, _day)
            .Select(async p =>
                (
                    p.Slot,
                    Counts: p.Length == _day
                        ? null
                        : await queries.BucketsAsync(batch.Label, batch.Values, Query, p.To, p.Length, token).ConfigureAwait(false)
                )
            )
            .ToArray();
        await Task.WhenAll([days, .. cuts]).ConfigureAwait(false);
        var bySlot = cuts.Select(c => c.Result).ToLookup(c => c.Slot, c => c.Counts);
        return new BucketLatency(request, batch, days.Result, bySlot, warn);
    }

    public override (double? P95, double? P99) PercentilesFor(string value)
    {
        var key = _hasLabel ? value : "";
        if (IsBroken(key))
        {
            _warn(
                $"The latency{(key.Length == 0 ? "" : $" of '{PrintableText.Escape(key)}'")} is not known: the server's counts of the "
                    + $"buckets of {_metric.Histogram.Metric} are infinite or negative. Look at the metric and at the rules that record it."
            );
            return (null, null);
        }

        var sum = LatencyBuckets.Sum(Enumerable.Range(0, _request.Days).Select(d => Buckets(key, d)));
        return (Find(0.95), Find(0.99));

        double? Find(double quantile)
        {
            var found = LatencyBuckets.Percentile(sum, quantile, out var above);
            if (above is { } bound)
                _warn(
                    $"The p{NumberText.Plain((decimal)quantile * 100)} "
                        + $"latency{(key.Length == 0 ? "" : $" of '{PrintableText.Escape(key)}'")} lies above the highest bucket "
                        + $"of {_metric.Histogram.Metric}, {Bound(bound)} "
                        + $"{(_metric.UnitInMilliseconds == 1 ? "ms" : "s")}, and is not known. Add buckets up to the "
                        + $"longest latency that matters."
                );
            return found;
        }
    }

    // In the unit of the histogram: 0.07 s is not 70.00000000000001 ms.
    private string Bound(double milliseconds) =>
        NumberText.Plain(NumberText.WithoutNoise(NumberText.Exact(milliseconds / _metric.UnitInMilliseconds)));

    public override DayLatency DayFor(string value, int day)
    {
        var buckets = Buckets(_hasLabel ? value : "", day);
        var sum = LatencyBuckets.Sum([buckets]);
        return new DayLatency(buckets, LatencyBuckets.Percentile(sum, 0.95, out _), LatencyBuckets.Percentile(sum, 0.99, out _));
    }

    private bool IsBroken(string key) => _days.IsBroken(key) || _cuts.Any(day => day.Any(c => c?.IsBroken(key) == true));

    // Of a day that is excluded as a whole, nothing is left.
    private IReadOnlyList<LatencyBucket> Buckets(string key, int day) =>
        IsBroken(key) || _cuts[day].Contains(null)
            ? []
            : _days.Buckets(key, day, _cuts[day].Select(c => c![key]), _metric.UnitInMilliseconds);
}

/// <summary>Latencies from a native histogram, whose percentiles of days do not make that of the window.</summary>
internal sealed class NativeLatency : BatchLatency
{
    private const string P95 = "0.95";
    private const string P99 = "0.99";

    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    private readonly int _unit;
    private readonly bool _hasLabel;
    private readonly (ServiceValues P95, ServiceValues P99) _window;
    private readonly (SlotSeries P95, SlotSeries P99)? _days;

    private NativeLatency(EvidenceBatch batch, (ServiceValues P95, ServiceValues P99) window, (SlotSeries P95, SlotSeries P99)? days)
    {
        _unit = batch.Members[0].Subject.Latency!.UnitInMilliseconds;
        _hasLabel = batch.Label is not null;
        _window = window;
        _days = days;
    }

    public static new async Task<BatchLatency> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        SplittingQueries queries,
        Action<string> warn,
        CancellationToken token
    )
    {
        var histogram = batch.Members[0].Subject.Latency!.Histogram;
        if (request.Exclusions.Count > 0)
            warn($"The latencies of {histogram} include those of excluded intervals: native histograms cannot be subtracted.");
        string Query(string quantile, IReadOnlyList<string> some, TimeSpan window)
        {
            var scope = new SelectorScope(batch.Label, some);
            var increase = $"increase({scope.Restrict(histogram)}[{PrometheusDuration.Format(window)}])";
            return $"histogram_quantile({quantile}, sum{scope.By()}({increase}))";
        }

        Task<ServiceValues> Window(string quantile) =>
            queries.NumbersAsync(batch.Label, batch.Values, v => Query(quantile, v, request.To - request.From), request.To, token);
        Task<SlotSeries> Days(string quantile) =>
            queries.SlotsAsync(
                batch.Label,
                batch.Values,
                v => Query(quantile, v, _day),
                SlotRange.Create(request.From, request.To, _day),
                token
            );
        var (p95, p99) = (Window(P95), Window(P99));
        var byDay = request.IsForRecord ? new[] { Days(P95), Days(P99) } : [];
        await Task.WhenAll([p95, p99, .. byDay]).ConfigureAwait(false);
        return new NativeLatency(batch, (p95.Result, p99.Result), byDay is [var first, var second] ? (first.Result, second.Result) : null);
    }

    public override (double? P95, double? P99) PercentilesFor(string value)
    {
        var key = _hasLabel ? value : "";
        return (_window.P95[key] * _unit, _window.P99[key] * _unit);
    }

    public override DayLatency DayFor(string value, int day)
    {
        var key = _hasLabel ? value : "";
        return new DayLatency([], _days?.P95[key, day] * _unit, _days?.P99[key, day] * _unit);
    }
}
