using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>What was changed in our own rules since they were exported.</summary>
internal static class ExactChanges
{
    public static void Report(SloDefinition definition, IReadOnlyList<PrometheusRule> rules, List<SloLoss> losses)
    {
        var added = rules.First(r => r.Name == ExactNames.Info).Labels.Where(l => !InfoLabels.IsOurs(l.Key)).ToDictionary(l => l.Key, l => l.Value);
        losses.AddRange(ChangesByHand.Find(rules, () => new ExactRules().Groups(definition, new ManifestOptions { RuleLabels = added }, []), Severity));
        foreach (var label in added.Keys)
            losses.Add(new SloLoss("ruleLabels." + label, "The label was added to the rules at export, and is no part of the definition"));
    }

    private static string? Severity(PrometheusRule rule) =>
        rule.IsAlert && (rule.Labels.TryGetValue(ExactNames.SloSeverity, out var severity) || rule.Labels.TryGetValue(ExactNames.Severity, out severity)) ? severity : null;
}
