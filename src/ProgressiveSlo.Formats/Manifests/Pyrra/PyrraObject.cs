using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>
/// The metadata of the object that a definition becomes. The object's name is the label <c>slo</c> of all series that Pyrra records, so
/// it is made of service and short name, which stay when the phase changes; for the same reason the phase is a label of the object
/// and not of its rules. An object that was read keeps its name, and each of its labels the side where it stood.
/// </summary>
internal sealed class PyrraObject
{
    // Pyrra writes these into rules itself, and Prometheus its own; a label of this name would be overwritten or break the rule.
    private static readonly string[] _ofRules = ["slo", "severity", "short", "long", "exhaustion", "le", "alertname"];

    private readonly Dictionary<string, string> _labels = [];
    private readonly Dictionary<string, string> _annotations = [];
    private readonly Dictionary<string, string> _objectLabels = [];
    private readonly Dictionary<string, string> _objectAnnotations = [];
    private readonly string _name;
    private readonly string? _namespace;

    private PyrraObject(string name, string? @namespace) => (_name, _namespace) = (name, @namespace);

    public static PyrraObject From(SloDefinition definition, ManifestOptions options, ICollection<ConversionLoss> losses)
    {
        var result = new PyrraObject(NameOf(definition), Namespace(definition, losses));
        var kept = result.AddLabels(definition, losses);
        result.AddAnnotations(definition, losses);
        result.AddOwn(definition);
        result.AddObject(definition, options, losses);
        result.AddService(definition);
        var phase = DefinitionLabels.Phase(kept);
        if (phase != definition.Phase)
            losses.Add(new ConversionLoss("phase", "The phase is read from the labels phase and progressive, and they do not say it"));
        if (
            new SloDefinition(result._name, definition.Service, definition.Indicator, definition.Target, definition.Window)
            {
                Phase = phase,
            }.ShortName != definition.ShortName
        )
            result._annotations[PyrraNames.NameAnnotation] = definition.ShortName;
        return result;
    }

    public void Write(YamlWriter yaml)
    {
        yaml.Key("metadata");
        yaml.BeginMap();
        yaml.Pair("name", _name);
        yaml.OptionalPair("namespace", _namespace);
        TextsYaml.Write(yaml, "labels", Joined(_objectLabels, _labels));
        TextsYaml.Write(yaml, "annotations", Joined(_objectAnnotations, _annotations));
        yaml.EndMap();
    }

    private static Dictionary<string, string> Joined(Dictionary<string, string> first, Dictionary<string, string> second) =>
        first.Count == 0 ? second : first.Concat(second).ToDictionary(t => t.Key, t => t.Value);

    private static string NameOf(SloDefinition definition) =>
        IsOfPyrra(definition) && definition.ObjectMetadata?.Name is { } name && KubernetesNames.IsName(name)
            ? name
            : ServiceName.Slug(definition.Id);

    // An object of Sloth or of the operator has many SLOs, and Pyrra's has one.
    private static bool IsOfPyrra(SloDefinition definition) => definition.Source?.Format == PyrraWriter.Name;

    private static string? Namespace(SloDefinition definition, ICollection<ConversionLoss> losses)
    {
        if (definition.Namespace is not { } name || KubernetesNames.IsDnsLabel(name))
            return definition.Namespace;
        var slug = ServiceName.Slug(name);
        losses.Add(
            new ConversionLoss(
                "namespace",
                $"'{ServiceName.Printable(name)}' is not a namespace in Kubernetes, and {slug} is written instead"
            )
        );
        return slug;
    }

    private Dictionary<string, string> AddLabels(SloDefinition definition, ICollection<ConversionLoss> losses)
    {
        var kept = new Dictionary<string, string>();
        foreach (var label in definition.Labels)
        {
            var key = (IsForRules(definition, label.Key) ? PyrraNames.Prefix : "") + label.Key;
            if (Refusal(label.Key, key) is { } refusal)
                losses.Add(new ConversionLoss("labels." + label.Key, refusal));
            else if (!KubernetesNames.IsLabelValue(label.Value))
                losses.Add(
                    new ConversionLoss(
                        "labels." + label.Key,
                        $"Kubernetes takes only letters, digits, '-', '_' and '.' in a label, at most "
                            + $"63, and not '{ServiceName.Printable(label.Value)}'"
                    )
                );
            else
                _labels[key] = kept[label.Key] = label.Value;
        }

        return kept;
    }

