using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>The metadata of Kubernetes objects, as every reader and every writer of such objects has it.</summary>
internal static class KubernetesObjects
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    // What a cluster adds to an object; it says nothing of the SLO.
    private static readonly string[] _ofServer =
    [
        "creationTimestamp",
        "deletionGracePeriodSeconds",
        "deletionTimestamp",
        "finalizers",
        "generateName",
        "generation",
        "managedFields",
        "ownerReferences",
        "resourceVersion",
        "selfLink",
        "uid",
    ];

    /// <summary>Takes the fields of a mapping <c>metadata</c> that a cluster adds, so that nobody asks what they are.</summary>
    public static void SkipServerFields(MapReader metadata)
    {
        foreach (var key in _ofServer)
            metadata.Has(key);
    }

    /// <summary>The annotations without the one that kubectl keeps the whole object in.</summary>
    public static IReadOnlyDictionary<string, string> WithoutLastApplied(IReadOnlyDictionary<string, string> annotations) =>
        annotations.ContainsKey(LastApplied)
            ? annotations.Where(a => a.Key != LastApplied).ToDictionary(a => a.Key, a => a.Value)
            : annotations;

    /// <summary>
    /// The metadata of one object for several definitions. Where the objects that they were read from say different things the first one
    /// counts, and the others are lost; of several names none is right.
    /// </summary>
    /// <param name="definitions">The definitions; at least one.</param>
    /// <param name="options">May have more labels, which win.</param>
    /// <param name="losses">Takes what is lost.</param>
    public static ObjectMetadata Merge(
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        ICollection<ConversionLoss> losses
    )
    {
        var name = definitions[0].ObjectMetadata?.Name;
        if (definitions.Any(d => d.ObjectMetadata?.Name != name))
        {
            var names = definitions.Select(d => d.ObjectMetadata?.Name).OfType<string>().Distinct().Select(ServiceName.Printable);
            losses.Add(new ConversionLoss("objectMetadata.name", $"One object is written for {string.Join(", ", names)}"));
            name = null;
        }

        var labels = new Dictionary<string, string>();
        var annotations = new Dictionary<string, string>();
        foreach (var metadata in definitions.Select(d => d.ObjectMetadata).OfType<ObjectMetadata>())
        {
            Add(labels, metadata.Labels, "objectMetadata.labels.", losses);
            Add(annotations, metadata.Annotations, "objectMetadata.annotations.", losses);
        }

        foreach (var label in options.ObjectLabels)
            labels[label.Key] = label.Value;
        return new ObjectMetadata
        {
            Name = name is not null && KubernetesNames.IsName(name) ? name : null,
            Labels = labels,
            Annotations = annotations,
        };
    }

    /// <summary>Writes the mapping <c>metadata</c> of an object.</summary>
    /// <param name="yaml">Stands inside the object.</param>
    /// <param name="metadata">What the object says of itself; its name is that of the service where it has none.</param>
    /// <param name="first">The first definition, for what the metadata does not say.</param>
    public static void Write(YamlWriter yaml, ObjectMetadata metadata, SloDefinition first)
    {
        yaml.Key("metadata");
        yaml.BeginMap();
        yaml.Pair("name", metadata.Name ?? ServiceName.Slug(first.Service));
        yaml.OptionalPair("namespace", first.ObjectMetadata?.Namespace ?? first.Namespace);
        TextsYaml.Write(yaml, "labels", metadata.Labels);
        TextsYaml.Write(yaml, "annotations", metadata.Annotations);
        yaml.EndMap();
    }

    /// <summary>Says what a format that has no objects of Kubernetes leaves out.</summary>
    /// <param name="format">The format.</param>
    /// <param name="definitions">What was written.</param>
    /// <param name="options">How it was written.</param>
    public static IEnumerable<ConversionLoss> Losses(string format, IReadOnlyList<SloDefinition> definitions, ManifestOptions options)
    {
        if (options.ObjectLabels.Count > 0)
            yield return new ConversionLoss("objectLabels", $"What {format} writes is not an object of Kubernetes, and has no such labels");
        foreach (var metadata in definitions.Select(d => d.ObjectMetadata).OfType<ObjectMetadata>().Distinct())
        {
            var what = new[]
            {
                metadata.Name is { Length: > 0 } name ? "name " + ServiceName.Printable(name) : null,
                Keys("labels", metadata.Labels),
                Keys("annotations", metadata.Annotations),
            }.OfType<string>();
            if (string.Join(", ", what) is { Length: > 0 } text)
                yield return new ConversionLoss(
                    "objectMetadata",
                    $"What {format} writes is not an object of Kubernetes; of the one that was read are left out: {text}"
                );
        }
    }

    private static string? Keys(string word, IReadOnlyDictionary<string, string> texts) =>
        texts.Count == 0 ? null : $"{word} {string.Join(", ", texts.Keys.Select(ServiceName.Printable))}";

    private static void Add(
        Dictionary<string, string> to,
        IReadOnlyDictionary<string, string> from,
        string field,
        ICollection<ConversionLoss> losses
    )
    {
        foreach (var text in from)
        {
            if (!to.TryGetValue(text.Key, out var there))
                to[text.Key] = text.Value;
            else if (there != text.Value)
                losses.Add(
                    new ConversionLoss(
                        field + text.Key,
                        $"The objects of these SLOs have different values, and '{ServiceName.Printable(there)}' is kept"
                    )
                );
        }
    }
}
