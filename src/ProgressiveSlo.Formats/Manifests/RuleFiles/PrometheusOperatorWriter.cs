using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

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

    private protected override void Document(
        YamlWriter yaml,
        IReadOnlyList<SloDefinition> definitions,
        IRuleFlavor flavor,
        IReadOnlyList<PrometheusRuleGroup> groups
    )
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

/// <summary>Says which namespaces the rules of a flavor, in their wrapper, do not keep.</summary>
internal static class NamespaceLosses
{
    /// <param name="flavor">The flavor.</param>
    /// <param name="definitions">What was written.</param>
    /// <param name="kept">The namespace of the object around the rules, or null.</param>
    /// <param name="losses">Takes a loss for each definition of another namespace.</param>
    public static void AddLosses(
        IRuleFlavor flavor,
        IReadOnlyList<SloDefinition> definitions,
        string? kept,
        ICollection<ConversionLoss> losses
    )
    {
        if (flavor.SaysNamespace)
            return;
        foreach (var definition in definitions)
        {
            string?[] lost =
            [
                definition.Namespace == kept ? null
                : kept is null ? $"Rule files of {flavor.Flavor} do not say the namespace"
                : $"The rules of {definition.Id} stand in one object with others, whose namespace is {kept}",
                IsMixed(definition)
                    ? $"The ids of {flavor.Flavor} have no namespace: in one Prometheus, its series mix with those of another"
                    : null,
            ];
            if (string.Join(". ", lost.OfType<string>()) is { Length: > 0 } message)
                losses.Add(new ConversionLoss("namespace", message));
        }
    }

    // Documents of tools whose ids have none lose nothing here.
    private static bool IsMixed(SloDefinition definition) =>
        ServiceName.OtherNamespace(definition.Namespace) is not null && SloIdentity.OfSeries(definition) == definition.Id;
}
