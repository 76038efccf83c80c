using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Labels and annotations of the alerts of one SLO.</summary>
internal sealed class AlertTexts
{
    private static readonly (string Annotation, string[] Keys)[] _links =
    [
        ("runbook_url", ["runbook_url", "runbook"]),
        ("dashboard_url", ["dashboard_url", "dashboard"]),
    ];

    private readonly ExactSlo _slo;
    private readonly ICollection<ConversionLoss> _losses;

    public AlertTexts(ExactSlo slo, ICollection<ConversionLoss> losses)
    {
        _slo = slo;
        _losses = losses;
        var (service, name) = (slo.Definition.Service, slo.Definition.ShortName);
        var subject = ServiceName.InNamespace(service, slo.Definition.Namespace);
        Name = AlertTemplate.Literal(service == name ? subject : $"{subject} {name}");
        var grouping = slo.Definition.Indicator.ResultLabels ?? [];
        Group = grouping.Count == 0 ? "" : $" ({string.Join(", ", grouping.Select(g => $"{g} {{{{ {Value(g)} }}}}"))})";
    }

    /// <summary>Service, with a namespace that is not the usual one, and SLO, for a sentence.</summary>
    public string Name { get; }

    /// <summary>Which of several groups it is, for a sentence; empty where there is but one.</summary>
    public string Group { get; }

    public Dictionary<string, string> Labels(string severity, string? phase)
    {
        var definition = _slo.Definition;
        var settings = definition.AlertSettings;
        var labels = new Dictionary<string, string>
        {
            [ExactNames.Severity] = AlertTemplate.Literal(severity),
            [ExactNames.Id] = AlertTemplate.Literal(definition.Id),
            [ExactNames.Service] = AlertTemplate.Literal(definition.Service),
            [ExactNames.Slo] = AlertTemplate.Literal(definition.ShortName),
        };
        if (ServiceName.OtherNamespace(definition.Namespace) is { } space)
            labels[ExactNames.SloNamespace] = AlertTemplate.Literal(space);
        if (phase is not null)
            labels[ExactNames.Phase] = AlertTemplate.Literal(phase);
        var own = labels.Keys.ToArray();

        foreach (var label in definition.Labels)
        {
            var name = LabelNameEncoding.Nearest(label.Key);
            if (!own.Contains(name) && !IsOfPlan(label.Key) && name != "alertname")
                labels[name] = AlertTemplate.Literal(label.Value);
        }

        AddLabels("alertSettings.labels", settings.Labels, own, labels);
        if (settings.Find(severity) is { } special)
            AddLabels($"alertSettings.severities[{severity}].labels", special.Labels, own, labels);
        if (labels[ExactNames.Severity] != AlertTemplate.Literal(severity))
            labels[ExactNames.SloSeverity] = AlertTemplate.Literal(severity);
        return labels;
    }

    /// <summary>Annotations of an alert.</summary>
    /// <param name="severity">Its severity.</param>
    /// <param name="summary">What it says in a line; a template.</param>
    /// <param name="description">What it says in a sentence; a template.</param>
    /// <param name="isFixed">Whether the settings may not replace the two: they speak of burning budgets.</param>
    public Dictionary<string, string> Annotations(string severity, string summary, string description, bool isFixed = false)
    {
        var definition = _slo.Definition;
        var settings = definition.AlertSettings;
        var annotations = new Dictionary<string, string> { ["summary"] = summary, ["description"] = description };
        foreach (var (annotation, keys) in _links)
        {
            if (keys.FirstOrDefault(definition.Annotations.ContainsKey) is { } key)
                annotations[annotation] = AlertTemplate.Literal(definition.Annotations[key]);
        }

        AddTemplates("alertSettings.annotations", settings.Annotations, annotations);
        if (settings.Find(severity) is { } special)
            AddTemplates($"alertSettings.severities[{severity}].annotations", special.Annotations, annotations);
        if (isFixed)
        {
            annotations["summary"] = summary;
            annotations["description"] = description;
        }

        return annotations;
    }

    // The labels of a plan say what slo_service and phase say; what the phase is called belongs on the alerts that depend on it.
    private bool IsOfPlan(string label) => _slo.Definition.Phase is not null && label is "phase" or "progressive";

    private void AddLabels(string field, IReadOnlyDictionary<string, string> from, string[] own, Dictionary<string, string> to)
    {
        foreach (var label in from)
        {
            var name = LabelNameEncoding.Nearest(label.Key);
            if (name == "alertname" || (name != ExactNames.Severity && own.Contains(name)))
                AddLoss($"{field}.{label.Key}", "The label names the alert and its SLO, and keeps its own value");
            else
                to[name] = Template($"{field}.{label.Key}", label.Value);
        }
    }

