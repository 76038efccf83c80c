using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Reports what stands in a document beside the rules of its generators: losses on the definitions near it, or problems where there are none.</summary>
internal static class UnclaimedRules
{
    public static void Report(RuleDocument document, IReadOnlyList<IRuleOrigin> origins, ManifestReadResult read, ManifestReadResult result)
    {
        var losses = read.Definitions.Select(_ => new List<SloLoss>()).ToArray();
        foreach (var list in losses)
            list.AddRange(document.Losses);
        var claims = origins.Select(o => (Origin: o, IsOf: o.Claims(document))).ToArray();
        for (var i = 0; i < document.Groups.Count; i++)
        {
            var group = document.Groups[i];
            var field = string.Format(CultureInfo.InvariantCulture, "{0}groups[{1}]", document.Format == PrometheusOperatorWriter.Name ? "spec." : "", i);
            var others = group.Rules.Where(r => !claims.Any(c => c.IsOf(r))).ToArray();
            var writesInterval = claims.Any(c => c.Origin.WritesInterval && group.Rules.Any(c.IsOf));
            var found = group.OtherKeys.Where(k => k != "interval" || !writesInterval)
                .Select(k => new SloLoss($"{field}.{k}", "A definition has no place for it, and it is not carried over"))
                .ToList();
            if (others.Length > 0)
                found.Add(new SloLoss(field, $"{Names(others)} was not made by a generator that is known here, and is not carried over"));
            if (found.Count > 0 && losses.Length > 0)
            {
                foreach (var near in Near(read.Definitions, group))
                    losses[near].AddRange(found);
            }
            else if (others.Length > 0 && others.Length == group.Rules.Count)
            {
                var problem = new FieldProblem(field, "The rules were not made by a generator that is known here", "Write an SLO spec for hand-written rules") { Code = "RulesHandWritten" };
                result.Add(new DocumentProblem(document.Document.Path, others[0].Line, others[0].Column, problem));
            }
        }

        for (var i = 0; i < losses.Length; i++)
            result.Add(Carry(read.Definitions[i], document, losses[i]));
        result.Add(read.Problems);
    }

    private static string Names(PrometheusRule[] rules) => rules.Length == 1
        ? $"The rule {rules[0].Name}"
        : string.Format(CultureInfo.InvariantCulture, "The rule {0} and {1} more", rules[0].Name, rules.Length - 1);

    // The SLOs that begin in the group; where none does, the last one that began before it.
    private static List<int> Near(IReadOnlyList<SloDefinition> definitions, PrometheusRuleGroup group)
    {
        var (first, last) = group.Rules.Count > 0 ? (group.Rules[0].Line, group.Rules[group.Rules.Count - 1].Line) : (group.Line, group.Line);
        var inside = new List<int>();
        var before = -1;
        for (var i = 0; i < definitions.Count; i++)
        {
            var line = definitions[i].Source?.Line ?? 0;
            if (line >= first && line <= last)
                inside.Add(i);
            else if (line < first && (before < 0 || line >= definitions[before].Source!.Line))
                before = i;
        }

        return inside.Count > 0 ? inside : [Math.Max(before, 0)];
    }

    // The object that is written for a definition keeps the labels and annotations of the one that was read.
    private static SloDefinition Carry(SloDefinition definition, RuleDocument document, List<SloLoss> losses)
    {
        var hasTexts = document.ObjectLabels.Count + document.ObjectAnnotations.Count > 0;
        if (losses.Count == 0 && !hasTexts)
            return definition;
        return new SloDefinition(definition.Name, definition.Service, definition.Indicator, definition.Target, definition.Window)
        {
            Namespace = definition.Namespace,
            Phase = definition.Phase,
            Alerting = definition.Alerting,
            Labels = definition.Labels,
            Annotations = definition.Annotations,
            AlertSettings = definition.AlertSettings,
            Source = definition.Source! with { DocumentLabels = document.ObjectLabels, DocumentAnnotations = document.ObjectAnnotations },
            Losses = [.. definition.Losses, .. losses],
        };
    }
}
