using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>
/// The metadata of a Pyrra object. Pyrra has no word for the service. It is taken from, in this order: our annotation
/// <c>slo.dev/service</c>, which is there where a service is not valid label; the label <c>pyrra.dev/service</c>; the label
/// <c>service</c>; the name of the object.
/// </summary>
internal sealed class PyrraMetadata
{
    // What a cluster adds to an object; it says nothing of the SLO.
    private static readonly string[] OfServer = ["creationTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid"];

    private readonly Dictionary<string, string> _labels = [];
    private readonly Dictionary<string, string> _annotations = [];
    private readonly Dictionary<string, string> _alertAnnotations = [];

    private PyrraMetadata(string objectName, string? @namespace) => (ObjectName, Name, Namespace) = (objectName, objectName, @namespace);

    public string ObjectName { get; }

    public string Name { get; private set; }

    public string? Namespace { get; }

    /// <summary>The service; null when there is a problem with it.</summary>
    public string? Service { get; private set; }

    /// <summary>Labels, those for rules without their prefix.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels;

    /// <summary>Annotations for alerts, without their prefix.</summary>
    public IReadOnlyDictionary<string, string> AlertAnnotations => _alertAnnotations;

    public static PyrraMetadata Read(MapReader map, ProblemList problems, SourceMap places, List<ConversionLoss> losses)
    {
        var metadata = new PyrraMetadata(
            places.Add("name", map, "name").RequiredText("name"),
            map.Checked<string>("namespace", required: false, PlanText.Check)
        );
        var labels = map.Map("labels", required: false);
        var annotations = map.Map("annotations", required: false);
        metadata.ReadLabels(places.Add("labels", map, "labels"), labels, problems, places, losses);
        metadata.ReadAnnotations(places.Add("annotations", map, "annotations"), annotations, problems, places);
        foreach (var key in OfServer)
            map.Has(key);
        PyrraReader.AddUnknownKeys(map, losses);
        metadata.FindService(map, labels, annotations, places);
        metadata.FindName(map, annotations, places);
        return metadata;
    }

    /// <summary>The annotations, with the description of the spec.</summary>
    public IReadOnlyDictionary<string, string> AnnotationsWith(string? description, MapReader map, ICollection<ConversionLoss> losses)
    {
        if (description is null)
            return _annotations;
        if (_annotations.TryGetValue(SloDefinition.DescriptionKey, out var other) && other != description)
            losses.Add(
                new ConversionLoss(
                    map.Path("annotations." + SloDefinition.DescriptionKey),
                    "The spec has a description too, and that one is kept"
                ).At(map.Node.Below("annotations", SloDefinition.DescriptionKey))
            );
        _annotations[SloDefinition.DescriptionKey] = description;
        return _annotations;
    }

    private void ReadLabels(MapReader map, MapReader? labels, ProblemList problems, SourceMap places, List<ConversionLoss> losses)
    {
        var texts = Texts(map, "labels", labels, problems);
        foreach (var (key, value, node, field) in texts)
        {
            if (!IsPrefixed(key))
            {
                if (labels!.Has(PyrraNames.Prefix + key))
                    losses.Add(
                        new ConversionLoss(
                            field,
                            $"The label {PyrraNames.Prefix}{ServiceName.Printable(key)} has the same name, and that one is kept"
                        ).At(node)
                    );
                else
                    Keep(key);
            }
            else
            {
                Keep(key.Substring(PyrraNames.Prefix.Length));
            }

            void Keep(string name)
            {
                _labels[name] = value;
                places.Add("labels." + name, node, field);
            }
        }
    }

    private void ReadAnnotations(MapReader map, MapReader? annotations, ProblemList problems, SourceMap places)
    {
        foreach (var (key, value, node, field) in Texts(map, "annotations", annotations, problems))
        {
            if (key is PyrraNames.LastApplied or PyrraNames.ServiceAnnotation or PyrraNames.NameAnnotation)
                continue;
            if (IsPrefixed(key))
            {
                _alertAnnotations[key.Substring(PyrraNames.Prefix.Length)] = value;
            }
            else
            {
                _annotations[key] = value;
                places.Add("annotations." + key, node, field);
            }
        }
    }

    private void FindService(MapReader map, MapReader? labels, MapReader? annotations, SourceMap places)
    {
        foreach (
            var (owner, key) in new[]
            {
                (annotations, PyrraNames.ServiceAnnotation),
                (labels, PyrraNames.Prefix + "service"),
                (labels, "service"),
                (map, "name"),
            }
        )
        {
            if (owner is null || (key != "name" && !owner.Has(key)))
                continue;
            places.Add("service", owner, key);
            Service = owner.Checked(key, required: false, (text, _) => ServiceName.Check(text));
            return;
        }
    }

    private void FindName(MapReader map, MapReader? annotations, SourceMap places)
    {
        if (ObjectName.Length == 0 && map.Has("name"))
            map.Problem(map.NodeOf("name"), "name", "The name is empty", "Write one, for example checkout-availability");
        if (annotations?.OptionalText(PyrraNames.NameAnnotation) is not { Length: > 0 } name)
            return;
        Name = name;
        places.Add("name", annotations, PyrraNames.NameAnnotation);
    }

    private static bool IsPrefixed(string key) =>
        key.Length > PyrraNames.Prefix.Length && key.StartsWith(PyrraNames.Prefix, StringComparison.Ordinal);

    private static List<(string Key, string Value, YamlNode Node, string Field)> Texts(
        MapReader parent,
        string key,
        MapReader? map,
        ProblemList problems
    )
    {
        var texts = new List<(string, string, YamlNode, string)>();
        if (map is null)
            return texts;
        foreach (var (name, node) in map.Entries())
        {
            var field = parent.Path(key) + "." + ServiceName.Printable(name);
            if (node is YamlScalar scalar)
                texts.Add((name, scalar.IsNull ? "" : scalar.Value, node, field));
            else
                problems.Add(node, field, $"Expected text, found {node.Kind}", "Write one text");
        }

        return texts;
    }
}
