using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

/// <summary>Writes PrometheusRule objects (monitoring.coreos.com/v1) for the Prometheus operator.</summary>
public sealed class PrometheusOperatorWriter : RuleObjectWriter
{
    /// <summary>The format's name.</summary>
    public const string Name = "PrometheusOperator";

    internal const string ApiVersion = "monitoring.coreos.com/v1";

    internal const string Kind = "PrometheusRule";

    /// <inheritdoc/>
    public override string Format => Name;

    private protected override DocumentSignature Signature => new(DocumentSignature.ApiVersion, ApiVersion, Kind);
}

/// <summary>What writers of Kubernetes objects around rules share: the object keeps the metadata of the one that was read.</summary>
public abstract class RuleObjectWriter : RuleWriter
{
    private protected RuleObjectWriter() { }

    /// <summary>What the operator calls the query offset of a group.</summary>
    private protected virtual string OffsetKey => RuleYaml.QueryOffset;

    /// <summary>API version and kind of the object.</summary>
    private protected abstract DocumentSignature Signature { get; }

    private protected override bool KeepsObjectMetadata => true;

    private protected override string? NamespaceOf(IReadOnlyList<SloDefinition> definitions) =>
        definitions[0].ObjectMetadata?.Namespace ?? definitions[0].Namespace;

    private protected override void Document(YamlWriter yaml, RuleOutput rules)
    {
        var metadata = KubernetesObjects.Merge(rules.Definitions, rules.Options, rules.Losses);
        yaml.BeginDocument(marked: true);
        yaml.Pair("apiVersion", Signature.Value);
        yaml.Pair("kind", Signature.Kind!);
        KubernetesObjects.Write(yaml, metadata with { Labels = Labels(metadata, rules) }, rules.Definitions[0]);
        yaml.Key("spec");
        yaml.BeginMap();
        RuleYaml.Write(yaml, rules.Groups, OffsetKey);
        yaml.EndMap();
        yaml.EndDocument();
    }

    // Those of the object that was read, as Sloth and Pyrra do: Prometheus finds rule objects by them.
    private static IReadOnlyDictionary<string, string> Labels(ObjectMetadata metadata, RuleOutput rules)
    {
        if (metadata.Labels.Count == 0)
            return rules.Flavor.ObjectLabels;
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in metadata.Labels)
            labels[label.Key] = label.Value;
        foreach (var label in rules.Flavor.ObjectLabels)
        {
            if (!rules.Options.ObjectLabels.ContainsKey(label.Key))
                labels[label.Key] = label.Value;
        }

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
