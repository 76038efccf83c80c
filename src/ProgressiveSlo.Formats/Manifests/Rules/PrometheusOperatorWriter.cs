using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Writes PrometheusRule objects (monitoring.coreos.com/v1) for the Prometheus operator.</summary>
public sealed class PrometheusOperatorWriter : RuleWriter
{
    /// <summary>The format's name.</summary>
    public const string Name = "PrometheusOperator";

    internal const string ApiVersion = "monitoring.coreos.com/v1";

    internal const string Kind = "PrometheusRule";

    /// <inheritdoc/>
    public override string Format => Name;

    private protected override string? NamespaceOf(IReadOnlyList<SloDefinition> definitions) => definitions[0].Namespace;

    private protected override void Document(YamlWriter yaml, IReadOnlyList<SloDefinition> definitions, IRuleFlavor flavor, IReadOnlyList<PrometheusRuleGroup> groups)
    {
        yaml.BeginDocument(marked: true);
        yaml.Pair("apiVersion", ApiVersion);
        yaml.Pair("kind", Kind);
        yaml.Key("metadata");
        yaml.BeginMap();
        yaml.Pair("name", definitions[0].Source?.DocumentName ?? ServiceName.Slug(definitions[0].Service));
        yaml.OptionalPair("namespace", definitions[0].Namespace);
        TextsYaml.Write(yaml, "labels", Labels(definitions[0], flavor));
        if (definitions[0].Source is { } source)
            TextsYaml.Write(yaml, "annotations", source.DocumentAnnotations);
        yaml.EndMap();
        yaml.Key("spec");
        yaml.BeginMap();
        RuleYaml.Write(yaml, groups);
        yaml.EndMap();
        yaml.EndDocument();
    }

    // Those of the spec's own object, as Sloth does: Prometheus finds rule objects by them.
    private static IReadOnlyDictionary<string, string> Labels(SloDefinition definition, IRuleFlavor flavor)
    {
        if (definition.Source is not { DocumentLabels.Count: > 0 } source)
            return flavor.ObjectLabels;
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in source.DocumentLabels)
            labels[label.Key] = label.Value;
        foreach (var label in flavor.ObjectLabels)
            labels[label.Key] = label.Value;
        return labels;
    }
}
