using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Alertmanager routes by the severity.</summary>
internal sealed class AlertSeverityMissingCheck : AlertCheck
{
    public override string Code => "AlertSeverityMissing";

    protected override (string Message, string? Mend)? Judge(BurnRateAlert alert, LintSubject subject) =>
        string.IsNullOrWhiteSpace(alert.Severity) ? ("it has no severity", "Give a severity that a route of Alertmanager knows, for example critical or warning") : null;

}
