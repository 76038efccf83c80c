using ProgressiveSlo.Findings;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting;

/// <summary>Prometheus refuses a rule file with such a label. Labels of Kubernetes objects may have dots and a prefix.</summary>
internal sealed class LabelNameInvalidCheck : ILintCheck
{
    public string Code => "LabelNameInvalid";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var definition = subject.Definition;
        var isObject = subject.Has(SourceTraits.LabelsAreKubernetes);
        foreach (var label in definition.Labels.Keys.Where(k => !LabelNames.IsValid(k) && !(isObject && KubernetesNames.IsKey(k))))
            yield return subject.Report(Code, "labels." + label, $"'{ServiceName.Printable(label)}' is not a label name");
        var settings = definition.AlertSettings;
        foreach (
            var label in settings
                .Labels.Keys.Concat(settings.Severities.SelectMany(s => s.Labels.Keys))
                .Where(k => !LabelNames.IsValid(k))
                .Distinct()
        )
            yield return subject.Report(Code, "alerting.labels." + label, $"'{ServiceName.Printable(label)}' is not a label name");
    }
}

/// <summary>Labels that the rules, Prometheus or Alertmanager set themselves.</summary>
internal sealed class LabelReservedCheck : ILintCheck
{
    public string Code => "LabelReserved";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var definition = subject.Definition;
        foreach (var label in definition.Labels.Keys.Where(k => IsOwned(k) || (k == "severity" && definition.Alerting.Count > 0)))
            yield return subject.Report(Code, "labels." + label, Message(label));
        var settings = definition.AlertSettings;
        foreach (var label in settings.Labels.Keys.Concat(settings.Severities.SelectMany(s => s.Labels.Keys)).Where(IsOwned).Distinct())
            yield return subject.Report(Code, "alerting.labels." + label, Message(label));
    }

    private static string Message(string label) => $"The label {label} is set by the rules themselves, and one of the two values is lost";

    private static bool IsOwned(string label) =>
        label
            is "le"
                or "quantile"
                or "alertname"
                or "alertstate"
                or "slo_id"
                or "slo_namespace"
                or "slo_service"
                or "slo_name"
                or "slo_window"
        || label.StartsWith("sloth_", StringComparison.Ordinal)
        || label.StartsWith("__", StringComparison.Ordinal);
}

/// <summary>
/// Prometheus fills in templates in labels of alerts, and not in those of recording rules. A label that changes makes a new alert each
/// time.
/// </summary>
internal sealed class LabelTemplateCheck : ILintCheck
{
    public string Code => "LabelTemplate";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var definition = subject.Definition;
        foreach (var label in definition.Labels.Where(l => l.Value.IndexOf("{{", StringComparison.Ordinal) >= 0))
            yield return subject.Report(
                Code,
                "labels." + label.Key,
                $"The label {ServiceName.Printable(label.Key)} has a template, and recording rules do not fill it in"
            );
        var settings = definition.AlertSettings;
        foreach (var label in settings.Labels.Concat(settings.Severities.SelectMany(s => s.Labels)).Where(l => HasValue(l.Value)))
            yield return subject.Report(
                Code,
                "alerting.labels." + label.Key,
                $"The label {ServiceName.Printable(label.Key)} of the alerts holds the "
                    + $"value, so that each change of the value is a new alert"
            );
    }

    /// <summary>Whether a text holds the value of the alert.</summary>
    public static bool HasValue(string text) =>
        text.IndexOf("{{", StringComparison.Ordinal) >= 0
        && (text.IndexOf("$value", StringComparison.Ordinal) >= 0 || text.IndexOf(".Value", StringComparison.Ordinal) >= 0);
}
