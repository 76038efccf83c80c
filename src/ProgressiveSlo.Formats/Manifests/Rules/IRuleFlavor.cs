using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Makes the rules of definitions in one flavor, whatever they are wrapped in.</summary>
internal interface IRuleFlavor
{
    /// <summary>The flavor.</summary>
    RuleFlavor Flavor { get; }

    /// <summary>The groups of one definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="options">How to write.</param>
    /// <param name="losses">Takes what rules have no place for.</param>
    /// <exception cref="Errors.ManifestNotWritableException">The definition has no PromQL, or an alert that can never fire.</exception>
    IEnumerable<PrometheusRuleGroup> Groups(SloDefinition definition, ManifestOptions options, ICollection<SloLoss> losses);

    /// <summary>Whether the rules themselves say the namespace of a definition.</summary>
    bool SaysNamespace { get; }

    /// <summary>Labels of the Kubernetes object around the rules.</summary>
    IReadOnlyDictionary<string, string> ObjectLabels { get; }
}
