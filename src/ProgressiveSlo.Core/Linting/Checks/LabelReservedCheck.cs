using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Labels that the rules, Prometheus or Alertmanager set themselves.</summary>
internal sealed class LabelReservedCheck : ILintCheck
{
    public string Code => "LabelReserved";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        var definition = subject.Definition;
        foreach (var label in definition.Labels.Keys.Where(k => IsOwned(k) || (k == "severity" && definition.Alerting.Count > 0)))
            yield return subject.Remark(Code, "labels." + label, Message(label));
        var settings = definition.AlertSettings;
        foreach (var label in settings.Labels.Keys.Concat(settings.Severities.SelectMany(s => s.Labels.Keys)).Where(IsOwned).Distinct())
            yield return subject.Remark(Code, "alerting.labels." + label, Message(label));
    }

    private static string Message(string label) => $"The label {label} is set by the rules themselves, and one of the two values is lost";

    private static bool IsOwned(string label) =>
        label is "le" or "quantile" or "alertname" or "alertstate" or "slo_id" or "slo_service" or "slo_name" or "slo_window"
        || label.StartsWith("sloth_", StringComparison.Ordinal) || label.StartsWith("__", StringComparison.Ordinal);
}
