using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.Pyrra;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Pyrra;

/// <summary>
/// Turns the rules that Pyrra made back into definitions: the name from the label <c>slo</c>, the indicator from the burn rates, the
/// period from the increase over it, target and alerts from the alerts. Source: Pyrra, slo/rules.go.
/// </summary>
internal sealed class PyrraRuleReader : IGeneratedRuleReader
{
    public string Name => "Pyrra";

    public bool Recognises(RuleDocument document) => document.Rules.Any(PyrraRecord.IsOfPyrra);

    public bool Writes(PrometheusRuleGroup group, string key, IReadOnlyList<SloDefinition> definitions) => key == "interval";

    public Func<PrometheusRule, bool> Claims(RuleDocument document) =>
        rule =>
            PyrraRecord.IsOfPyrra(rule)
            || (rule.IsAlert && rule.Labels.ContainsKey(PyrraRecord.SloLabel) && PyrraAlertExpression.IsAbsent(rule.Expression));

    public void Read(RuleDocument document, ManifestReadResult result)
    {
        foreach (var set in PyrraRuleSet.FromDocument(document))
            new PyrraDefinition(document, set).AddTo(result);
    }
}

/// <summary>Makes the definition of one SLO from the rules of Pyrra.</summary>
internal sealed class PyrraDefinition(RuleDocument document, PyrraRuleSet set)
{
    /// <summary>Adds the definition, or what is wrong with the rules.</summary>
    public void AddTo(ManifestReadResult result)
    {
        var findings = new PyrraFindings(document.Document.Path);
        var definition = Make(findings);
        if (findings.Problems.Count > 0 || definition is null)
            result.Add(findings.Problems);
        else
            result.Add(definition);
    }

    private SloDefinition? Make(PyrraFindings findings)
    {
        var facts = new PyrraRuleAnalysis(set, findings);
        findings.AddPlace("name", set.First, ".labels.slo");
        var indicator = facts.Indicator();
        var alerts = facts.Alerts();
        var target = facts.Target(alerts);
        var window = facts.Window(alerts);
        if (indicator is null || target is not { } ratio || window is not { } period)
            return null;

        facts.Compare(alerts, ratio, period);
        var labels = Labels(indicator, findings);
        if (Service(labels, findings) is not { } service)
            return null;
        var annotations = Annotations(findings);
        if (document.Object?.Namespace is null)
            findings.AddLoss("namespace", "Rule files do not say the namespace");
        return new SloDefinition(set.Slo, service, indicator, ratio, period)
        {
            Namespace = document.Object?.Namespace,
            Phase = DefinitionLabels.Phase(labels),
            Alerting = alerts
                .Select(a => new BurnRateAlert(a.Severity, a.Expression.Long, a.Expression.Short, a.Expression.Factor))
                .ToArray(),
            AlertSettings = Settings(indicator, findings),
            Labels = labels,
            Annotations = annotations,
            Losses = findings.Losses,
            Source = new SloSource(document.Document.Path, set.First.Rule.Line, set.First.Rule.Column, document.Format)
            {
                DocumentName = document.Object?.Name,
                Traits =
                    document.SourceTraits
                    | SourceTraits.IdsLackNamespace
                    | SourceTraits.WindowsFollowPeriod
                    | SourceTraits.DescriptionsAreLeftOut,
                Locations = findings.Places,
            },
        };
    }

    // Rules have the SLO's own labels, and those that its selector fixes.
    private Dictionary<string, string> Labels(SloIndicator indicator, PyrraFindings findings)
    {
        var fixedLabels = PyrraExpressions.Total(indicator).Filters.Where(f => f.Operator == "=").ToArray();
        var labels = new Dictionary<string, string>();
        var rule = set.Records(PyrraRecordKind.BurnRate).First();
        foreach (var label in rule.Rule.Labels)
        {
            if (label.Key == PyrraRecord.SloLabel || fixedLabels.Any(f => f.Label == label.Key && f.Value == label.Value))
                continue;
            labels[label.Key] = label.Value;
            findings.AddPlace("labels." + label.Key, rule, ".labels." + label.Key);
        }

        return labels;
    }

    // As for the object: a label says it, or the name does.
    private string? Service(Dictionary<string, string> labels, PyrraFindings findings)
    {
        var said = labels.TryGetValue("service", out var label) ? label : set.Slo;
        try
        {
            return ServiceName.Check(said);
        }
        catch (SloValidationException e)
        {
            findings.AddProblem(set.First, label is null ? ".labels.slo" : ".labels.service", e.Problem.Message, e.Problem.Fix);
            return null;
        }
    }

    private Dictionary<string, string> Annotations(PyrraFindings findings)
    {
        var described = set.Records(PyrraRecordKind.Objective).FirstOrDefault(r => r.Rule.Labels.ContainsKey("description"));
        if (described is not null)
            return new Dictionary<string, string> { [SloDefinition.DescriptionKey] = described.Rule.Labels["description"] };
        findings.AddLoss("description", "The rules do not have the description of the SLO");
        return [];
    }

    private AlertSettings Settings(SloIndicator indicator, PyrraFindings findings)
    {
        var named = set.Alerts.Count > 0 ? set.Alerts[0].Rule : null;
        var absent = set.AbsentAlerts.Count > 0 ? set.AbsentAlerts[0] : null;
        if (absent is not null && absent.Rule.Labels.TryGetValue("severity", out var severity) && severity != PyrraNames.AbsentSeverity)
            findings.AddLoss(absent, ".labels.severity", "A definition has no severity for the alert on missing data");

        var lost = new List<ConversionLoss>();

        // For native histograms Pyrra has no such alert, and it stands beside the period's rules.
        var isKnown = indicator is not NativeLatencyIndicator && set.Records(PyrraRecordKind.Period).Any();
        var settings = new AlertSettings
        {
            Name = named is null || named.Name == PyrraNames.AlertName ? null : named.Name,
            Absent =
                absent is not null ? true
                : isKnown ? false
                : null,
            AbsentName = absent is null || absent.Rule.Name == PyrraNames.AbsentAlertName ? null : absent.Rule.Name,

            // The link to Pyrra comes from how Pyrra was started.
            Annotations = PyrraAlertingReader.Ours(
                (named ?? absent?.Rule)?.Annotations.Where(a => a.Key != "pyrra_url").ToDictionary(a => a.Key, a => a.Value) ?? [],
                "annotations.",
                lost
            ),
        };
        foreach (var loss in lost)
            findings.AddLoss(loss.Field, loss.Message);
        return settings;
    }
}
