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
    private protected abstract void Document(
        YamlWriter yaml,
        IReadOnlyList<SloDefinition> definitions,
        IRuleFlavor flavor,
        IReadOnlyList<PrometheusRuleGroup> groups
    );

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<ConversionLoss> WriteCore(
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        TextWriter output
    )
    {
        var losses = new List<ConversionLoss>();
        var flavor = RuleFlavors.Get(options.Flavor);
        var groups = definitions.SelectMany(d => flavor.Groups(d, options, losses)).ToArray();
        NamespaceLosses.AddLosses(flavor, definitions, NamespaceOf(definitions), losses);

        var yaml = new YamlWriter(output);
        yaml.Comment(ExportMarker.Comment(Format));
        Document(yaml, definitions, flavor, groups);
        return losses;
    }
}
