using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>Turns rules that Sloth generated back into definitions.</summary>
internal sealed class SlothRuleReader : IGeneratedRuleReader
{
    public string Name => "Sloth";

    public bool Recognises(RuleDocument document) => document.Rules.Any(IsOfSloth);

    // Labels of a group are labels of its rules, and are read as those.
    public bool Writes(PrometheusRuleGroup group, string key, IReadOnlyList<SloDefinition> definitions) =>
        key == "labels" && group.Labels.Count > 0;

    public Func<PrometheusRule, bool> Claims(RuleDocument document) => IsOfSloth;

    public void Read(RuleDocument document, ManifestReadResult result)
    {
        var problems = new ProblemList(document.Document.Path);
        foreach (var rules in Sets(document, problems).Select(SlothCorrection.Undo))
        {
            if (SlothDefinitionReader.Read(rules, document, problems) is { } definition)
                result.Add(definition);
        }

        result.Add(problems.InOrder);
    }

    private static bool IsOfSloth(PrometheusRule rule) => rule.Labels.ContainsKey(rule.IsAlert ? SlothNames.Severity : SlothNames.Id);

    /// <summary>The rules of each SLO, in the order of the document.</summary>
    private static List<SlothRuleSet> Sets(RuleDocument document, ProblemList problems)
    {
        var sets = new List<SlothRuleSet>();
        var byId = new Dictionary<string, SlothRuleSet>();
        foreach (var rule in document.Rules.Where(r => !r.IsAlert))
        {
            if (!rule.Labels.TryGetValue(SlothNames.Id, out var id))
                continue;
            if (!byId.TryGetValue(id, out var set))
                sets.Add(byId[id] = set = new SlothRuleSet(id, rule));
            set.Add(rule);
        }

        foreach (var rule in document.Rules.Where(r => r.IsAlert && r.Labels.ContainsKey(SlothNames.Severity)))
        {
            // An alert has no id of its own: the series that it looks at have.
            if (SlothAlertRuleReader.Read(rule) is not { } alert)
            {
                AddLoss(rule, sets);
                SlothDefinitionReader.Problem(
                    problems,
                    rule,
                    "expr",
                    "The alert is not as Sloth writes it",
                    "Generate the rules again, or write an SLO spec for it",
                    "RulesChanged"
                );
            }
            else if (byId.TryGetValue(alert.Id, out var set))
            {
                set.Add(alert);
            }
            else
            {
                SlothDefinitionReader.Problem(
                    problems,
                    rule,
                    "expr",
                    $"The document has no recording rules of "
                        + $"'{ProgressiveSlo.Naming.ServiceName.Printable(alert.Id)}', which the "
                        + $"alert looks at",
                    "Give the file that has them together with the alert",
                    "RulesIncomplete"
                );
            }
        }

        return sets;
    }

    // The SLOs whose series it looks at; every one when it names none, because one of them is without its alert.
    private static void AddLoss(PrometheusRule alert, List<SlothRuleSet> sets)
    {
        var named = sets.Where(s => alert.Expression.Contains($"\"{s.Id}\"")).ToArray();
        foreach (var set in named.Length > 0 ? named : [.. sets])
            set.AddLoss(
                new ConversionLoss(
                    "alerting",
                    $"The alert {alert.Name} for {alert.Labels[SlothNames.Severity]} is not as Sloth writes it, and is not carried over"
                ).At(alert)
            );
    }
}

/// <summary>The rules of one SLO.</summary>
/// <param name="Id">Value of <c>sloth_id</c>.</param>
/// <param name="First">The rule that stands first.</param>
internal sealed record SlothRuleSet(string Id, PrometheusRule First)
{
    private readonly Dictionary<string, PrometheusRule> _others = [];
    private readonly SortedDictionary<TimeSpan, PrometheusRule> _ratios = [];
    private readonly List<SlothAlertRule> _alerts = [];
    private readonly List<PrometheusRule> _all = [];
    private readonly List<ConversionLoss> _losses = [];

    /// <summary>The error ratio over each window, ascending; the period's is among them.</summary>
    public IReadOnlyDictionary<TimeSpan, PrometheusRule> Ratios => _ratios;

    /// <summary>The alerts, in order.</summary>
    public IReadOnlyList<SlothAlertRule> Alerts => _alerts;

    /// <summary>Every rule that belongs to the SLO, also those of one name.</summary>
    public IReadOnlyList<PrometheusRule> All => _all;

    /// <summary>What could not be understood of its rules.</summary>
    public IReadOnlyList<ConversionLoss> Losses => _losses;

    public void Add(PrometheusRule rule)
    {
        _all.Add(rule);
        if (
            rule.Name.StartsWith(RecordedSeries.ErrorRatio, StringComparison.Ordinal)
            && PrometheusDuration.TryParse(rule.Name.Substring(RecordedSeries.ErrorRatio.Length), out var window)
        )
            _ratios[window] = rule;
        else
            _others[rule.Name] = rule;
    }

    public void Add(SlothAlertRule alert)
    {
        _alerts.Add(alert);
        _all.Add(alert.Rule);
    }

    public void AddLoss(ConversionLoss loss) => _losses.Add(loss);

    /// <summary>A rule by its name, or null.</summary>
    public PrometheusRule? Find(string name) => _others.TryGetValue(name, out var rule) ? rule : null;
}
