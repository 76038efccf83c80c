using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Objectives;

/// <summary>A gauge that is 1 when things are good and 0 when they are bad, such as <c>up</c> or <c>probe_success</c>; each sample is an event.</summary>
public sealed class BoolGaugeIndicator : SloIndicator
{
    /// <summary>Makes an indicator.</summary>
    /// <param name="metric">The gauge.</param>
    public BoolGaugeIndicator(MetricSelector metric) => Metric = metric ?? throw new ArgumentNullException(nameof(metric));

    /// <inheritdoc/>
    public override string Type => "boolGauge";

    /// <summary>The gauge.</summary>
    public MetricSelector Metric { get; }

    /// <summary>Labels that keep series apart: each combination of their values has an SLO of its own.</summary>
    public IReadOnlyList<string> Grouping { get; init; } = [];

    /// <inheritdoc/>
    public override SliQueries Queries => SliQueries.OfGood(
        $"sum{By(Grouping)}(sum_over_time({Metric}[{SliQueries.Window}]))",
        $"sum{By(Grouping)}(count_over_time({Metric}[{SliQueries.Window}]))");

    /// <summary>The gauge.</summary>
    public override string ToString() => Metric.ToString();
}