    private void AddTemplates(string field, IReadOnlyDictionary<string, string> from, Dictionary<string, string> to)
    {
        foreach (var text in from)
            to[LabelNameEncoding.Nearest(text.Key)] = Template($"{field}.{text.Key}", text.Value);
    }

    private string Template(string field, string text)
    {
        var template = AlertTemplate.Simple(WithLabels(field, text), out var isEscaped);
        if (isEscaped)
            AddLoss(field, "Braces that are more than {{ $value }} or {{ $labels.name }} are written word for word, and not as a template");
        return template;
    }

    // The series of an alert have our labels and those of the grouping. The labels of the SLO stand on its alert alone, but are known.
    private string WithLabels(string field, string text)
    {
        text = AlertTemplateLabels.Rename(text, SeriesLabels.OursBySloth);
        var grouping = _slo.Definition.Indicator.ResultLabels;
        foreach (var name in AlertTemplateLabels.Find(text))
        {
            if (_slo.Labels.ContainsKey(name) || grouping?.Contains(name) == true)
                continue;
            var own = _slo.Definition.Labels.FirstOrDefault(l => LabelNameEncoding.Nearest(l.Key) == name).Value;
            if (own is not null && own.IndexOf("{{", StringComparison.Ordinal) < 0)
                text = AlertTemplateLabels.Fill(text, name, own);
            if (AlertTemplateLabels.Find(text).Contains(name) && (grouping is not null || own is not null))
                AddLoss(field, $"The series of the alert have no label {name}, so that it is empty in the text");
        }

        return text;
    }

    // A template takes no other sign than letters, digits and '_' after the dot.
    private static string Value(string label) =>
        LabelNames.IsValid(label) ? "$labels." + label : "index $labels " + PromQL.PromQlPrinter.Print(new PromQL.StringLiteral(label));

    private void AddLoss(string field, string message)
    {
        var loss = new ConversionLoss(field, message);
        if (!_losses.Contains(loss))
            _losses.Add(loss);
    }
}

/// <summary>
/// Texts in labels and annotations of alerts, which Prometheus takes for Go templates. Text from outside is not a template: its braces
/// are escaped. In alert settings, the plain uses of the value and of labels stay what they are meant to be.
/// </summary>
internal static class AlertTemplate
{
    private const string Open = "{{";
    private const string Close = "}}";
    private const string OpenLiteral = "{{\"{{\"}}";

    private static readonly string[] _functions =
    [
        "humanize",
        "humanize1024",
        "humanizeDuration",
        "humanizePercentage",
        "title",
        "toUpper",
        "toLower",
    ];

    /// <summary>The text, word for word.</summary>
    public static string Literal(string text) => text.Replace(Open, OpenLiteral);

    /// <summary>The text that <see cref="Literal"/> was given.</summary>
    public static string Unescape(string text) => text.Replace(OpenLiteral, Open);

    /// <summary>
    /// The text with <c>{{ $value }}</c>, <c>{{ $labels.name }}</c> and either of them with a formatting function kept, and other braces
    /// word for word.
    /// </summary>
    public static string Simple(string text, out bool isEscaped)
    {
        isEscaped = false;
        var result = new System.Text.StringBuilder();
        var start = 0;
        for (var open = text.IndexOf(Open, StringComparison.Ordinal); open >= 0; open = text.IndexOf(Open, start, StringComparison.Ordinal))
        {
            result.Append(text, start, open - start);
            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
            if (close > 0 && IsSimple(text.Substring(open + 2, close - open - 2)))
            {
                result.Append(text, open, close + 2 - open);
                start = close + 2;
            }
            else
            {
                isEscaped = true;
                result.Append(OpenLiteral);
                start = open + 2;
            }
        }

        return result.Append(text, start, text.Length - start).ToString();
    }

    private static bool IsSimple(string action)
    {
        var steps = action.Split('|').Select(s => s.Trim(' ')).ToArray();
        return IsValue(steps[0]) && steps.Skip(1).All(_functions.Contains);
    }

    private static bool IsValue(string text)
    {
        if (text is "$value" or ".Value")
            return true;
        var name =
            text.StartsWith("$labels.", StringComparison.Ordinal) ? text.Substring(8)
            : text.StartsWith(".Labels.", StringComparison.Ordinal) ? text.Substring(8)
            : "";
        return LabelNames.IsValid(name);
    }
}
