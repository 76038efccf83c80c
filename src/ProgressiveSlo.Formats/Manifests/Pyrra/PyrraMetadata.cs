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
    private readonly Dictionary<string, string> _labels = [];
    private readonly Dictionary<string, string> _annotations = [];
    private readonly Dictionary<string, string> _alertAnnotations = [];
    private readonly Dictionary<string, string> _objectLabels = [];
    private readonly Dictionary<string, string> _objectAnnotations = [];

    private PyrraMetadata(string objectName, string? @namespace) => (ObjectName, Name, Namespace) = (objectName, objectName, @namespace);

    public string ObjectName { get; }

    public string Name { get; private set; }

    public string? Namespace { get; }

    /// <summary>The service; null when there is a problem with it.</summary>
    public string? Service { get; private set; }

    /// <summary>Labels of the SLO, which are those for rules, without their prefix.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels;

    /// <summary>What the object says of itself: Pyrra gives it to the object of the rules, and to no rule.</summary>
    public ObjectMetadata Object =>
        new()
        {
            Name = ObjectName,
            Namespace = Namespace,
            Labels = _objectLabels,
            Annotations = _objectAnnotations,
        };

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
        metadata.ReadLabels(places.Add("labels", map, "labels"), labels, Own(annotations, PyrraNames.LabelsAnnotation), problems, places);
        metadata.ReadAnnotations(places.Add("annotations", map, "annotations"), annotations, problems, places);
        KubernetesObjects.SkipServerFields(map);
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

    // Pyrra puts labels with its prefix on rules. Ours are there that have no such name, and our writer says which.
    private void ReadLabels(MapReader map, MapReader? labels, string[] own, ProblemList problems, SourceMap places)
    {
        var texts = Texts(map, "labels", labels, problems);
        var isOfPlan = DefinitionLabels.Phase(texts.GroupBy(t => t.Key).ToDictionary(t => t.Key, t => t.First().Value)) is not null;
        foreach (var (key, value, node, field) in texts)
        {
            if (IsPrefixed(key))
                Keep(key.Substring(PyrraNames.Prefix.Length));
            else if (!labels!.Has(PyrraNames.Prefix + key) && (own.Contains(key) || (isOfPlan && PyrraNames.IsOfPlan(key))))
                Keep(key);
            else
                _objectLabels[key] = value;

            void Keep(string name)
            {
                _labels[name] = value;
                places.Add("labels." + name, node, field);
            }
        }
    }

    // What has a domain before its name is of another tool, such as argocd.argoproj.io/sync-wave.
    private void ReadAnnotations(MapReader map, MapReader? annotations, ProblemList problems, SourceMap places)
    {
        var own = Own(annotations, PyrraNames.AnnotationsAnnotation);
        foreach (var (key, value, node, field) in Texts(map, "annotations", annotations, problems))
        {
            if (PyrraNames.IsOurs(key))
                continue;
            if (IsPrefixed(key))
            {
                _alertAnnotations[key.Substring(PyrraNames.Prefix.Length)] = value;
            }
            else if (key.IndexOf('/') < 0 || own.Contains(key))
            {
                _annotations[key] = value;
                places.Add("annotations." + key, node, field);
            }
            else
            {
                _objectAnnotations[key] = value;
            }
        }
    }

    private static string[] Own(MapReader? annotations, string key) =>
        annotations?.OptionalText(key)?.Split([','], StringSplitOptions.RemoveEmptyEntries) ?? [];

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
