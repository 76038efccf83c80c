using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Asks for the 95th and 99th percentile of latency over the days that the gate judges: percentiles of a longer time say nothing about a
/// part of it.
/// </summary>
internal sealed class BatchLatency
{
    private readonly Func<string, (double? P95, double? P99)> _find;
    private readonly string? _label;

    private BatchLatency(string? label, Func<string, (double?, double?)> find)
    {
        _label = label;
        _find = find;
    }

    /// <summary>Asks about a batch whose services have a histogram.</summary>
    public static async Task<BatchLatency> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        SplittingQueries queries,
        Action<string> warn,
        CancellationToken token
    )
    {
        var metric = batch.Members[0].Subject.Latency!;
        var (label, values) = (batch.Label, batch.Values);
        var find = metric.IsNative
            ? await NativeAsync(request, metric, label, values, queries, warn, token).ConfigureAwait(false)
            : await ClassicAsync(request, metric, label, values, queries, warn, token).ConfigureAwait(false);
        return new BatchLatency(label, find);
    }

    /// <summary>The percentiles of a service in milliseconds; null where there is none, or where it lies above the highest bound.</summary>
    public (double? P95, double? P99) PercentilesFor(string value) => _find(_label is null ? "" : value);

    private static async Task<Func<string, (double?, double?)>> ClassicAsync(
        EvidenceRequest request,
        LatencyMetric metric,
        string? label,
        IReadOnlyList<string> values,
        SplittingQueries queries,
        Action<string> warn,
        CancellationToken token
    )
    {
        var buckets = new MetricSelector(metric.Histogram.Metric + "_bucket", metric.Histogram.Filters);
        string Query(IReadOnlyList<string> some, TimeSpan window)
        {
            var scope = new SelectorScope(label, some);
            return $"sum{scope.By("le")}(increase({scope.Restrict(buckets)}[{PrometheusDuration.Format(window)}]))";
        }

        var counts = await queries
            .BucketsAsync(label, values, Query, request.To, request.To - request.GateFrom, token)
            .ConfigureAwait(false);
        foreach (var (_, from, to) in ExclusionPiece.Clip(request, request.GateFrom))
            counts.Add(await queries.BucketsAsync(label, values, Query, to, to - from, token).ConfigureAwait(false), -1);
        return value =>
        {
            if (!counts.IsBroken(value))
                return (Find(value, 0.95), Find(value, 0.99));
            warn(
                $"The latency{(value.Length == 0 ? "" : $" of '{PrintableText.Escape(value)}'")} is not known: the server's counts of the "
                    + $"buckets of {metric.Histogram.Metric} are infinite or negative. Look at the metric and at the rules that record it."
            );
            return (null, null);
        };

        double? Find(string value, double quantile)
        {
            var found = ClassicQuantile.Compute(counts[value], quantile, out var above);
            if (!above)
                return found * metric.UnitInMilliseconds;
            warn(
                $"The p{NumberText.Plain((decimal)quantile * 100)} "
                    + $"latency{(value.Length == 0 ? "" : $" of '{PrintableText.Escape(value)}'")} lies above the highest bucket "
                    + $"of {metric.Histogram.Metric}, {NumberText.Plain(found!.Value)} {(metric.UnitInMilliseconds == 1 ? "ms" : "s")}, "
                    + $"and is not known. Add buckets up to the "
                    + $"longest latency that matters."
            );
            return null;
        }
    }

    private static async Task<Func<string, (double?, double?)>> NativeAsync(
        EvidenceRequest request,
        LatencyMetric metric,
        string? label,
        IReadOnlyList<string> values,
        SplittingQueries queries,
        Action<string> warn,
        CancellationToken token
    )
    {
        if (request.Exclusions.Count > 0)
            warn($"The latencies of {metric.Histogram} include those of excluded intervals: native histograms cannot be subtracted.");
        Task<ServiceValues> Ask(string quantile) =>
            queries.NumbersAsync(
                label,
                values,
                some =>
                {
                    var scope = new SelectorScope(label, some);
                    var window = PrometheusDuration.Format(request.To - request.GateFrom);
                    return $"histogram_quantile({quantile}, sum{scope.By()}(increase({scope.Restrict(metric.Histogram)}[{window}])))";
                },
                request.To,
                token
            );
        var p95 = Ask("0.95");
        var p99 = Ask("0.99");
        await Task.WhenAll(p95, p99).ConfigureAwait(false);
        var (first, second) = (p95.Result, p99.Result);
        return value => (first[value] * metric.UnitInMilliseconds, second[value] * metric.UnitInMilliseconds);
    }
}
