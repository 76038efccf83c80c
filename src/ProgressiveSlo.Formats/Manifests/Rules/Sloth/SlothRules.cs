using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>The rules that Sloth generates from the same definition: error ratios, metadata and alerts, a group each.</summary>
internal sealed class SlothRules : IRuleFlavor
{
    public RuleFlavor Flavor => RuleFlavor.Sloth;

    public bool SaysNamespace => false;

    public IReadOnlyDictionary<string, string> ObjectLabels { get; } = new Dictionary<string, string>
    {
        ["app.kubernetes.io/component"] = "SLO",
        ["app.kubernetes.io/managed-by"] = "sloth",
    };

    public IEnumerable<PrometheusRuleGroup> Groups(SloDefinition definition, ManifestOptions options, ICollection<SloLoss> losses)
    {
        var slo = SlothSlo.Of(definition, options, losses);
        yield return new PrometheusRuleGroup("sloth-slo-sli-recordings-" + slo.Id, SlothSliRules.Of(slo));
        yield return new PrometheusRuleGroup("sloth-slo-meta-recordings-" + slo.Id, SlothMetadataRules.Of(slo, options));
        if (SlothAlertRules.Of(slo, losses) is { Count: > 0 } alerts)
            yield return new PrometheusRuleGroup("sloth-slo-alerts-" + slo.Id, alerts);
    }
}
