using System;
using System.Collections.Generic;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>Requests faster than a threshold, from a native histogram in seconds. Needs Prometheus 2.40 or later with native histograms enabled.</summary>
public sealed class NativeLatencyIndicator : SloIndicator
{
    /// <summary>Makes an indicator.</summary>
    /// <param name="histogram">The native histogram, in seconds.</param>
    /// <param name="threshold">What counts as fast enough, more than zero.</param>
    public NativeLatencyIndicator(MetricSelector histogram, TimeSpan threshold)
    {
        Histogram = histogram ?? throw new ArgumentNullException(nameof(histogram));
        Threshold = threshold > TimeSpan.Zero ? threshold : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is more than zero.");
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
            return SliQueries.OfGood($"histogram_fraction(0, {seconds}, {rates}) * histogram_count({rates})", $"histogram_count({rates})");
        }
    }

    /// <summary>For example <c>http_request_duration_seconds &lt;= 200ms</c>.</summary>
    public override string ToString() => $"{Histogram} <= {PrometheusDuration.Format(Threshold)}";
}
