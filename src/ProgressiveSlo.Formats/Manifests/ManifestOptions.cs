using System;
using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>How manifests are written. Writers ignore what their format has no place for.</summary>
public sealed record ManifestOptions
{
    /// <summary>The defaults.</summary>
    public static ManifestOptions Default { get; } = new();

    /// <summary>The flavor of rules and dashboards.</summary>
    public RuleFlavor Flavor { get; init; } = RuleFlavor.Exact;

    /// <summary>Alerts to write instead of the definitions' own, or null. Scaled to the window of each definition.</summary>
    public AlertWindowSet? AlertWindows { get; init; }

    /// <summary>Labels added to every recording rule.</summary>
    public IReadOnlyDictionary<string, string> RuleLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>The version of Sloth that rules of the Sloth flavor name in <c>sloth_slo_info</c>. Sloth's own builds without a version say dev.</summary>
    public string SlothVersion { get; init; } = "dev";
}
