using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>What slo_info says of a definition.</summary>
internal sealed record ExactInfo(string Name, string Service, decimal Target, TimeSpan Window, AlertSettings Settings)
{
    public string? Phase { get; init; }

    public string? Namespace { get; init; }

    /// <summary>Reads the labels; null, with problems reported, when they do not make a definition.</summary>
    public static ExactInfo? Read(PrometheusRule info, Action<string, string, string> problem)
    {
        var labels = info.Labels;
        var isGood = true;
        string? service = null,
            space = null;
        try
        {
            space = PlanText.Check(Text(labels, ExactNames.Namespace), ExactNames.Namespace);
            service = ServiceName.Check(Text(labels, ExactNames.Service));
        }
        catch (SloValidationException e)
        {
            Fail(e.Problem.Message, e.Problem.Fix, e.Problem.Code);
        }

        foreach (var name in new[] { ExactNames.Slo, ExactNames.Phase })
        {
            if (Text(labels, name) is { } text && !PrintableText.IsPrintable(text))
                Fail($"The label {name} has characters that do not print", "Write one line of plain text", "");
        }

        if (
            !decimal.TryParse(Text(labels, ExactNames.Target), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var target)
            || !ErrorBudgetArithmetic.IsTarget(target)
        )
            Fail(
                $"The label {ExactNames.Target} is not a target",
                "Write a ratio between 0 and 1, for example 0.999",
                TargetYaml.OutOfRange
            );
        if (!PrometheusDuration.TryParse(Text(labels, ExactNames.Window), out var window))
            Fail($"The label {ExactNames.Window} is not a duration", "Write it as Prometheus does, for example 30d", "");
        var settings = Text(labels, ExactNames.AlertSettings) is { } json ? AlertSettingsJson.TryRead(json) : AlertSettings.None;
        if (settings is null)
            Fail($"The label {ExactNames.AlertSettings} is not what an export writes", "Export the plan or the definition again", "");
        if (!isGood)
            return null;
        var phase = Text(labels, ExactNames.Phase);
        var slo = Text(labels, ExactNames.Slo) ?? "";

        // As a plan names its definitions; the short name inside is what counts.
        return new ExactInfo(phase is null ? slo : $"{service}-{slo}-{phase}", service!, target, window, settings!)
        {
            Phase = phase,
            Namespace = space,
        };

        void Fail(string message, string fix, string code)
        {
            isGood = false;
            problem(message, fix, code);
        }
    }

    private static string? Text(IReadOnlyDictionary<string, string> labels, string name) =>
        labels.TryGetValue(name, out var text) ? text : null;
}

/// <summary>The labels of slo_info: what the definition says beside its indicator and its alerts.</summary>
internal static class InfoLabels
{
    private static readonly string[] _planLabels = ["service", "phase", "progressive"];

    /// <summary>The labels of a definition.</summary>
    public static (string Name, string? Value)[] Create(ExactSlo slo, string revision)
    {
        var definition = slo.Definition;
        var isOfPlan = IsOfPlan(definition);
        var labels = new List<(string, string?)>
        {
            (ExactNames.Phase, definition.Phase),
            (ExactNames.Revision, revision),
            (ExactNames.Target, NumberText.Plain(definition.Target)),
            (ExactNames.Window, PrometheusDuration.Format(definition.Window)),
            (ExactNames.Namespace, definition.Namespace),
            (ExactNames.Progressive, isOfPlan ? "true" : null),
            (ExactNames.AlertOrder, AlertRules.Order(slo.Alerts)),
            (ExactNames.AlertSettings, Untemplated(AlertSettingsJson.Write(definition.AlertSettings))),
            (ExactNames.OwnRanges, OwnRanges.Write(slo.Sli.Queries)),
        };
        labels.AddRange(
            definition
                .Labels.Where(l => !isOfPlan || !_planLabels.Contains(l.Key))
                .Select(l => (ExactNames.LabelPrefix + LabelNameEncoding.Encode(l.Key), (string?)AlertTemplate.Literal(l.Value)))
        );
        labels.AddRange(
            definition.Annotations.Select(a =>
                (ExactNames.AnnotationPrefix + LabelNameEncoding.Encode(a.Key), (string?)AlertTemplate.Literal(a.Value))
            )
        );
        return [.. labels];
    }

    /// <summary>Whether the rules give the label a meaning.</summary>
    public static bool IsOurs(string label) =>
        ExactNames.IsIdentity(label)
        || label
            is ExactNames.Phase
                or ExactNames.Revision
                or ExactNames.Target
                or ExactNames.Window
                or ExactNames.Namespace
                or ExactNames.Progressive
                or ExactNames.AlertOrder
                or ExactNames.AlertSettings
                or ExactNames.OwnRanges
        || label.StartsWith(ExactNames.LabelPrefix, StringComparison.Ordinal)
        || label.StartsWith(ExactNames.AnnotationPrefix, StringComparison.Ordinal);

    /// <summary>The definition's labels.</summary>
    public static IReadOnlyDictionary<string, string> ReadLabels(IReadOnlyDictionary<string, string> info, string service)
    {
        var labels = new Dictionary<string, string>();
        if (info.ContainsKey(ExactNames.Progressive) && info.TryGetValue(ExactNames.Phase, out var phase))
        {
            labels["service"] = service;
            labels["phase"] = phase;
            labels["progressive"] = "true";
        }

        foreach (var label in Read(info, ExactNames.LabelPrefix))
            labels[label.Key] = label.Value;
        return labels;
    }

    /// <summary>The definition's annotations.</summary>
    public static IReadOnlyDictionary<string, string> ReadAnnotations(IReadOnlyDictionary<string, string> info) =>
        Read(info, ExactNames.AnnotationPrefix);

    private static Dictionary<string, string> Read(IReadOnlyDictionary<string, string> info, string prefix) =>
        info.Where(l => l.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(l => LabelNameEncoding.Decode(l.Key.Substring(prefix.Length)), l => AlertTemplate.Unescape(l.Value));

    // Prometheus takes labels of recording rules as they are; vmalert refuses the file when one is not a template.
    private static string? Untemplated(string? json) => json?.Replace("{{", "{\\u007b");

    private static bool IsOfPlan(SloDefinition definition) =>
        definition.Phase is { } phase
        && definition.Labels.TryGetValue("service", out var service)
        && service == definition.Service
        && definition.Labels.TryGetValue("phase", out var label)
        && label == phase
        && definition.Labels.TryGetValue("progressive", out var mark)
        && mark == "true";
}
