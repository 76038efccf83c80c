using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Prometheus refuses a rule file with such a label. Labels of Kubernetes objects may have dots and a prefix.</summary>
internal sealed class LabelNameInvalidCheck : ILintCheck
{
    public string Code => "LabelNameInvalid";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        var definition = subject.Definition;
        var isObject = definition.Source?.Format is "SloDev" or "OpenSlo" or "Pyrra";
        foreach (var label in definition.Labels.Keys.Where(k => !LabelNames.IsValid(k) && !(isObject && LabelNames.IsKubernetes(k))))
            yield return subject.Remark(Code, "labels." + label, $"'{ServiceName.Printable(label)}' is not a label name");
        var settings = definition.AlertSettings;
        foreach (var label in settings.Labels.Keys.Concat(settings.Severities.SelectMany(s => s.Labels.Keys)).Where(k => !LabelNames.IsValid(k)).Distinct())
            yield return subject.Remark(Code, "alerting.labels." + label, $"'{ServiceName.Printable(label)}' is not a label name");
    }
}
