using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Finds what was changed in rules since they were exported, by writing the definition again.</summary>
internal static class ChangesByHand
{
    public static void Report(SloDefinition definition, IReadOnlyList<PrometheusRule> rules, List<SloLoss> losses)
    {
        var added = rules.First(r => r.Name == ExactNames.Info).Labels.Where(l => !InfoLabels.IsOurs(l.Key)).ToDictionary(l => l.Key, l => l.Value);
        List<PrometheusRule> expected;
        try
        {
            expected = new ExactRules().Groups(definition, new ManifestOptions { RuleLabels = added }, []).SelectMany(g => g.Rules).ToList();
        }
        catch (ManifestNotWritableException e)
        {
            losses.Add(new SloLoss("rules", $"The rules were changed by hand, and cannot be written again: {e.Problem.Message}"));
            return;
        }

        foreach (var rule in rules)
        {
            var same = expected.FindIndex(e => e.IsAlert == rule.IsAlert && e.Name == rule.Name && Severity(e) == Severity(rule));
            if (same < 0)
                losses.Add(new SloLoss(rule.Name, "The rule is none that an export writes, and is not carried over"));
            else if (!IsSame(expected[same].Expression, rule.Expression))
                losses.Add(new SloLoss(rule.Name, "The expression was changed by hand, and the change is not carried over"));
            if (same >= 0)
                expected.RemoveAt(same);
        }

        foreach (var missing in expected)
            losses.Add(new SloLoss(missing.Name, "The rule is missing, and the next export writes it again"));
        foreach (var label in added.Keys)
            losses.Add(new SloLoss("ruleLabels." + label, "The label was added to the rules at export, and is no part of the definition"));
    }

    private static string? Severity(PrometheusRule rule) =>
        rule.IsAlert && (rule.Labels.TryGetValue(ExactNames.SloSeverity, out var severity) || rule.Labels.TryGetValue(ExactNames.Severity, out severity)) ? severity : null;

    private static bool IsSame(string left, string right) =>
        left == right || (PromQlParser.TryParse(left, null, out var first, out _) && PromQlParser.TryParse(right, null, out var second, out _) && PromQlComparer.Instance.Equals(first, second));
}
