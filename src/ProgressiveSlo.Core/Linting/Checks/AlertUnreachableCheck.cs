using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>An alert whose factor no error ratio reaches.</summary>
internal sealed class AlertUnreachableCheck : AlertCheck
{
    public override string Code => "AlertUnreachable";

    protected override (string Message, string? Mend)? Judge(BurnRateAlert alert, LintSubject subject) => AlertReach.Problem(alert.BurnRate, subject.Definition.Target);

    // Sloth and Pyrra choose the alerts: at a low target their fast ones cannot fire, and the slow ones still do.
    protected override FindingSeverity? AtMost(LintSubject subject) =>
        subject.Definition.Source?.Format is "Sloth" or "Pyrra" or "PrometheusRule" or "PrometheusOperator" && subject.Definition.Alerting.Any(a => a.IsReachable(subject.Definition.Target))
            ? FindingSeverity.Warning
            : null;
}
