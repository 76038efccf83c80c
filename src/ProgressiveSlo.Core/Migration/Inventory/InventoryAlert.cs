using System;

namespace ProgressiveSlo.Migration;

/// <summary>A condition on which an alert of an inventory item fires. An alert with two pairs of windows has two of these.</summary>
/// <param name="Name">The alert's name; empty for one that a definition asks for.</param>
/// <param name="Severity">The label severity; empty for none.</param>
public sealed record InventoryAlert(string Name, string Severity)
{
    /// <summary>The long window; the only one where there is no short one. Null when the query has none.</summary>
    public TimeSpan? LongWindow { get; init; }

    /// <summary>The short window, or null for an alert on a single window.</summary>
    public TimeSpan? ShortWindow { get; init; }

    /// <summary>The factor on the error budget; null for a plain threshold, and where no target can be told from it.</summary>
    public decimal? BurnRate { get; init; }

    /// <summary>The value that is compared with: an error ratio (0 to 1), or seconds for a latency quantile. Null when it is no number.</summary>
    public decimal? Threshold { get; init; }

    /// <summary>Line of the rule, from 1; 0 when there is none.</summary>
    public int Line { get; init; }
}
