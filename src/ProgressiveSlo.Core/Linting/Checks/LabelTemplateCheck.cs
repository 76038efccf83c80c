using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Prometheus fills in templates in labels of alerts, and not in those of recording rules. A label that changes makes a new alert each time.</summary>
internal sealed class LabelTemplateCheck : ILintCheck
{
    public string Code => "LabelTemplate";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        var definition = subject.Definition;
        foreach (var label in definition.Labels.Where(l => l.Value.IndexOf("{{", StringComparison.Ordinal) >= 0))
            yield return subject.Remark(Code, "labels." + label.Key, $"The label {ServiceName.Printable(label.Key)} has a template, and recording rules do not fill it in");
        var settings = definition.AlertSettings;
        foreach (var label in settings.Labels.Concat(settings.Severities.SelectMany(s => s.Labels)).Where(l => HasValue(l.Value)))
            yield return subject.Remark(Code, "alerting.labels." + label.Key, $"The label {ServiceName.Printable(label.Key)} of the alerts holds the value, so that each change of the value is a new alert");
    }

    private static bool HasValue(string text) =>
        text.IndexOf("{{", StringComparison.Ordinal) >= 0
        && (text.IndexOf("$value", StringComparison.Ordinal) >= 0 || text.IndexOf(".Value", StringComparison.Ordinal) >= 0);
}
