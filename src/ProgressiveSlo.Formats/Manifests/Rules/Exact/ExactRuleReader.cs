using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>
/// Our own rules, back to definitions. What is read is written again and compared, so that a change by hand does not go unnoticed.
/// </summary>
internal sealed class ExactRuleReader : IGeneratedRuleReader
{
    public string Name => "ProgressiveSlo";

    public bool Recognises(RuleDocument document) => document.Rules.Any(r => !r.IsAlert && IsOurs(r));

    public bool Writes(PrometheusRuleGroup group, string key, IReadOnlyList<SloDefinition> definitions) =>
        ExactRules.IsOwnKey(group, key, definitions);

    public Func<PrometheusRule, bool> Claims(RuleDocument document)
    {
        var ids = new HashSet<string>(document.Rules.Where(r => !r.IsAlert && IsOurs(r)).Select(r => r.Labels[ExactNames.Id]));
        return rule => IsOurs(rule) && ids.Contains(rule.Labels[ExactNames.Id]);
    }

    public void Read(RuleDocument document, ManifestReadResult result)
    {
        foreach (var slo in document.Rules.Where(IsOurs).GroupBy(r => r.Labels[ExactNames.Id]))
        {
            // Alerts alone that name an SLO are a team's own.
            if (slo.Any(r => !r.IsAlert))
                Read(document, [.. slo.Select(WithoutGroup)], result);
        }
    }

    private static bool IsOurs(PrometheusRule rule) =>
        rule.Labels.ContainsKey(ExactNames.Id)
        && (rule.IsAlert || rule.Name == ExactNames.Info || rule.Name.StartsWith(RecordedSeries.Prefix, StringComparison.Ordinal));

    private static void Read(RuleDocument document, IReadOnlyList<PrometheusRule> rules, ManifestReadResult result)
    {
        var path = document.Document.Path;
        var info = rules.FirstOrDefault(r => !r.IsAlert && r.Name == ExactNames.Info);
        if (info is null)
        {
            result.Add(
                Problem(
                    path,
                    rules[0],
                    "groups",
                    $"The rule {ExactNames.Info} of "
                        + $"{Printable(rules[0].Labels[ExactNames.Id])} is missing, and it says what "
                        + $"the others do not",
                    "Export the plan or the definition again"
                )
            );
            return;
        }

        var problems = new List<DocumentProblem>();
        var facts = ExactInfo.Read(info, (message, fix, code) => problems.Add(Problem(path, info, ExactNames.Info, message, fix, code)));
        var indicator = IndicatorRecovery.Read(
            rules,
            OwnRanges.Read(info.Labels),
            (rule, message) =>
                problems.Add(Problem(path, rule ?? info, rule?.Name ?? "groups", message, "Export the plan or the definition again"))
        );
        var losses = new List<ConversionLoss>();
        if (facts is null || indicator is null)
        {
            result.Add(problems);
            return;
        }

        var alerts = AlertRecovery.Read(rules, facts.Target, info.Labels, losses);
        var definition = new SloDefinition(facts.Name, facts.Service, indicator, facts.Target, facts.Window)
        {
            Namespace = facts.Namespace,
            Phase = facts.Phase,
            Alerting = alerts,
            Labels = InfoLabels.ReadLabels(info.Labels, facts.Service),
            Annotations = InfoLabels.ReadAnnotations(info.Labels),
            AlertSettings = facts.Settings,
            Losses = losses,
            Source = Source(document, rules, info),
        };
        ExactChanges.Report(definition, rules, losses);
        result.Add(definition);
    }

    // Labels that a definition asks of its groups stand in its settings, and others are compared by group. What says which SLO it is counts
    // wherever it stands.
    private static PrometheusRule WithoutGroup(PrometheusRule rule) =>
        rule.LabelsOfGroup.Count == 0
            ? rule
            : rule with
            {
                Labels = rule
                    .Labels.Where(l => !rule.LabelsOfGroup.Contains(l.Key) || InfoLabels.IsOurs(l.Key))
                    .ToDictionary(l => l.Key, l => l.Value),
            };

    private static SloSource Source(RuleDocument document, IReadOnlyList<PrometheusRule> rules, PrometheusRule info)
    {
        var places = new Dictionary<string, SourceLocation>();
        Note("name", info);
        Note("window", info);
        Note("labels", info);
        Note("annotations", info);
        Note("target", rules.FirstOrDefault(r => r.Name == RecordedSeries.Objective));
        Note(
            "indicator",
            rules.FirstOrDefault(r => r.Name == RecordedSeries.TotalEvents)
                ?? rules.FirstOrDefault(r => r.Name.StartsWith(RecordedSeries.ErrorRatio, StringComparison.Ordinal))
        );
        Note("alerting", rules.FirstOrDefault(r => r.IsAlert));
        return new SloSource(document.Document.Path, rules[0].Line, rules[0].Column, document.Format)
        {
            ApiVersion = document.Document.Head("apiVersion") ?? "",
            Traits = document.SourceTraits,
            DocumentName = document.Object?.Name,
            Locations = places,
        };

        void Note(string field, PrometheusRule? rule)
        {
            if (rule is not null)
                places[field] = new SourceLocation(rule.Name, rule.Line, rule.Column);
        }
    }

    private static DocumentProblem Problem(string path, PrometheusRule rule, string field, string message, string fix, string code = "") =>
        new(path, rule.Line, rule.Column, new FieldProblem(field, message, fix) { Code = code });

    private static string Printable(string text) => string.Format(CultureInfo.InvariantCulture, "'{0}'", ServiceName.Printable(text));
}

/// <summary>What was changed in our own rules since they were exported.</summary>
internal static class ExactChanges
{
    public static void Report(SloDefinition definition, IReadOnlyList<PrometheusRule> rules, List<ConversionLoss> losses)
    {
        var added = rules
            .First(r => r.Name == ExactNames.Info)
            .Labels.Where(l => !InfoLabels.IsOurs(l.Key))
            .ToDictionary(l => l.Key, l => l.Value);
        var plain = rules.Select(r => DashboardLink.Remove(r, definition.Service, definition.Namespace, RuleFlavor.Exact)).ToArray();
        if (rules.FirstOrDefault(r => !plain.Contains(r)) is { } linked)
            losses.Add(DashboardLink.Loss(linked));
        losses.AddRange(
            ManualChanges.Find(plain, () => new ExactRules().Groups(definition, new ManifestOptions { RuleLabels = added }, []), Severity)
        );
        foreach (var label in added.Keys)
            losses.Add(
                new ConversionLoss("ruleLabels." + label, "The label was added to the rules at export, and is not part of the definition")
            );
    }

    private static string? Severity(PrometheusRule rule) =>
        rule.IsAlert
        && (rule.Labels.TryGetValue(ExactNames.SloSeverity, out var severity) || rule.Labels.TryGetValue(ExactNames.Severity, out severity))
            ? severity
            : null;
}
