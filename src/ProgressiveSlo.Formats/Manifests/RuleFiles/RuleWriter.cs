using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

/// <summary>What writers of Prometheus rules share: the groups of all SLOs of a service, in a wrapper of each writer's own.</summary>
public abstract class RuleWriter : ManifestWriter
{
    private protected RuleWriter() { }

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Service;

    /// <summary>The namespace that the wrapper says, or null.</summary>
    private protected abstract string? NamespaceOf(IReadOnlyList<SloDefinition> definitions);

    /// <summary>Writes the wrapper with the groups in it.</summary>
    private protected abstract void Document(YamlWriter yaml, RuleOutput rules);

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<ConversionLoss> WriteCore(
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        TextWriter output
    )
    {
        var losses = new List<ConversionLoss>();
        var flavor = RuleFlavors.Get(options.Flavor);
        var groups = definitions.SelectMany(d => Groups(d, flavor, options, losses)).ToArray();
        NamespaceLosses.AddLosses(flavor, definitions, NamespaceOf(definitions), losses);

        var yaml = new YamlWriter(output);
        yaml.Comment(ExportMarker.Comment(Format));
        Document(yaml, new RuleOutput(definitions, options, flavor, groups, losses));
        return losses;
    }

    private static IEnumerable<PrometheusRuleGroup> Groups(
        SloDefinition definition,
        IRuleFlavor flavor,
        ManifestOptions options,
        ICollection<ConversionLoss> losses
    )
    {
        var groups = flavor.Groups(definition, options, losses);
        return options.GrafanaUri is { } grafana ? DashboardLink.Add(groups, grafana, definition, options.Flavor) : groups;
    }
}

/// <summary>What a wrapper is written around.</summary>
/// <param name="Definitions">The definitions; at least one.</param>
/// <param name="Options">How to write.</param>
/// <param name="Flavor">Whose rules they are.</param>
/// <param name="Groups">The groups of all definitions.</param>
/// <param name="Losses">Takes what the wrapper has no place for.</param>
internal sealed record RuleOutput(
    IReadOnlyList<SloDefinition> Definitions,
    ManifestOptions Options,
    IRuleFlavor Flavor,
    IReadOnlyList<PrometheusRuleGroup> Groups,
    ICollection<ConversionLoss> Losses
);
