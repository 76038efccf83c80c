using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>What all definitions of one SLO have in common.</summary>
internal sealed class OpenSloHead
{
    private static readonly string[] _ofService = ["displayName", "labels", "annotations"];

    private readonly OpenSloContext _context;
    private readonly OpenSloMetadata _metadata;
    private readonly string _service;
    private readonly Dictionary<string, string> _annotations;
    private readonly AlertSettings _settings;
    private readonly string? _ownName;
    private readonly string? _namespace;

    private OpenSloHead(OpenSloContext context, OpenSloMetadata metadata, string service, string? description)
    {
        _context = context;
        _metadata = metadata;
        _service = service;
        _annotations = metadata.Annotations.ToDictionary(a => a.Key, a => a.Value);
        _ownName = OwnName(TakeAnnotation(OpenSloSchema.NameKey));
        _namespace = Namespace(TakeAnnotation(OpenSloSchema.NamespaceKey), context);
        _settings = context.AlertSettings = Settings(TakeAnnotation(OpenSloSchema.AlertSettingsKey), context);
        if (metadata.DisplayName is { } display && display != _ownName)
            Put(OpenSloSchema.DisplayNameKey, display, "metadata", "displayName");
        if (description is not null)
            Put(SloDefinition.DescriptionKey, description, "spec", "description");
    }

    /// <summary>Reads service and description; null, with problems noted, when they are not right.</summary>
    public static OpenSloHead? Read(MapReader spec, OpenSloMetadata? metadata, OpenSloContext context)
    {
        var description = spec.Description();
        var key = context.IsV2 && spec.Has("serviceRef") ? "serviceRef" : "service";
        var service = context.Places.Add("service", spec, key).Checked(key, required: true, (text, _) => ServiceName.Check(text));
        if (service is not null)
            AddServiceLoss(spec, key, service, context);
        return metadata is null || service is null ? null : new OpenSloHead(context, metadata, service, description);
    }

    // The document of the service says of it what no SLO has a place for.
    private static void AddServiceLoss(MapReader spec, string key, string service, OpenSloContext context)
    {
        if (context.Find(OpenSloSchema.Service, service)?.Root is not YamlMap root)
            return;
        var metadata = root.Find("metadata") as YamlMap;
        var said = _ofService
            .Where(k => metadata?.Find(k) is not (null or YamlScalar { IsNull: true }))
            .Concat((root.Find("spec") as YamlMap)?.Find("description") is YamlScalar { IsNull: false } ? ["description"] : [])
            .ToArray();
        if (said.Length > 0)
            context.AddLoss(spec, key, $"The Service says {string.Join(", ", said)} of itself, and a definition has its name alone");
    }

    public SloDefinition Definition(
        string suffix,
        SloIndicator indicator,
        OpenSloObjective objective,
        TimeSpan window,
        IReadOnlyList<BurnRateAlert> alerts,
        bool whenNoData,
        SourceMap places,
        IReadOnlyList<ConversionLoss> losses
    )
    {
        var root = _context.Document.Root;
        var definition = new SloDefinition((_ownName ?? _metadata.Name) + suffix, _service, indicator, objective.Target, window)
        {
            Namespace = _namespace,
            Phase = DefinitionLabels.Phase(_metadata.Labels),
            Alerting = alerts,
            AlertSettings = whenNoData && _settings.Absent != true ? _settings with { Absent = true } : _settings,
            Labels = _metadata.Labels,
            Annotations = _annotations,
            Losses = losses,
            Source = new SloSource(_context.Document.Path, root.Line, root.Column, OpenSloSchema.Format)
            {
                ApiVersion = _context.Document.Head("apiVersion") ?? "",
                Traits = SourceTraits.LabelsAreKubernetes | (_context.HasDefaultWindow ? SourceTraits.WindowIsDefault : SourceTraits.None),
                DocumentName = _metadata.Name,
                Locations = places.Places,
            },
        };
        if (
            objective.Name is null or ""
            || suffix == "-" + objective.Name
            || objective.Name == OpenSloSchema.ObjectiveName(definition.ShortName, definition.Phase)
        )
            return definition;
        return definition.With(
            losses:
            [
                .. definition.Losses,
                objective.Map.Loss("displayName", $"An objective has no name of its own here, such as '{objective.Name}'"),
            ]
        );
    }

    private static string? Namespace(string? text, OpenSloContext context)
    {
        // One that is empty is kept as it was written.
        if (text is null or "")
            return text;
        try
        {
            if (PlanText.Check(text, OpenSloSchema.NamespaceKey) is { } name)
                return name;
        }
        catch (SloValidationException)
        {
            // As one that shows nothing.
        }

        AddLoss(context, "It is not a namespace, and is left out", "metadata", "annotations", OpenSloSchema.NamespaceKey);
        return null;
    }

    private static AlertSettings Settings(string? text, OpenSloContext context)
    {
        if (text is null)
            return AlertSettings.None;
        if (AlertSettingsJson.TryRead(text) is { } settings)
            return settings;
        AddLoss(
            context,
            "The settings of alerts are not written as this module writes them",
            "metadata",
            "annotations",
            OpenSloSchema.AlertSettingsKey
        );
        return AlertSettings.None;
    }

    private static void AddLoss(OpenSloContext context, string message, params string[] path) =>
        context.AddLoss(string.Join(".", path), message, context.Document.Root.Below(path));

    // Of an object that was copied and renamed, the new name counts.
    private string? OwnName(string? name)
    {
        if (name is null || (ServiceName.Slug(name) == _metadata.Name && PrintableText.IsPrintable(name)))
            return name;
        AddLoss(_context, $"It is not the name of '{_metadata.Name}', and is left out", "metadata", "annotations", OpenSloSchema.NameKey);
        return null;
    }

    private string? TakeAnnotation(string key)
    {
        if (!_annotations.TryGetValue(key, out var value))
            return null;
        _annotations.Remove(key);
        return value;
    }

    private void Put(string key, string value, params string[] field)
    {
        if (_annotations.TryGetValue(key, out var other) && other != value)
            AddLoss(_context, $"The annotation '{key}' says something else, and is kept", field);
        else
            _annotations[key] = value;
    }
}
