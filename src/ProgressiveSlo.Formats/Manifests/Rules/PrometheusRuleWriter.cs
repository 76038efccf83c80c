using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Writes rule files as Prometheus loads them: one document, because Prometheus reads several only in part.</summary>
public sealed class PrometheusRuleWriter : IManifestWriter
{
    /// <summary>The format's name.</summary>
    public const string Name = "PrometheusRule";

    /// <inheritdoc/>
    public string Format => Name;

    /// <inheritdoc/>
    public ManifestScope Scope => ManifestScope.Service;

    /// <inheritdoc/>
    public string Extension => ".yaml";

    /// <inheritdoc/>
    public IReadOnlyList<SloLoss> Write(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output)
    {
        if (definitions is null)
            throw new ArgumentNullException(nameof(definitions));
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        var losses = new List<SloLoss>();
        var flavor = RuleFlavors.Of(options.Flavor);
        var groups = definitions.SelectMany(d => flavor.Groups(d, options, losses)).ToArray();
        RuleNamespaces.Lose(flavor, definitions, null, losses);

        var yaml = new YamlWriter(output ?? throw new ArgumentNullException(nameof(output)));
        yaml.Comment(ManifestMark.Comment(Name));
        yaml.BeginDocument();
        RuleYaml.Write(yaml, groups);
        yaml.EndDocument();
        return losses;
    }
}
