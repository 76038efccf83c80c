using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>The labels of slo_info: what the definition says beside its indicator and its alerts.</summary>
internal static class InfoLabels
{
    private static readonly string[] _planLabels = ["service", "phase", "progressive"];

    /// <summary>The labels of a definition.</summary>
    public static (string Name, string? Value)[] Of(ExactSlo slo, string revision)
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
            (ExactNames.AlertSettings, AlertSettingsJson.Write(definition.AlertSettings)),
        };
        labels.AddRange(definition.Labels
            .Where(l => !isOfPlan || !_planLabels.Contains(l.Key))
            .Select(l => (ExactNames.LabelPrefix + LabelNames.Encode(l.Key), (string?)l.Value)));
        labels.AddRange(definition.Annotations.Select(a => (ExactNames.AnnotationPrefix + LabelNames.Encode(a.Key), (string?)a.Value)));
        return [.. labels];
    }

    /// <summary>Whether the rules give the label a meaning.</summary>
    public static bool IsOurs(string label) =>
        ExactNames.IsIdentity(label)
        || label is ExactNames.Phase or ExactNames.Revision or ExactNames.Target or ExactNames.Window or ExactNames.Namespace or ExactNames.Progressive or ExactNames.AlertOrder or ExactNames.AlertSettings
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
    public static IReadOnlyDictionary<string, string> ReadAnnotations(IReadOnlyDictionary<string, string> info) => Read(info, ExactNames.AnnotationPrefix);

    private static Dictionary<string, string> Read(IReadOnlyDictionary<string, string> info, string prefix) =>
        info.Where(l => l.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(l => LabelNames.Decode(l.Key.Substring(prefix.Length)), l => l.Value);

    private static bool IsOfPlan(SloDefinition definition) =>
        definition.Phase is { } phase
        && definition.Labels.TryGetValue("service", out var service) && service == definition.Service
        && definition.Labels.TryGetValue("phase", out var label) && label == phase
        && definition.Labels.TryGetValue("progressive", out var mark) && mark == "true";
}
