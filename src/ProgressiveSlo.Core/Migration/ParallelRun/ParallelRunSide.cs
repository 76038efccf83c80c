using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>What one side of a parallel run has measured.</summary>
/// <param name="Points">Its SLI, in any order.</param>
public sealed record ParallelRunSide(IReadOnlyList<SliPoint> Points)
{
    /// <summary>When its alerts were firing; empty when none did, null when it is not known.</summary>
    public IReadOnlyList<FiringInterval>? Alerts { get; init; }

    /// <summary>Why the alerts are not known although they should be, one sentence without its full stop; null when nothing is wrong.</summary>
    public string? AlertsLack { get; init; }

    /// <summary>The error ratio in PromQL, as people wrote it or as the definition says it; null when it is not known.</summary>
    public string? Query { get; init; }

    /// <summary>What stands for <c>{{.window}}</c> in the query, or null.</summary>
    public TimeSpan? RatioWindow { get; init; }

    /// <summary>The target of this side, as a ratio, or null when it has none.</summary>
    public decimal? Target { get; init; }
}
