using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Backtesting;

/// <summary>What a policy would have been like over the series of a service.</summary>
public sealed class BacktestResult
{
    /// <summary>The service; may be empty.</summary>
    public string Service { get; init; } = "";

    /// <summary>Namespace of the service, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>The phase whose policy was replayed, or null.</summary>
    public string? Phase { get; init; }

    /// <summary>What the policy is called where two are compared; may be empty.</summary>
    public string Policy { get; init; } = "";

    /// <summary>Target, a ratio between 0 and 1.</summary>
    public decimal Target { get; init; }

    /// <summary>The SLO's window.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>Start of the series, UTC.</summary>
    public DateTime From { get; init; }

    /// <summary>End of the series, UTC.</summary>
    public DateTime To { get; init; }

    /// <summary>From one evaluation to the next.</summary>
    public TimeSpan Step { get; init; }

    /// <summary>Share of the steps that have data, 0 to 1.</summary>
    public double Coverage { get; init; }

    /// <summary>
    /// Whether the SLO was met over its window at each step at which a whole window had passed; over the whole series where that
    /// is shorter.
    /// Null without traffic.
    /// </summary>
    public bool? Held { get; init; }

    /// <summary>Share of these windows in which it was met, 0 to 1. Null without traffic.</summary>
    public decimal? HeldShare { get; init; }

    /// <summary>Good events.</summary>
    public long GoodEvents { get; init; }

    /// <summary>All events.</summary>
    public long TotalEvents { get; init; }

    /// <summary>Good events of all events, a ratio. Null without traffic.</summary>
    public decimal? Availability => TotalEvents == 0 ? null : 1m - (decimal)(TotalEvents - GoodEvents) / TotalEvents;

    /// <summary>Share of the error budget of the whole series that was consumed; above 1 it was overdrawn. Null without traffic.</summary>
    public decimal? BudgetConsumed =>
        TotalEvents == 0
            ? null
            : NumberText.WithoutNoise(ErrorBudgetArithmetic.BurnRate((decimal)(TotalEvents - GoodEvents) / TotalEvents, Target));

    /// <summary>The alerts that would have fired, in order of their start.</summary>
    public IReadOnlyList<BacktestAlert> Alerts { get; init; } = [];

    /// <summary>How many of them would have woken someone.</summary>
    public int Pages => Alerts.Count(a => a.IsPage);

    /// <summary>Pages divided by the weeks of the series.</summary>
    public decimal PagesPerWeek => Math.Round(Pages * 7m / ErrorBudgetArithmetic.Days(To - From), 4);

    /// <summary>Alerts that nobody needed: see <see cref="BacktestAlert.IsNeeded"/>.</summary>
    public int UnneededAlerts => Alerts.Count(a => !a.IsNeeded);

    /// <summary>Stretches in which half of a window's budget or more was lost, and no alert would have said so.</summary>
    public IReadOnlyList<BacktestLoss> UnseenLosses { get; init; } = [];

    /// <summary>What became of the incidents that were given; empty when none were.</summary>
    public IReadOnlyList<BacktestIncidentResult> Incidents { get; init; } = [];

    /// <summary>Pages at times without an incident; null when no incidents were given.</summary>
    public int? PagesOutsideIncidents { get; init; }

    /// <summary>Service, phase and what was found.</summary>
    public override string ToString() =>
        $"{ServiceName.InNamespace(Service, Namespace)} {Phase ?? Policy}: {CountText.Of(Alerts.Count, "alert")}, "
        + $"{CountText.Of(Pages, "page")}";
}

/// <summary>An alert that would have fired.</summary>
public sealed record BacktestAlert
{
    /// <summary>The severity, for example <c>critical</c>.</summary>
    public string Severity { get; init; } = "";

    /// <summary>The first evaluation at which it fires, UTC.</summary>
    public DateTime Start { get; init; }

    /// <summary>The last evaluation at which it fires, UTC.</summary>
    public DateTime End { get; init; }

    /// <summary>The highest burn rate of a long window whose condition holds.</summary>
    public decimal PeakBurnRate =>
        Peak.Total == 0 ? 0 : NumberText.WithoutNoise(ErrorBudgetArithmetic.BurnRate((decimal)Peak.Bad / Peak.Total, Peak.Target));

    /// <summary>
    /// Share of the SLO window's budget that its long window had used when it fired: bad events by then, of those that the target allows in
    /// an SLO window with the average traffic of the series.
    /// </summary>
    public decimal BudgetAtDetection => Used.Allowed == 0 ? 0 : NumberText.WithoutNoise(Used.Bad / Used.Allowed);

    /// <summary>
    /// Whether the budget was in danger: at some time while it fires, the SLO's window had used half of its budget. An alert that is not
    /// needed woke someone for what the budget is there for.
    /// </summary>
    public bool IsNeeded { get; init; }

    /// <summary>Whether it wakes someone.</summary>
    public bool IsPage => AlertSeverity.IsPage(Severity);

    /// <summary>How long it fires, from the first to the last evaluation.</summary>
    public TimeSpan Duration => End - Start;

    // Divided when somebody looks: a series may have hundreds of alerts that are only counted.
    internal (long Bad, long Total, decimal Target) Peak { get; init; }

    internal (long Bad, decimal Allowed) Used { get; init; }
}

/// <summary>A stretch without an alert in which much of a window's error budget was lost.</summary>
/// <param name="Start">Start of its first step with bad events, UTC.</param>
/// <param name="End">End of its last step with bad events, UTC.</param>
/// <param name="BadEvents">Bad events.</param>
/// <param name="BudgetConsumed">Share of the budget of one SLO window that they are.</param>
public sealed record BacktestLoss(DateTime Start, DateTime End, long BadEvents, decimal BudgetConsumed);
