using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A factor of zero or less is below the burn rate at the first bad event, and without any.</summary>
internal sealed class AlertAlwaysFiresCheck : AlertCheck
{
    public override string Code => "AlertAlwaysFires";

    protected override (string Message, string? Mend)? Judge(BurnRateAlert alert, LintSubject subject) =>
        alert.BurnRate > 0 ? null : ("its factor is not above zero, so the alert fires at the first bad event and stays", "Give a factor of 1 or more");

}
