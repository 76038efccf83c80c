using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>The marks by which rules of generators are known.</summary>
internal static class RuleGenerators
{
    public const string Libsonnet = "slo-libsonnet";

    /// <summary>This module, whose rules say a namespace that is not the usual one.</summary>
    public const string OwnName = "ProgressiveSlo";

    private static readonly string[] _pyrraWords = ["burnrate", "increase", "count", "sum"];

    /// <summary>The generator of a rule, or null.</summary>
    public static GeneratedRule? Find(ObservedRule rule)
    {
        var labels = rule.Labels;
        if (labels.TryGetValue("sloth_id", out var sloth))
            return new GeneratedRule("Sloth", sloth) { Service = Get(labels, "sloth_service"), Name = Get(labels, "sloth_slo") };
        if (labels.ContainsKey("sloth_severity"))
            return new GeneratedRule("Sloth", "") { Service = Get(labels, "sloth_service"), Name = Get(labels, "sloth_slo") };
        if (labels.TryGetValue("slo_id", out var id) && labels.ContainsKey("slo_service") && labels.ContainsKey("slo_name"))
            return new GeneratedRule(OwnName, id)
            {
                Service = labels["slo_service"],
                Name = labels["slo_name"],
                Namespace = Get(labels, "slo_namespace"),
            };
        if (labels.TryGetValue("slo", out var pyrra) && IsPyrra(rule))
            return new GeneratedRule("Pyrra", (Get(labels, "namespace") ?? "") + "/" + pyrra)
            {
                Name = pyrra,
                Service = Get(labels, "service"),
            };
        return IsLibsonnetAlert(rule) ? new GeneratedRule(Libsonnet, "") : null;
    }

    /// <summary>The SLO that an alert's selectors name, where its labels do not.</summary>
    public static string? FindKey(GeneratedRule generated, IEnumerable<LabelMatcher> conditions) =>
        generated.Key.Length > 0 ? generated.Key
        : generated.Generator == "Sloth" ? conditions.FirstOrDefault(c => c.Label == "sloth_id" && c.Operator == "=")?.Value
        : null;

    /// <summary>
    /// Whether a recording rule is named as slo-libsonnet names it: the metric itself and the range, with the selector's labels as its
    /// own.
    /// </summary>
    public static bool IsLibsonnetRecord(ObservedRule rule, IReadOnlyList<string> metrics, IReadOnlyList<LabelMatcher> conditions)
    {
        var name = NamedSeries.WithoutWindow(rule.Name);
        if (name == rule.Name || rule.Labels.Count == 0)
            return false;
        var metric =
            name.StartsWith("latencytarget:", StringComparison.Ordinal) && name.EndsWith(":rate", StringComparison.Ordinal)
                ? name.Substring(14, name.Length - 19)
            : name.EndsWith(":burnrate", StringComparison.Ordinal) ? name.Substring(0, name.Length - 9)
            : null;
        return metric is not null
            && metrics.Any(m => m == metric || m == metric + "_bucket")
            && rule.Labels.All(l => l.Key is "latency" || conditions.Any(c => c.Label == l.Key && c.Value == l.Value));
    }

    private static bool IsLibsonnetAlert(ObservedRule rule) =>
        rule.Kind == ObservedRuleKind.Alert
        && rule.Annotations.Values.Any(v =>
            v.StartsWith("High error budget burn for ", StringComparison.Ordinal)
            || v.StartsWith("High requests latency budget burn for ", StringComparison.Ordinal)
        );

    private static bool IsPyrra(ObservedRule rule)
    {
        if (rule.Kind == ObservedRuleKind.Alert)
            return rule.Labels.ContainsKey("exhaustion")
                && (rule.Labels.ContainsKey("long") || rule.Labels.ContainsKey("long_burnrate_window"));
        if (rule.Name.StartsWith("pyrra_", StringComparison.Ordinal))
            return true;
        var colon = rule.Name.LastIndexOf(':');
        var operation = rule.Name.Substring(colon + 1);
        return colon > 0
            && rule.Name.IndexOf(':') == colon
            && _pyrraWords.Any(w =>
                operation.StartsWith(w, StringComparison.Ordinal) && PrometheusDuration.TryParse(operation.Substring(w.Length), out _)
            );
    }

    private static string? Get(IReadOnlyDictionary<string, string> labels, string name) =>
        labels.TryGetValue(name, out var value) ? value : null;
}

/// <summary>What the marks on a rule say that a generator made it.</summary>
/// <param name="Generator">Sloth, Pyrra, slo-libsonnet or ProgressiveSlo.</param>
/// <param name="Key">The SLO's own key, or empty where the generator gives none.</param>
internal sealed record GeneratedRule(string Generator, string Key)
{
    public string? Service { get; init; }

    public string? Name { get; init; }

    /// <summary>The namespace that the marks say, or null.</summary>
    public string? Namespace { get; init; }
}
