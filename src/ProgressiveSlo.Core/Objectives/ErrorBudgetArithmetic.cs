using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// Error budget arithmetic in decimals and error ratios; 1 − target is taken once and exactly.
/// Source: Google, The Site Reliability Workbook (2018), chapters 2 and 5.
/// </summary>
public static class ErrorBudgetArithmetic
{
    private const decimal Least = 0.000000000001m;

    /// <summary>
    /// Burn rate: error ratio divided by the error budget 1 − target. Over the whole period it is the share of the budget consumed.
    /// </summary>
    /// <param name="errorRatio">Bad events divided by all events, 0 to 1.</param>
    /// <param name="target">Target as ratio, 0 &lt; target &lt; 1.</param>
    public static decimal BurnRate(decimal errorRatio, decimal target) => errorRatio / (1m - target);

    /// <summary>Days until the budget is gone at a steady burn rate: remaining × period / burn rate.</summary>
    /// <param name="remaining">Share of the budget that is left; 0 or less is gone already.</param>
    /// <param name="burnRate">Burn rate, 0 or more.</param>
    /// <param name="period">The SLO's window.</param>
    /// <returns>Days, 0 when the budget is gone; null when it lasts for ever (burn rate 0, or more days than a decimal holds).</returns>
    public static decimal? DaysToExhaustion(decimal remaining, decimal burnRate, TimeSpan period)
    {
        if (remaining <= 0m)
            return 0m;
        if (burnRate <= 0m)
            return null;
        var left = remaining * Days(period);

        // More days than a decimal holds are for ever.
        return burnRate < 1m && left > 7e28m * burnRate ? null : left / burnRate;
    }

    /// <summary>Refuses a target that is not a ratio strictly between 0 and 1.</summary>
    /// <param name="target">The target.</param>
    /// <exception cref="SloValidationException">The target is refused; the field is <c>Target</c>.</exception>
    public static decimal CheckTarget(decimal target) =>
        TargetProblem(target, "Target") is { } problem ? throw new SloValidationException(problem) : target;

    /// <summary>
    /// Whether a ratio can be a target: 0.000000000001 to 0.999999999999. Rules, and the tools that read them, calculate with doubles, in which what
    /// is nearer to 1 leaves no error budget at all.
    /// </summary>
    /// <param name="ratio">The ratio.</param>
    public static bool IsTarget(decimal ratio) => ratio is >= Least and <= 1m - Least;

    /// <summary>What is wrong with a target, or null when it is one; see <see cref="IsTarget"/>.</summary>
    /// <param name="target">The target.</param>
    /// <param name="field">Its field, for the message.</param>
    public static FieldProblem? TargetProblem(decimal target, string field) =>
        IsTarget(target) ? null
        : target is > 0m and < 1m
            ? new FieldProblem(
                field,
                $"{NumberText.Plain(target)} is too near to {(target < 0.5m ? 0 : 1)}: rules cannot calculate with it",
                "Write a ratio from 0.000000000001 to 0.999999999999, for example 0.9995"
            )
        : new FieldProblem(
            field,
            $"{NumberText.Plain(target)} is not a ratio between 0 and 1",
            target is > 1m and < 100m
                ? $"Write {NumberText.Plain(target / 100m)} for {NumberText.Plain(target)} %"
                : "Write for example 0.995 for 99.5 %"
        );

    /// <summary>A time span in days, exactly.</summary>
    /// <param name="span">The time span.</param>
    public static decimal Days(TimeSpan span) => (decimal)span.Ticks / TimeSpan.TicksPerDay;
}
