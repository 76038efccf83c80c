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
    private static readonly string[] _ofPlan = ["service", "phase", "progressive"];

    // Pyrra writes these into rules itself, and Prometheus its own; a label of this name would be overwritten or break the rule.
    private static readonly string[] _ofRules = ["slo", "severity", "short", "long", "exhaustion", "le", "alertname"];

    private readonly Dictionary<string, string> _labels = [];
    private readonly Dictionary<string, string> _annotations = [];
    private readonly string _name;
    private readonly string? _namespace;

    private PyrraObject(string name, string? @namespace) => (_name, _namespace) = (name, @namespace);

    public static PyrraObject From(SloDefinition definition, ICollection<ConversionLoss> losses)
    {
        var result = new PyrraObject(NameOf(definition), Namespace(definition, losses));
        var kept = result.AddLabels(definition, losses);
        result.AddAnnotations(definition, losses);
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
        TextsYaml.Write(yaml, "labels", _labels);
        TextsYaml.Write(yaml, "annotations", _annotations);
        yaml.EndMap();
    }

    private static string NameOf(SloDefinition definition) =>
        definition.Source is { Format: PyrraWriter.Name, DocumentName: { } name } && KubernetesNames.IsName(name)
            ? name
            : ServiceName.Slug(definition.Id);

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
            Add("alertSettings.annotations.", annotation.Key, PyrraNames.Prefix + annotation.Key, annotation.Value);

        void Add(string field, string name, string key, string value)
        {
            if (Refusal(name, key) is { } refusal)
                losses.Add(new ConversionLoss(field + name, refusal));
            else
                _annotations[key] = value;
        }
    }

    private void AddService(SloDefinition definition)
    {
        if (!_labels.TryGetValue(PyrraNames.Prefix + "service", out var said) && !_labels.TryGetValue("service", out said))
            said = _name;
        if (said != definition.Service)
            _annotations[PyrraNames.ServiceAnnotation] = definition.Service;
    }

    private static bool IsForRules(SloDefinition definition, string label)
    {
        if (definition.Source is { Format: PyrraWriter.Name } source && source.Locations.TryGetValue("labels." + label, out var place))
            return place.Field.EndsWith("." + PyrraNames.Prefix + label, StringComparison.Ordinal);
        return !_ofRules.Contains(label) && !(definition.Phase is not null && _ofPlan.Contains(label)) && LabelNames.IsValid(label);
    }

    // Why a label or annotation has no place under its key, or null.
    private static string? Refusal(string name, string key)
    {
        if (!KubernetesNames.IsKey(key))
            return "Kubernetes takes only letters, digits, '-', '_' and '.' in such a name, "
                + "at most 63, with a domain and '/' before it or not";
        return
            name.StartsWith(PyrraNames.Prefix, StringComparison.Ordinal)
            || name is PyrraNames.ServiceAnnotation or PyrraNames.NameAnnotation or PyrraNames.LastApplied
            ? "The name has a meaning of its own in a Pyrra object"
            : null;
    }
}
