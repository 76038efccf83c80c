using ProgressiveSlo.Formats.Manifests.Pyrra;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Pyrra;

/// <summary>A rule and where it stands.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Field">Its path in the document, for example <c>groups[0].rules[2]</c>.</param>
/// <param name="Record">What its name says; null for an alert.</param>
internal sealed record PyrraPlacedRule(PrometheusRule Rule, string Field, PyrraRecord? Record);

/// <summary>The rules that Pyrra made for one SLO.</summary>
/// <param name="slo">The SLO's name, the label <c>slo</c>.</param>
internal sealed class PyrraRuleSet(string slo)
{
    private readonly List<PyrraPlacedRule> _rules = [];
    private readonly List<PyrraPlacedRule> _alerts = [];
    private readonly List<PyrraPlacedRule> _absentAlerts = [];

    public string Slo { get; } = slo;

    /// <summary>The first rule, in the order of the document.</summary>
    public PyrraPlacedRule First { get; private set; } = null!;

    /// <summary>Burn-rate alerts.</summary>
    public IReadOnlyList<PyrraPlacedRule> Alerts => _alerts;

    /// <summary>Alerts on missing data.</summary>
    public IReadOnlyList<PyrraPlacedRule> AbsentAlerts => _absentAlerts;

    /// <summary>Recording rules of a kind.</summary>
    public IEnumerable<PyrraPlacedRule> Records(PyrraRecordKind kind) => _rules.Where(r => r.Record!.Value.Kind == kind);

    /// <summary>The rules of a document by SLO, in the order in which the SLOs begin. Rules of other origin are left out.</summary>
    public static IReadOnlyList<PyrraRuleSet> FromDocument(RuleDocument document)
    {
        var sets = new Dictionary<string, PyrraRuleSet>();
        var inOrder = new List<PyrraRuleSet>();
        var prefix = document.FieldPrefix;
        for (var g = 0; g < document.Groups.Count; g++)
        {
            for (var r = 0; r < document.Groups[g].Rules.Count; r++)
            {
                var rule = document.Groups[g].Rules[r];
                if (!rule.Labels.TryGetValue(PyrraRecord.SloLabel, out var slo))
                    continue;
                var placed = new PyrraPlacedRule(
                    rule,
                    string.Format(CultureInfo.InvariantCulture, "{0}groups[{1}].rules[{2}]", prefix, g, r),
                    rule.IsAlert ? null : PyrraRecord.Parse(rule.Name)
                );
                if (!sets.TryGetValue(slo, out var set))
                    set = new PyrraRuleSet(slo);
                if (!set.Add(placed) || sets.ContainsKey(slo))
                    continue;
                sets.Add(slo, set);
                inOrder.Add(set);
            }
        }

        return inOrder;
    }

    private bool Add(PyrraPlacedRule placed)
    {
        var list = ListOf(placed);
        list?.Add(placed);
        First ??= placed;
        return list is not null;
    }

    // Both alerts may have any name; the one on missing data is known by its expression.
    private List<PyrraPlacedRule>? ListOf(PyrraPlacedRule placed)
    {
        if (placed.Record is not null)
            return _rules;
        if (!placed.Rule.IsAlert)
            return null;
        if (PyrraRecord.IsBurnAlert(placed.Rule))
            return _alerts;
        return placed.Rule.Name == PyrraNames.AbsentAlertName || PyrraAlertExpression.IsAbsent(placed.Rule.Expression)
            ? _absentAlerts
            : null;
    }
}

/// <summary>
/// The name of a series that Pyrra records: a metric, what was done with it and over how long, for example <c>requests:burnrate5m</c>.
/// </summary>
/// <param name="Kind">What was done with the metric.</param>
/// <param name="Range">Over how long; zero for series without.</param>
internal readonly record struct PyrraRecord(PyrraRecordKind Kind, TimeSpan Range)
{
    /// <summary>The label by which Pyrra names the SLO on every series and alert.</summary>
    public const string SloLabel = "slo";

    private static readonly (string Word, PyrraRecordKind Kind)[] _words =
    [
        ("burnrate", PyrraRecordKind.BurnRate),
        ("increase", PyrraRecordKind.Period),
        ("count", PyrraRecordKind.Period),
        ("sum", PyrraRecordKind.Period),
    ];

    /// <summary>Reads the name of a series, or null when Pyrra gives no such names.</summary>
    public static PyrraRecord? Parse(string name)
    {
        if (name.StartsWith("pyrra_", StringComparison.Ordinal))
        {
            return name switch
            {
                "pyrra_objective" => new PyrraRecord(PyrraRecordKind.Objective, TimeSpan.Zero),
                "pyrra_window" => new PyrraRecord(PyrraRecordKind.Window, TimeSpan.Zero),
                "pyrra_availability" or "pyrra_requests:rate5m" or "pyrra_errors:rate5m" => new PyrraRecord(
                    PyrraRecordKind.Other,
                    TimeSpan.Zero
                ),
                _ => null,
            };
        }

        var colon = name.LastIndexOf(':');
        if (colon <= 0)
            return null;
        foreach (var (word, kind) in _words)
        {
            if (string.CompareOrdinal(name, colon + 1, word, 0, word.Length) == 0)
                return PrometheusDuration.TryParse(name.Substring(colon + 1 + word.Length), out var range)
                    ? new PyrraRecord(kind, range)
                    : null;
        }

        return null;
    }

    /// <summary>Whether Pyrra made a rule, as far as its name and labels say.</summary>
    public static bool IsOfPyrra(PrometheusRule rule) =>
        rule.Labels.ContainsKey(SloLabel)
        && (rule.IsAlert ? rule.Name == PyrraNames.AbsentAlertName || IsBurnAlert(rule) : Parse(rule.Name) is not null);

    /// <summary>
    /// Whether a rule is a burn-rate alert of Pyrra, under whatever name. Programs that process Pyrra's rules further rename its labels,
    /// but not what an alert compares.
    /// </summary>
    public static bool IsBurnAlert(PrometheusRule rule) =>
        rule.IsAlert
        && (
            (rule.Labels.ContainsKey("short") && rule.Labels.ContainsKey("long") && rule.Labels.ContainsKey("exhaustion"))
            || PyrraAlertExpression.Parse(rule.Expression) is not null
        );
}

/// <summary>What a series that Pyrra records says.</summary>
internal enum PyrraRecordKind
{
    /// <summary>The error ratio over an alert window.</summary>
    BurnRate,

    /// <summary>Events over the period, or over a part of it.</summary>
    Period,

    /// <summary>The target.</summary>
    Objective,

    /// <summary>The period in seconds.</summary>
    Window,

    /// <summary>Something that follows from the others.</summary>
    Other,
}
