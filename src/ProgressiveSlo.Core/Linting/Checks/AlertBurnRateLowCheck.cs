using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A burn rate below 1 leaves budget over at the end of the period. google-28d has 0.9333 for its slowest alert, which is 10 % of the budget in 3 days.</summary>
internal sealed class AlertBurnRateLowCheck : AlertCheck
{
    public override string Code => "AlertBurnRateLow";

    protected override (string Message, string? Mend)? Judge(BurnRateAlert alert, LintSubject subject)
    {
        const decimal Lowest = 0.9m;
        return alert.BurnRate is > 0 and < Lowest
            ? ("it fires while the error budget lasts longer than the period", "Give a factor of 1 or more, and act on slower burns in a review")
            : null;
    }

}
