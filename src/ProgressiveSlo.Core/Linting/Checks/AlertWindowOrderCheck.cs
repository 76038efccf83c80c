using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>The short window is there to silence the alert soon after the incident.</summary>
internal sealed class AlertWindowOrderCheck : AlertCheck
{
    public override string Code => "AlertWindowOrder";

    protected override (string Message, string? Mend)? Judge(BurnRateAlert alert, LintSubject subject) =>
        alert.ShortWindow < alert.LongWindow ? null : ("its short window is not shorter than its long one", "Give a short window of about a twelfth of the long one");

}
