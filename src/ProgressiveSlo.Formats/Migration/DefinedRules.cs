using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Says which rules Prometheus needs for definitions, in each flavor that they can be exported in.</summary>
public static class DefinedRules
{
    private static readonly RuleFlavor[] _flavors = [RuleFlavor.Exact, RuleFlavor.Sloth];

    /// <summary>The definition with its rules.</summary>
    /// <param name="definition">The definition.</param>
    public static DefinedSlo Of(SloDefinition definition)
    {
        var rules = new List<IReadOnlyList<ObservedRule>>();
        string? problem = null;
        foreach (var flavor in _flavors)
        {
            try
            {
                var options = new ManifestOptions { Flavor = flavor };
                rules.Add(RuleFlavors.Of(flavor).Groups(definition, options, []).SelectMany(g => g.Rules.Select(r => Rule(r, g.Name))).ToArray());
            }
            catch (ManifestNotWritableException e)
            {
                problem ??= e.Problem.Message;
            }
        }

        return new DefinedSlo(definition, rules) { Problem = rules.Count == 0 ? problem : null };
    }

    private static ObservedRule Rule(PrometheusRule rule, string group) =>
        new(rule.IsAlert ? ObservedRuleKind.Alert : ObservedRuleKind.Recording, rule.Name, rule.Expression) { Group = group, Labels = rule.Labels };
}
