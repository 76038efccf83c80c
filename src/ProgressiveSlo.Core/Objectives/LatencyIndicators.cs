using ProgressiveSlo.Errors;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// A histogram of latencies, of which each threshold makes an indicator. It is in seconds, or in milliseconds where its name says so.
/// </summary>
/// <param name="Histogram">The histogram's name, without <c>_bucket</c> or <c>_count</c>, and the conditions that choose its
/// series.</param>
/// <param name="IsNative">Whether it is a native histogram; otherwise one with buckets.</param>
public sealed record LatencyMetric(MetricSelector Histogram, bool IsNative)
{
    private const string Buckets = "_bucket";

    /// <summary>How many milliseconds one unit of the histogram is: 1000 for seconds, 1 for milliseconds.</summary>
    public int UnitInMilliseconds => LatencyUnit.InMilliseconds(Histogram.Metric);

    /// <summary>Whether the histogram's name says its unit; otherwise seconds are assumed.</summary>
    public bool NamesUnit => LatencyUnit.IsNamed(Histogram.Metric);

    /// <summary>Reads a histogram such as <c>http_request_duration_seconds{job="api"}</c>.</summary>
    /// <param name="text">The selector, without <c>_bucket</c>.</param>
    /// <param name="isNative">Whether it is a native histogram.</param>
    /// <param name="field">Name of the field, for the error.</param>
    /// <exception cref="SloValidationException">The text is not one metric with label conditions, or it names the buckets.</exception>
    public static LatencyMetric Parse(string text, bool isNative, string field)
    {
        var selector = MetricSelector.Parse(text, field);
        return selector.Metric.EndsWith(Buckets, StringComparison.Ordinal)
            ? throw new SloValidationException(
                field,
                $"'{selector.Metric}' names the buckets of a histogram",
                $"Write the histogram alone: {selector.Metric.Substring(0, selector.Metric.Length - Buckets.Length)}"
            )
            : new LatencyMetric(selector, isNative);
    }

    /// <summary>Requests answered within a threshold, of all requests. With buckets the threshold must be the bound of one.</summary>
    /// <param name="milliseconds">The threshold, more than zero.</param>
    public SloIndicator CreateIndicator(double milliseconds) =>
        IsNative
            ? new NativeLatencyIndicator(Histogram, TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond)))
            : new RatioIndicator(
                new MetricSelector(
                    Histogram.Metric + Buckets,
                    [.. Histogram.Filters, BoundMatcher(NumberText.Exact(milliseconds) / UnitInMilliseconds)]
                ),
                new MetricSelector(Histogram.Metric + "_count", Histogram.Filters)
            );

    /// <summary>The histogram.</summary>
    public override string ToString() => Histogram.ToString();

    // Client libraries write the bound of one second as 1 or as 1.0, and Prometheus 3 makes the one into the other.
    private static LabelMatcher BoundMatcher(decimal bound) =>
        decimal.Truncate(bound) == bound
            ? new LabelMatcher("le", "=~", bound.ToString("0", CultureInfo.InvariantCulture) + "(\\.0)?")
            : new LabelMatcher("le", "=", NumberText.Plain(bound));
}

/// <summary>
/// The unit of a histogram of latencies, by its name. Seconds are the base unit of Prometheus; OpenTelemetry's former HTTP metrics, and
/// some exporters, are in milliseconds and say so. Source: Prometheus documentation, "Metric and label naming".
/// </summary>
internal static class LatencyUnit
{
    private static readonly string[] _seconds = ["_seconds", "_second", "_secs", "_sec", "_s"];
    private static readonly string[] _milliseconds = ["_milliseconds", "_ms", "_millis", "_millisecond", "_msec", "_msecs", "_millisec"];

    /// <summary>
    /// How many milliseconds one unit is: 1000, or 1 where the name ends in <c>_milliseconds</c>, <c>_ms</c> or another way to write these.
    /// </summary>
    /// <param name="histogram">The histogram's name, without <c>_bucket</c> or <c>_count</c>.</param>
    public static int InMilliseconds(string histogram) =>
        _milliseconds.Any(m => histogram.EndsWith(m, StringComparison.Ordinal)) ? 1 : 1000;

    /// <summary>Whether the name says the unit; otherwise seconds are assumed.</summary>
    /// <param name="histogram">The histogram's name, without <c>_bucket</c> or <c>_count</c>.</param>
    public static bool IsNamed(string histogram) =>
        InMilliseconds(histogram) == 1 || _seconds.Any(s => histogram.EndsWith(s, StringComparison.Ordinal));
}

/// <summary>
/// Requests faster than a threshold, from a native histogram in the unit that its name says. Needs Prometheus 2.40 or later with native
/// histograms enabled.
/// </summary>
public sealed class NativeLatencyIndicator : SloIndicator
{
    /// <summary>Makes an indicator.</summary>
    /// <param name="histogram">The native histogram, in seconds or in milliseconds by its name.</param>
    /// <param name="threshold">What counts as fast enough, more than zero.</param>
    public NativeLatencyIndicator(MetricSelector histogram, TimeSpan threshold)
    {
        Histogram = histogram ?? throw new ArgumentNullException(nameof(histogram));
        Threshold =
            threshold > TimeSpan.Zero
                ? threshold
                : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is more than zero.");
    }

    /// <inheritdoc/>
    public override string Type => "nativeLatency";

    /// <summary>The threshold in the unit of the histogram, as PromQL writes it.</summary>
    public string Bound =>
        NumberText.Plain((decimal)Threshold.Ticks / TimeSpan.TicksPerMillisecond / LatencyUnit.InMilliseconds(Histogram.Metric));

    /// <summary>The native histogram, in seconds or in milliseconds by its name.</summary>
    public MetricSelector Histogram { get; }

    /// <summary>What counts as fast enough.</summary>
    public TimeSpan Threshold { get; }

    /// <summary>Labels that keep series apart: each combination of their values has an SLO of its own.</summary>
    public IReadOnlyList<string> Grouping { get; init; } = [];

    /// <inheritdoc/>
    public override SliQueries Queries
    {
        get
        {
            var rates = SumOfRate(Histogram, Grouping);
            return SliQueries.FromGood($"histogram_fraction(0, {Bound}, {rates}) * histogram_count({rates})", $"histogram_count({rates})");
        }
    }

    /// <summary>For example <c>http_request_duration_seconds &lt;= 200ms</c>.</summary>
    public override string ToString() => $"{Histogram} <= {PrometheusDuration.Format(Threshold)}";
}
