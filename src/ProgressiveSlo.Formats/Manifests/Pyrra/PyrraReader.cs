using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>Reads pyrra.dev/v1alpha1 ServiceLevelObjective objects with the alerts that Pyrra makes from them.</summary>
internal sealed class PyrraReader : IManifestReader
{
    public const string ApiVersion = "pyrra.dev/v1alpha1";

    public const string Kind = "ServiceLevelObjective";

    public string Format => PyrraWriter.Name;

    public IReadOnlyList<DocumentSignature> KnownHeads => [new(DocumentSignature.ApiVersion, ApiVersion, Kind)];

    public bool NeedsSiblings => false;

    public bool Recognises(ManifestDocument document) => document.Head("apiVersion") == ApiVersion;

    public void Read(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings, ManifestReadResult result)
    {
        var problems = new ProblemList(document.Path);
        var definition = MapReader.Open(document.Root, "", problems) is { } map ? Definition(document, map, problems) : null;
        result.Add(problems.InOrder);
        if (definition is not null && problems.InOrder.All(p => p.Problem.IsKept))
            result.Add(definition);
    }

    private static SloDefinition? Definition(ManifestDocument document, MapReader map, ProblemList problems)
    {
        var losses = new List<ConversionLoss>();
        Expect(map, "apiVersion", ApiVersion);
        Expect(map, "kind", Kind);
        var metadata = map.Map("metadata", required: true);
        var spec = map.Map("spec", required: true);
        map.Has("status");
        AddUnknownKeys(map, losses);
        if (metadata is null || spec is null)
            return null;

        var places = new SourceMap();
        var head = PyrraMetadata.Read(metadata, problems, places, losses);
        var description = places.Add("annotations." + SloDefinition.DescriptionKey, spec, "description").OptionalLines("description");
        var window = places.Add("window", spec, "window").Duration("window");
        var target = TargetYaml.Percent(places.Add("target", spec, "target"), "target");
        var indicator = PyrraIndicatorReader.Read(places.Add("indicator", spec, "indicator"), problems, places, losses);
        var (alerting, settings) = PyrraAlertingReader.Read(
            places.Add("alerting", spec, "alerting"),
            window,
            head.AlertAnnotations,
            losses
        );
        OtherSettings(spec, losses);
        AddUnknownKeys(spec, losses);
        if (indicator is null || head.Service is not { } service)
            return null;
        return new SloDefinition(head.Name, service, indicator, target, window)
        {
            Namespace = head.Namespace,
            Phase = DefinitionLabels.Phase(head.Labels),
            Alerting = alerting,
            AlertSettings = settings,
            Labels = head.Labels,
            Annotations = head.AnnotationsWith(description, metadata, losses),
            Losses = losses,
            ObjectMetadata = head.Object,
            Source = new SloSource(document.Path, map.Node.Line, map.Node.Column, PyrraWriter.Name)
            {
                ApiVersion = ApiVersion,
                Traits =
                    SourceTraits.AlertsAreGenerated
                    | SourceTraits.LabelsAreKubernetes
                    | SourceTraits.IdsLackNamespace
                    | SourceTraits.WindowsFollowPeriod,
                DocumentName = head.ObjectName,
                Locations = places.Places,
            },
        };
    }

    /// <summary>Pyrra ignores what it does not know.</summary>
    internal static void AddUnknownKeys(MapReader map, ICollection<ConversionLoss> losses)
    {
        foreach (var (key, field) in map.UnknownKeys())
            losses.Add(
                new ConversionLoss(field, "The key is unknown, and Pyrra ignores it") { Code = ConversionLossExtensions.Ignored }.At(key)
            );
    }

    private static void Expect(MapReader map, string key, string value)
    {
        if (map.RequiredText(key) is var text && text != value && text.Length > 0)
            map.Problem(map.NodeOf(key), key, $"'{ServiceName.Printable(text)}' is not the {key} of a Pyrra object", $"Write {value}");
    }

    // How Pyrra computes, not what the SLO says.
    private static void OtherSettings(MapReader spec, List<ConversionLoss> losses)
    {
        var strategy = spec.OptionalText("partial_response_strategy") ?? "";
        if (strategy is not ("" or "abort" or "warn"))
            spec.Problem(
                spec.NodeOf("partial_response_strategy"),
                "partial_response_strategy",
                $"'{ServiceName.Printable(strategy)}' is not a strategy",
                "Write abort or warn, or leave it out"
            );
        else if (strategy == "warn")
            losses.Add(spec.Loss("partial_response_strategy", "Only Thanos Ruler knows a strategy for partial responses"));
        if (spec.Boolean("performanceOverAccuracy"))
            losses.Add(
                spec.Loss(
                    "performanceOverAccuracy",
                    "Pyrra estimates the period from 5-minute increases here; a definition counts its events"
                )
            );
        if (spec.Has("ruleOutput"))
            losses.Add(spec.Loss("ruleOutput", "Labels of rule objects are a setting of Pyrra's own"));
    }
}