    private void AddAnnotations(SloDefinition definition, ICollection<ConversionLoss> losses)
    {
        foreach (var annotation in definition.Annotations.Where(a => a.Key != SloDefinition.DescriptionKey))
            Add("annotations.", annotation.Key, annotation.Key, annotation.Value);
        foreach (var annotation in definition.AlertSettings.Annotations)
            Add(
                "alertSettings.annotations.",
                annotation.Key,
                PyrraNames.Prefix + annotation.Key,
                WithLabels(definition, annotation.Key, annotation.Value, losses)
            );

        void Add(string field, string name, string key, string value)
        {
            if (Refusal(name, key) is { } refusal)
                losses.Add(new ConversionLoss(field + name, refusal));
            else
                _annotations[key] = value;
        }
    }

    // Pyrra has one label for the SLO; service and id are known.
    private static string WithLabels(SloDefinition definition, string key, string text, ICollection<ConversionLoss> losses)
    {
        foreach (var (name, value) in new[] { ("slo_service", definition.Service), ("slo_id", definition.Id) })
        {
            text = AlertTemplateLabels.Fill(text, name, value);
            if (AlertTemplateLabels.Find(text).Contains(name))
                losses.Add(
                    new ConversionLoss(
                        "alertSettings.annotations." + key,
                        $"Alerts of Pyrra have no label {name}, so that it is empty in the text"
                    )
                );
        }

        return AlertTemplateLabels.Rename(text, SeriesLabels.PyrraByOurs);
    }

    // Which of the keys that the object would have of itself are the SLO's.
    private void AddOwn(SloDefinition definition)
    {
        var isOfPlan = DefinitionLabels.Phase(_labels) is not null;
        var labels = definition.Labels.Keys.Where(k => _labels.ContainsKey(k) && !(isOfPlan && PyrraNames.IsOfPlan(k))).ToArray();
        var annotations = definition.Annotations.Keys.Where(k => k.IndexOf('/') >= 0 && _annotations.ContainsKey(k)).ToArray();
        if (labels.Length > 0)
            _annotations[PyrraNames.LabelsAnnotation] = string.Join(",", labels);
        if (annotations.Length > 0)
            _annotations[PyrraNames.AnnotationsAnnotation] = string.Join(",", annotations);
    }

    private void AddObject(SloDefinition definition, ManifestOptions options, ICollection<ConversionLoss> losses)
    {
        var metadata = KubernetesObjects.Merge([definition], options, losses);
        if (metadata.Name is { } name && name != _name)
            losses.Add(
                new ConversionLoss("objectMetadata.name", $"An object of Pyrra has one SLO, and is named {_name} instead of {name}")
            );
        foreach (var label in metadata.Labels)
            Add(_labels, _objectLabels, "labels", label);
        foreach (var annotation in metadata.Annotations)
            Add(_annotations, _objectAnnotations, "annotations", annotation);

        void Add(Dictionary<string, string> own, Dictionary<string, string> texts, string word, KeyValuePair<string, string> text)
        {
            if (!own.ContainsKey(text.Key) && KubernetesNames.IsKey(text.Key))
                texts[text.Key] = text.Value;
            else
                losses.Add(
                    new ConversionLoss(
                        $"objectMetadata.{word}.{text.Key}",
                        KubernetesNames.IsKey(text.Key)
                            ? "The SLO has one of this name, and that one is kept"
                            : "Kubernetes takes no such name"
                    )
                );
        }
    }

    private void AddService(SloDefinition definition)
    {
        if (
            !_labels.TryGetValue(PyrraNames.Prefix + "service", out var said)
            && !_labels.TryGetValue("service", out said)
            && !_objectLabels.TryGetValue("service", out said)
        )
            said = _name;
        if (said != definition.Service)
            _annotations[PyrraNames.ServiceAnnotation] = definition.Service;
    }

    private static bool IsForRules(SloDefinition definition, string label)
    {
        if (definition.Source is { Format: PyrraWriter.Name } source && source.Locations.TryGetValue("labels." + label, out var place))
            return place.Field.EndsWith("." + PyrraNames.Prefix + label, StringComparison.Ordinal);
        return !_ofRules.Contains(label) && !(definition.Phase is not null && PyrraNames.IsOfPlan(label)) && LabelNames.IsValid(label);
    }

    // Why a label or annotation has no place under its key, or null.
    private static string? Refusal(string name, string key)
    {
        if (!KubernetesNames.IsKey(key))
            return "Kubernetes takes only letters, digits, '-', '_' and '.' in such a name, "
                + "at most 63, with a domain and '/' before it or not";
        return name.StartsWith(PyrraNames.Prefix, StringComparison.Ordinal) || PyrraNames.IsOurs(name)
            ? "The name has a meaning of its own in a Pyrra object"
            : null;
    }
}
