namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>
/// A manual SLO and the automated one that is to replace it, over the same time. Times are UTC; differences are automated minus manual.
/// </summary>
public sealed record ParallelRunResult
{
    /// <summary>The service.</summary>
    public string Service { get; init; } = "";

    /// <summary>Name of the SLO; empty when it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>What follows from all of it.</summary>
    public ParallelRunVerdict Verdict { get; init; }

    /// <summary>Whether the verdict is that both agree.</summary>
    public bool Agrees => Verdict == ParallelRunVerdict.Agrees;

    /// <summary>Start of the compared time.</summary>
    public DateTime From { get; init; }

    /// <summary>End of the compared time.</summary>
    public DateTime To { get; init; }

    /// <summary>Length of an interval.</summary>
    public TimeSpan Step { get; init; }

    /// <summary>Intervals between start and end.</summary>
    public int Intervals { get; init; }

    /// <summary>Intervals with a ratio on both sides.</summary>
    public int Compared { get; init; }

    /// <summary>Intervals without traffic: a side counts no events, or has 0/0, and no side has a ratio other than 0.</summary>
    public int Idle { get; init; }

    /// <summary>Intervals with a ratio on the manual side alone.</summary>
    public int OnlyManual { get; init; }

    /// <summary>Intervals with a ratio on the automated side alone.</summary>
    public int OnlyAutomated { get; init; }

    /// <summary>Intervals of which nothing is known.</summary>
    public int Missing { get; init; }

    /// <summary>Share of the intervals that are compared or idle, 0 to 1.</summary>
    public double Coverage { get; init; }

    /// <summary>The difference of the SLI, or null when nothing could be compared.</summary>
    public SliDifference? Sli { get; init; }

    /// <summary>The difference of the consumed error budgets, or null when nothing could be compared or there is no target.</summary>
    public BudgetDifference? Budget { get; init; }

    /// <summary>The difference of the alerts, or null when those of one side are not known.</summary>
    public AlertDifference? Alerts { get; init; }

    /// <summary>The manual query, or null when it is not known.</summary>
    public string? ManualQuery { get; init; }

    /// <summary>The automated query, or null when it is not known.</summary>
    public string? AutomatedQuery { get; init; }

    /// <summary>What the verdict was made with.</summary>
    public ParallelRunTolerance Tolerance { get; init; } = ParallelRunTolerance.Default;

    /// <summary>What keeps a verdict away, what exceeds a tolerance, then causes that can be seen and what else is worth knowing.</summary>
    public IReadOnlyList<ParallelRunReason> Reasons { get; init; } = [];

    /// <summary>Service and verdict.</summary>
    public override string ToString() => $"{Service}: {Verdict}";
}

/// <summary>What a parallel run says.</summary>
public enum ParallelRunVerdict
{
    /// <summary>There is too little evidence, or it is malformed; never means that both agree.</summary>
    InsufficientEvidence,

    /// <summary>At least one tolerance is exceeded.</summary>
    Disagrees,

    /// <summary>Everything was compared, and every tolerance is kept.</summary>
    Agrees,
}

/// <summary>Why two SLOs differ, why there is no verdict, or what else is worth knowing.</summary>
/// <param name="Code">What it is, for example <c>SelectorDiffers</c>.</param>
/// <param name="Message">What was seen, one sentence without its full stop.</param>
/// <param name="Guidance">What to do about it, without a full stop; empty for nothing.</param>
public sealed record ParallelRunReason(string Code, string Message, string Guidance = "")
{
    /// <summary>Whether the evidence is too little or malformed because of it.</summary>
    public bool IsLack { get; init; }

    /// <summary>Whether a tolerance is exceeded.</summary>
    public bool IsDifference { get; init; }

    /// <summary>Code and message.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
