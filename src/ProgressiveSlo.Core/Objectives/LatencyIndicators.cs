using ProgressiveSlo.Errors;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>A histogram of latencies in seconds, of which each threshold makes an indicator.</summary>
/// <param name="Histogram">The histogram's name, without <c>_bucket</c> or <c>_count</c>, and the conditions that choose its
/// series.</param>
/// <param name="IsNative">Whether it is a native histogram; otherwise one with buckets.</param>
public sealed record LatencyMetric(MetricSelector Histogram, bool IsNative)
{
    private const string Buckets = "_bucket";

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
                    [.. Histogram.Filters, BoundMatcher(NumberText.Exact(milliseconds) / 1000m)]
                ),
                new MetricSelector(Histogram.Metric + "_count", Histogram.Filters)
            );

    /// <summary>The histogram.</summary>
    public override string ToString() => Histogram.ToString();

    // Client libraries write the bound of one second as 1 or as 1.0, and Prometheus 3 makes the one into the other.
    private static LabelMatcher BoundMatcher(decimal seconds) =>
        decimal.Truncate(seconds) == seconds
            ? new LabelMatcher("le", "=~", seconds.ToString("0", CultureInfo.InvariantCulture) + "(\\.0)?")
            : new LabelMatcher("le", "=", NumberText.Plain(seconds));
}

/// <summary>
/// Requests faster than a threshold, from a native histogram in seconds. Needs Prometheus 2.40 or later with native histograms enabled.
/// </summary>
public sealed class NativeLatencyIndicator : SloIndicator
{
    /// <summary>Makes an indicator.</summary>
    /// <param name="histogram">The native histogram, in seconds.</param>
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

    /// <summary>The native histogram, in seconds.</summary>
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
            var seconds = NumberText.Plain((decimal)Threshold.Ticks / TimeSpan.TicksPerSecond);
            return SliQueries.FromGood(
                $"histogram_fraction(0, {seconds}, {rates}) * histogram_count({rates})",
                $"histogram_count({rates})"
            );
        }
    }

    /// <summary>For example <c>http_request_duration_seconds &lt;= 200ms</c>.</summary>
    public override string ToString() => $"{Histogram} <= {PrometheusDuration.Format(Threshold)}";
}
