namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>
/// How the error ratios of both sides differ, over the intervals that have one on both. Differences are automated minus manual.
/// </summary>
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

/// <summary>A time in which the SLIs of both sides differ all along.</summary>
/// <param name="From">Start, UTC.</param>
/// <param name="To">End, UTC.</param>
/// <param name="Manual">Mean error ratio of the manual side.</param>
/// <param name="Automated">Mean error ratio of the automated side.</param>
public sealed record SliSpan(DateTime From, DateTime To, double Manual, double Automated)
{
    /// <summary>Automated minus manual.</summary>
    public double Difference => Automated - Manual;
}

/// <summary>
/// What both sides have consumed of the error budget of the compared time: error ratio divided by 1 − target.
/// Source: Google, The Site Reliability Workbook (2018), chapters 2 and 5.
/// </summary>
public sealed record BudgetDifference
{
    /// <summary>How it was counted.</summary>
    public BudgetBasis Basis { get; init; }

    /// <summary>The target, as a ratio, 0 &lt; target &lt; 1.</summary>
    public decimal Target { get; init; }

    /// <summary>Error ratio of the manual side over the whole time.</summary>
    public double ManualErrorRatio { get; init; }

    /// <summary>Error ratio of the automated side over the whole time.</summary>
    public double AutomatedErrorRatio { get; init; }

    /// <summary>Share of the budget that the manual side has consumed; more than 1 when it is spent.</summary>
    public double Manual { get; init; }

    /// <summary>Share of the budget that the automated side has consumed; more than 1 when it is spent.</summary>
    public double Automated { get; init; }

    /// <summary>Automated minus manual, a share of the budget.</summary>
    public double Difference { get; init; }

    /// <summary>Share of the budget that was consumed in intervals for which only one side has a ratio.</summary>
    public double OneSided { get; init; }
}

/// <summary>How error ratios became the consumed budget of a time.</summary>
public enum BudgetBasis
{
    /// <summary>Both sides count events: bad events divided by all events, each with its own.</summary>
    Events,

    /// <summary>Only the manual side counts events: they weigh the ratios of both, where both have one.</summary>
    EventsOfManual,

    /// <summary>Only the automated side counts events: they weigh the ratios of both, where both have one.</summary>
    EventsOfAutomated,

    /// <summary>No side counts events: the average over time, where both have a ratio. A quiet hour weighs as much as a busy one.</summary>
    Time,
}

/// <summary>How the alerts of both sides go together. Alerts of one side that overlap are one, and carry all their names.</summary>
public sealed record AlertDifference
{
    /// <summary>Incidents for which both sides fired, in order.</summary>
    public IReadOnlyList<AlertMatch> Matched { get; init; } = [];

    /// <summary>What only the manual side fired, in order.</summary>
    public IReadOnlyList<FiringInterval> OnlyManual { get; init; } = [];

    /// <summary>What only the automated side fired, in order.</summary>
    public IReadOnlyList<FiringInterval> OnlyAutomated { get; init; } = [];
}

/// <summary>An incident for which both sides fired.</summary>
/// <param name="Manual">From the first manual alert of it to the end of the last.</param>
/// <param name="Automated">From the first automated alert of it to the end of the last.</param>
public sealed record AlertMatch(FiringInterval Manual, FiringInterval Automated)
{
    /// <summary>Start of the automated alert minus start of the manual one: negative when the automated one was earlier.</summary>
    public TimeSpan LeadTime => Automated.From - Manual.From;
}
