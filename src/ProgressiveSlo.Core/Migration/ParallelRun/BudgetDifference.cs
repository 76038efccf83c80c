namespace ProgressiveSlo.Migration;

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
