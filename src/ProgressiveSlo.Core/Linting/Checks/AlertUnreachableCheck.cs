using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>An error ratio of 1 gives a burn rate of 1 / (1 − target); an alert fires strictly above its factor. Source: Google SRE Workbook, chapter 5.</summary>
internal sealed class AlertUnreachableCheck : AlertCheck
{
    public override string Code => "AlertUnreachable";

    protected override (string Message, string? Mend)? Judge(BurnRateAlert alert, LintSubject subject)
    {
        var budget = 1m - subject.Definition.Target;
        if (budget is <= 0 or > 1 || alert.IsReachable(subject.Definition.Target))
            return null;
        return (
            $"it can never fire: at a target of {NumberText.PercentShort(subject.Definition.Target)} the burn rate is at most {NumberText.Times(1m / budget)}",
            "Give a factor below " + NumberText.Times(1m / budget) + ", or a higher target");
    }

    // Sloth and Pyrra choose the alerts: at a low target their fast ones cannot fire, and the slow ones still do.
    protected override FindingSeverity? AtMost(LintSubject subject) =>
        subject.Definition.Source?.Format is "Sloth" or "Pyrra" or "PrometheusRule" or "PrometheusOperator" && subject.Definition.Alerting.Any(a => a.IsReachable(subject.Definition.Target))
            ? FindingSeverity.Warning
            : null;
}
