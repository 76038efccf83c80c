using System;
using System.Linq;

namespace ProgressiveSlo.Formats.Manifests.Rules.Pyrra;

/// <summary>
/// Turns the rules that Pyrra made back into definitions: the name from the label <c>slo</c>, the indicator from the burn rates, the
/// period from the increase over it, target and alerts from the alerts. Source: Pyrra, slo/rules.go.
/// </summary>
internal sealed class PyrraRuleOrigin : IRuleOrigin
{
    public string Name => "Pyrra";

    public bool Recognises(RuleDocument document) => document.Rules.Any(PyrraRecord.IsOfPyrra);

    public bool WritesInterval => true;

    public Func<PrometheusRule, bool> Claims(RuleDocument document) => rule => PyrraRecord.IsOfPyrra(rule)
        || (rule.IsAlert && rule.Labels.ContainsKey(PyrraRecord.SloLabel) && PyrraAlertExpression.IsAbsent(rule.Expression));

    public void Read(RuleDocument document, ManifestReadResult result)
    {
        foreach (var set in PyrraRuleSet.Of(document))
            new PyrraDefinition(document, set).AddTo(result);
    }
}
