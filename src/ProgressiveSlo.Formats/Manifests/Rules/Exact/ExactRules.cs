using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>
/// Our own rules: the period's ratio comes from events, nothing is recorded where there was no traffic, and the indicator's series
/// carry no label that changes with the phase, so that a promotion keeps their history.
/// </summary>
internal sealed class ExactRules : IRuleFlavor
{
    public RuleFlavor Flavor => RuleFlavor.Exact;

    public bool SaysNamespace => true;

    public IReadOnlyDictionary<string, string> ObjectLabels { get; } = new Dictionary<string, string>
    {
        ["app.kubernetes.io/managed-by"] = "progressiveslo",
        ["app.kubernetes.io/component"] = "slo",
    };

    public IEnumerable<PrometheusRuleGroup> Groups(SloDefinition definition, ManifestOptions options, ICollection<SloLoss> losses)
    {
        var slo = ExactSlo.Of(definition, options, losses);
        yield return new PrometheusRuleGroup("slo-sli-" + definition.Id, SliRules.Of(slo));
        yield return new PrometheusRuleGroup("slo-meta-" + definition.Id, MetaRules.Of(slo));
        if (AlertRules.Of(slo, losses) is { Count: > 0 } alerts)
            yield return new PrometheusRuleGroup("slo-alerts-" + definition.Id, alerts);
    }
}
