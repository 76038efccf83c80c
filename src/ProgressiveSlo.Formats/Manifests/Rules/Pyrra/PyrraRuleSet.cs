using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Formats.Manifests.Pyrra;

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
    public static IReadOnlyList<PyrraRuleSet> Of(RuleDocument document)
    {
        var sets = new Dictionary<string, PyrraRuleSet>();
        var inOrder = new List<PyrraRuleSet>();
        var prefix = document.Format == PrometheusOperatorWriter.Name ? "spec." : "";
        for (var g = 0; g < document.Groups.Count; g++)
        {
            for (var r = 0; r < document.Groups[g].Rules.Count; r++)
            {
                var rule = document.Groups[g].Rules[r];
                if (!rule.Labels.TryGetValue(PyrraRecord.SloLabel, out var slo))
                    continue;
                var placed = new PyrraPlacedRule(rule, string.Format(CultureInfo.InvariantCulture, "{0}groups[{1}].rules[{2}]", prefix, g, r), rule.IsAlert ? null : PyrraRecord.Of(rule.Name));
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
        return placed.Rule.Name == PyrraNames.AbsentAlertName || PyrraAlertExpression.IsAbsent(placed.Rule.Expression) ? _absentAlerts : null;
    }
}
