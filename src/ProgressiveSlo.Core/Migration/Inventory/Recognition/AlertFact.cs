using System;

namespace ProgressiveSlo.Migration;

/// <summary>A condition of an alert on one SLI.</summary>
internal sealed record AlertFact(RuleEntry Entry)
{
    public TimeSpan? Long { get; init; }

    public TimeSpan? Short { get; init; }

    public double? Factor { get; init; }

    /// <summary>The error budget, as a ratio.</summary>
    public double? Budget { get; init; }

    /// <summary>The error ratio, or seconds.</summary>
    public double? Threshold { get; init; }

    /// <summary>Whether factor and target were found by trying known factors, and not read.</summary>
    public bool IsFitted { get; init; }

    /// <summary>The series that has the target, where nobody records it here.</summary>
    public string? TargetSeries { get; init; }
}
