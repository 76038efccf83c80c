namespace ProgressiveSlo.Objectives;

/// <summary>Which rules are written for Prometheus.</summary>
public enum RuleFlavor
{
    /// <summary>Ours: the period's ratio from events, no sample without traffic, series that outlive a promotion.</summary>
    Exact,

    /// <summary>What Sloth generates from the same definition, with its known faults.</summary>
    Sloth,
}

/// <summary>Series that the rules of both flavors record: named as Sloth names them, so that dashboards work on both.</summary>
internal static class RecordedSeries
{
    public const string Prefix = "slo:";
    public const string ErrorRatio = "slo:sli_error:ratio_rate";
    public const string Objective = "slo:objective:ratio";
    public const string ErrorBudget = "slo:error_budget:ratio";
    public const string PeriodDays = "slo:time_period:days";
    public const string CurrentBurnRate = "slo:current_burn_rate:ratio";
    public const string PeriodBurnRate = "slo:period_burn_rate:ratio";
    public const string BudgetRemaining = "slo:period_error_budget_remaining:ratio";

    /// <summary>Events a second, of the exact flavor alone.</summary>
    public const string GoodEvents = "slo:events_good:rate5m";
    public const string BadEvents = "slo:events_bad:rate5m";
    public const string TotalEvents = "slo:events_total:rate5m";
}
