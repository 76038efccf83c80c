using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>How the error ratios of both sides differ, over the intervals that have one on both. Differences are automated minus manual.</summary>
public sealed record SliDifference
{
    /// <summary>The mean difference, a ratio.</summary>
    public double Mean { get; init; }

    /// <summary>The mean of the absolute differences, a ratio, 0 or more.</summary>
    public double MeanAbsolute { get; init; }

    /// <summary>The difference that is largest without its sign, a ratio.</summary>
    public double Max { get; init; }

    /// <summary>Start of the interval with the largest difference, UTC; the first of several.</summary>
    public DateTime MaxAt { get; init; }

    /// <summary>The error ratio of the manual side there.</summary>
    public double MaxManual { get; init; }

    /// <summary>The error ratio of the automated side there.</summary>
    public double MaxAutomated { get; init; }

    /// <summary>The times that add the most to the difference, the worst first; five at most.</summary>
    public IReadOnlyList<SliSpan> Worst { get; init; } = [];
}
