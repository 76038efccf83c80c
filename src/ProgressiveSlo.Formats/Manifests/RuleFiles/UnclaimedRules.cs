using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

/// <summary>
/// Reports what stands in a document beside the rules of its generators: losses on the definitions near it, or problems where there are
/// none.
/// </summary>
internal static class UnclaimedRules
{
    /// <summary>Code of the problem of rules that no generator made.</summary>
    public const string Code = "RulesHandWritten";

    public static void Report(
        RuleDocument document,
        IReadOnlyList<IGeneratedRuleReader> origins,
        ManifestReadResult read,
        ManifestReadResult result
    )
    {
        result.Add(read.Problems);
        var losses = read.Definitions.Select(_ => new List<ConversionLoss>()).ToArray();
        foreach (var list in losses)
            list.AddRange(document.Losses);
        var claims = origins.Select(o => (Origin: o, IsOf: o.Claims(document))).ToArray();
        for (var i = 0; i < document.Groups.Count; i++)
        {
            var group = document.Groups[i];
            var field = string.Format(CultureInfo.InvariantCulture, "{0}groups[{1}]", document.FieldPrefix, i);
            var others = group.Rules.Where(r => !r.IsSetAside && !claims.Any(c => c.IsOf(r))).ToArray();
            if (losses.Length > 0)
                result.AddGenerated(document.Document.Path, group.Rules.Except(others).Where(r => !r.IsSetAside).Select(r => r.Line));
            var writers = claims.Where(c => group.Rules.Any(c.IsOf)).Select(c => c.Origin).ToArray();
            if (losses.Length == 0)
            {
                // Told at once with what keeps the SLOs from being read, not after that is fixed.
                if (others.Length > 0)
                    result.Add(Problem(document, field, others, group));
                continue;
            }

            var found = group
                .OtherKeys.Where(k => !writers.Any(w => w.Writes(group, k.Key, read.Definitions)))
                .Select(k => UnknownRuleKeys.GroupLoss(k, document.Format))
                .ToList();
            if (others.Length > 0)
                found.Add(
                    new ConversionLoss(
                        field,
                        $"{Names(others)} not made by a generator that is known here, and "
                            + $"{(others.Length == 1 ? "is" : "are")} not carried over"
                    ).At(others[0])
                );
            if (found.Count > 0)
            {
                foreach (var near in Near(read.Definitions, group))
                    losses[near].AddRange(found);
            }

            foreach (var rule in group.Rules)
            {
                if (rule.OtherKeys.Count > 0 && !others.Contains(rule))
                    losses[Before(read.Definitions, rule.Line)]
                        .AddRange(
                            // That a rule is an alert and a recording at once is a problem of its own.
                            rule.OtherKeys.Where(k => k.Key != "record").Select(k => UnknownRuleKeys.RuleLoss(k, document.Format))
                        );
            }
        }

        for (var i = 0; i < losses.Length; i++)
            result.Add(Carry(read.Definitions[i], document, losses[i]));
    }

    private static DocumentProblem Problem(RuleDocument document, string field, PrometheusRule[] others, PrometheusRuleGroup group)
    {
        var message =
            others.Length == group.Rules.Count
                ? "The rules were not made by a generator that is known here"
                : $"{Names(others)} not made by a generator that is known here";
        var problem = new FieldProblem(field, message, "Write an SLO spec for hand-written rules") { Code = Code };
        return new DocumentProblem(document.Document.Path, others[0].Line, others[0].Column, problem);
    }

    private static string Names(PrometheusRule[] rules) =>
        rules.Length == 1
            ? $"The rule {rules[0].Name} was"
            : string.Format(CultureInfo.InvariantCulture, "The rule {0} and {1} more were", rules[0].Name, rules.Length - 1);

    // The SLOs that begin in the group; where none does, the last one that began before it.
    private static List<int> Near(IReadOnlyList<SloDefinition> definitions, PrometheusRuleGroup group)
    {
        var (first, last) =
            group.Rules.Count > 0 ? (group.Rules[0].Line, group.Rules[group.Rules.Count - 1].Line) : (group.Line, group.Line);
        var inside = new List<int>();
        for (var i = 0; i < definitions.Count; i++)
        {
            if (definitions[i].Source!.Line >= first && definitions[i].Source!.Line <= last)
                inside.Add(i);
        }

        return inside.Count > 0 ? inside : [Before(definitions, first)];
    }

    // The last SLO that begins at or before a line.
    private static int Before(IReadOnlyList<SloDefinition> definitions, int line)
    {
        var before = -1;
        for (var i = 0; i < definitions.Count; i++)
        {
            if (definitions[i].Source!.Line <= line && (before < 0 || definitions[i].Source!.Line >= definitions[before].Source!.Line))
                before = i;
        }

        return Math.Max(before, 0);
    }

    // The object that is written for a definition keeps the labels and annotations of the one that was read.
    private static SloDefinition Carry(SloDefinition definition, RuleDocument document, List<ConversionLoss> losses)
    {
        if (document.RulerNamespace is { } ruler && ruler != MimirRuleWriter.RulerNamespace(definition))
            losses.Add(
                new ConversionLoss(
                    MimirRuleWriter.NamespaceKey,
                    $"A definition has no place for the ruler's namespace; {MimirRuleWriter.RulerNamespace(definition)} is written for it"
                )
            );
        if (losses.Count == 0 && document.Object is null)
            return definition;
        return new SloDefinition(definition.Name, definition.Service, definition.Indicator, definition.Target, definition.Window)
        {
            Namespace = definition.Namespace,
            Phase = definition.Phase,
            Alerting = definition.Alerting,
            Labels = definition.Labels,
            Annotations = definition.Annotations,
            AlertSettings = definition.AlertSettings,
            ObjectMetadata = document.Object,
            Source = definition.Source,
            Losses = [.. definition.Losses, .. losses],
        };
    }
}

/// <summary>Says what becomes of a key that definitions have no place for: some tool knows it, or none does.</summary>
internal static class UnknownRuleKeys
{
    /// <summary>The loss of a group's key.</summary>
    public static ConversionLoss GroupLoss(RuleKey key, string format) => Loss(key, RuleKeys.OfGroup.IsKnown(key.Key), format);

    /// <summary>The loss of a rule's key.</summary>
    public static ConversionLoss RuleLoss(RuleKey key, string format) => Loss(key, RuleKeys.OfRule.IsOfOthers(key.Key), format);

    private static ConversionLoss Loss(RuleKey key, bool isKnown, string format)
    {
        if (isKnown)
            return At(key, "A definition has no place for it, and it is not carried over", "");
        return format is not (PrometheusRuleWriter.Name or MimirRuleWriter.Name)
            ? At(key, "The key is unknown to the operator, and Kubernetes drops it", ConversionLossExtensions.Ignored)
            : At(key, "The key is unknown to Prometheus, which refuses the whole file for it", "FieldUnknown");
    }

    private static ConversionLoss At(RuleKey key, string message, string code) =>
        new(key.Field, message)
        {
            Code = code,
            Line = key.Line,
            Column = key.Column,
        };
}
