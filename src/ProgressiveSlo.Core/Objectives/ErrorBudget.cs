namespace ProgressiveSlo.Objectives;

/// <summary>Error budget arithmetic, in error ratios; 1 − target is taken last and exactly.</summary>
public static class ErrorBudget
{
    /// <summary>Burn rate: error ratio divided by the error budget 1 − target. Over the whole period it is the share of the budget consumed.</summary>
    /// <param name="errorRatio">Bad events divided by all events, 0 to 1.</param>
    /// <param name="target">Target as ratio, 0 &lt; target &lt; 1.</param>
    public static decimal BurnRate(decimal errorRatio, decimal target) => errorRatio / (1m - target);
}
