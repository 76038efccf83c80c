using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>What writers of Prometheus rules share: the groups of all SLOs of a service, in a wrapper of each writer's own.</summary>
public abstract class RuleWriter : ManifestWriter
{
    private protected RuleWriter()
    {
    }

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Service;

    /// <summary>The namespace that the wrapper says, or null.</summary>
    private protected abstract string? NamespaceOf(IReadOnlyList<SloDefinition> definitions);

    /// <summary>Writes the wrapper with the groups in it.</summary>
    private protected abstract void Document(YamlWriter yaml, IReadOnlyList<SloDefinition> definitions, IRuleFlavor flavor, IReadOnlyList<PrometheusRuleGroup> groups);

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<SloLoss> WriteCore(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output)
    {
        var losses = new List<SloLoss>();
        var flavor = RuleFlavors.Of(options.Flavor);
        var groups = definitions.SelectMany(d => flavor.Groups(d, options, losses)).ToArray();
        RuleNamespaces.Lose(flavor, definitions, NamespaceOf(definitions), losses);

        var yaml = new YamlWriter(output);
        yaml.Comment(ManifestMark.Comment(Format));
        Document(yaml, definitions, flavor, groups);
        return losses;
    }
}
