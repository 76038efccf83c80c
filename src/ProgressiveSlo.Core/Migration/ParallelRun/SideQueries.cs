namespace ProgressiveSlo.Migration;

/// <summary>What a Prometheus is asked for one side of a parallel run. Each query is asked at the end of each interval.</summary>
/// <param name="Ratio">The error ratio, in PromQL; one series.</param>
public sealed record SideQueries(string Ratio)
{
    /// <summary>What is proportional to all events of an interval, in PromQL; null when it is not known.</summary>
    public string? Total { get; init; }

    /// <summary>The alerts, as selectors of the series <c>ALERTS</c>; null when they are not known, empty when there are none.</summary>
    public System.Collections.Generic.IReadOnlyList<AlertSelector>? Alerts { get; init; }
}
