namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>How far two SLOs may differ and still agree, and how much evidence that takes.</summary>
public sealed record ParallelRunTolerance
{
    /// <summary>The defaults.</summary>
    public static ParallelRunTolerance Default { get; } = new();

    /// <summary>
    /// The mean absolute difference of the SLI, as a share of the error budget 1 − target. A tenth: rules that are evaluated at other
    /// moments
    /// of a minute differ by less, and what differs by more would move a burn-rate alert.
    /// </summary>
    public double SliDifference { get; init; } = 0.1;

    /// <summary>
    /// The difference of the consumed error budgets, as a share of the budget. A twentieth: half of the smallest step at which people
    /// decide by a budget (10 %), so that both sides lead to the same decision.
    /// </summary>
    public double BudgetDifference { get; init; } = 0.05;

    /// <summary>Alerts that only one side has fired. None: each is a page that would be lost or new, and wants to be understood.</summary>
    public int UnmatchedAlerts { get; init; }

    /// <summary>
    /// How far apart two alerts may be and still be one. 15 minutes: the long wait (<c>for</c>) of hand-made alerts, and the time within
    /// which alerts are one incident elsewhere.
    /// </summary>
    public TimeSpan AlertOverlap { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The least share of the intervals that both sides cover. 95 %: what is missing is then less than a day of two weeks.
    /// </summary>
    public double Coverage { get; init; } = 0.95;

    /// <summary>
    /// The least share of the intervals that have a ratio on both sides; others may be without traffic. A fourteenth, one day of two weeks:
    /// less is a service that nobody used.
    /// </summary>
    public double Compared { get; init; } = 1.0 / 14;

    /// <summary>The longest time without evidence on one of the sides. 12 hours: longer, and the busy half of a day is missing.</summary>
    public TimeSpan LongestGap { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The least time that is compared. Two weeks: each day of the week twice.</summary>
    public TimeSpan LeastTime { get; init; } = TimeSpan.FromDays(14);
}
