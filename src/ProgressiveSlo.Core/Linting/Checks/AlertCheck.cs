using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A check that judges the burn-rate alerts of a definition one by one.</summary>
internal abstract class AlertCheck : ILintCheck
{
    public abstract string Code { get; }

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        var alerts = subject.Definition.Alerting;
        for (var i = 0; i < alerts.Count; i++)
        {
            if (Judge(alerts[i], subject) is { } said)
                yield return subject.Remark(Code, "alerting[" + i.ToString(CultureInfo.InvariantCulture) + "]", $"Alert {alerts[i]}: {said.Message}", said.Mend) with { AtMost = AtMost(subject) };
        }
    }

    /// <summary>A severity that the finding does not exceed for this definition, or null.</summary>
    protected virtual FindingSeverity? AtMost(LintSubject subject) => null;

    /// <summary>What is wrong with the alert and how to mend it, or null. The message goes on after the alert's name.</summary>
    protected abstract (string Message, string? Mend)? Judge(BurnRateAlert alert, LintSubject subject);
}
