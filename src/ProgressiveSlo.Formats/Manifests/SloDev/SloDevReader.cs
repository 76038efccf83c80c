using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.SloDev;

/// <summary>Reads slo.dev/v1 ServiceLevelObjective documents, with the windows of an alert in either order.</summary>
internal sealed class SloDevReader : IManifestReader
{
    public const string ApiVersion = "slo.dev/v1";

    public const string Kind = "ServiceLevelObjective";

    public string Format => "SloDev";

    public IReadOnlyList<DocumentSignature> KnownHeads => [new(DocumentSignature.ApiVersion, ApiVersion, Kind)];

    public bool NeedsSiblings => false;

    public bool Recognises(ManifestDocument document) => document.Head("apiVersion") == ApiVersion;

    public void Read(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings, ManifestReadResult result)
    {
        var problems = new ProblemList(document.Path);
        var definitions = Definitions(document, problems);
        result.Add(problems.InOrder);
        definitions.ForEach(result.Add);
    }

    private static List<SloDefinition> Definitions(ManifestDocument document, ProblemList problems)
    {
        if (MapReader.Open(document.Root, "", problems) is not { } map)
            return [];
        map.RequiredText("apiVersion");
        if (map.RequiredText("kind") is var kind && kind != Kind && kind.Length > 0)
            map.Problem(
                map.NodeOf("kind"),
                "kind",
                $"'{ServiceName.Printable(kind)}' is not a kind known here",
                $"Write {Kind}",
                "KindUnknown"
            );
        var metadata = map.Map("metadata", required: true);
        var spec = map.Map("spec", required: true);
        map.ReportUnknownKeys();
        return metadata is null || spec is null ? [] : Definitions(document, metadata, spec, problems);
    }

    private static List<SloDefinition> Definitions(ManifestDocument document, MapReader metadata, MapReader spec, ProblemList problems)
    {
        var places = new SourceMap();
        var name = places.Add("name", metadata, "name").RequiredText("name");
        var @namespace = metadata.Checked<string>("namespace", required: false, PlanText.Check);
        var labels = TextsYaml.Read(places.Add("labels", metadata, "labels"), "labels", problems, places);
        var annotations = TextsYaml.Read(places.Add("annotations", metadata, "annotations"), "annotations", problems, places);
        metadata.ReportUnknownKeys();

        var service = places.Add("service", spec, "service").Checked("service", required: true, (text, _) => ServiceName.Check(text)) ?? "";
        var description = spec.OptionalLines("description");
        var indicator = IndicatorYaml.Read(places.Add("indicator", spec, "indicator"), problems, places);
        var losses = new List<ConversionLoss>();
        var (alerting, settings) = Alerting(places.Add("alerting", spec, "alerting"), problems, losses, places);
        var phase = DefinitionLabels.Phase(labels);
        if (description is { Length: > 0 } && description != SloDevWriter.DescriptionOf(service, phase))
            annotations = Described(annotations, description, spec, losses);
        var objectives = spec.NonEmptyItems("objectives", "There is no objective", "Write at least one, with its target and window");
        spec.ReportUnknownKeys();

        // What is wrong with one objective is not wrong with the others.
        var isSound = !problems.Any;
        var definitions = new List<SloDefinition>();
        for (var i = 0; i < objectives.Count; i++)
        {
            var own = places.Copy();
            var before = problems.Count;
            var (node, field) = objectives[i];
            if (
                Objective(node, field, phase, problems, losses, own) is not { } objective
                || indicator is null
                || !isSound
                || problems.Count > before
            )
                continue;
            var suffix = objectives.Count > 1 ? "-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
            definitions.Add(
                new SloDefinition(name + suffix, service, indicator, objective.Target, objective.Window)
                {
                    Namespace = @namespace,
                    Phase = phase,
                    Alerting = alerting,
                    AlertSettings = settings,
                    Labels = labels,
                    Annotations = annotations,
                    Losses = losses,
                    Source = new SloSource(document.Path, document.Root.Line, document.Root.Column, "SloDev")
                    {
                        ApiVersion = ApiVersion,
                        Traits = SourceTraits.LabelsAreKubernetes,
                        DocumentName = name,
                        Locations = own.Places,
                    },
                }
            );
        }

        return definitions;
    }

    // The description is an annotation of the SLO; a document may have a sentence of its own beside it.
    private static IReadOnlyDictionary<string, string> Described(
        IReadOnlyDictionary<string, string> annotations,
        string description,
        MapReader spec,
        List<ConversionLoss> losses
    )
    {
        if (!annotations.TryGetValue(SloDefinition.DescriptionKey, out var other))
            return new Dictionary<string, string>(annotations.ToDictionary(a => a.Key, a => a.Value))
            {
                [SloDefinition.DescriptionKey] = description,
            };
        if (other != description)
            losses.Add(spec.Loss("description", "A definition has one description, and that of the annotations is kept"));
        return annotations;
    }

    private static (decimal Target, TimeSpan Window)? Objective(
        YamlNode node,
        string field,
        string? phase,
        ProblemList problems,
        List<ConversionLoss> losses,
        SourceMap places
    )
    {
        if (MapReader.Open(node, field, problems) is not { } map)
            return null;
        if (map.OptionalText("displayName") is { Length: > 0 } name && name != SloDevWriter.ObjectiveNameOf(phase))
            losses.Add(map.Loss("displayName", "A definition has no name for its objective"));
        var window = places.Add("window", map, "window").Duration("window");
        var target = TargetYaml.Ratio(places.Add("target", map, "target"), "target");
        map.ReportUnknownKeys();
        return (target, window);
    }

    private static (IReadOnlyList<BurnRateAlert> Alerts, AlertSettings Settings) Alerting(
        MapReader spec,
        ProblemList problems,
        List<ConversionLoss> losses,
        SourceMap places
    )
    {
        if (spec.Map("alerting", required: false) is not { } map)
            return ([], AlertSettings.None);
        var enabled = !map.Has("enabled") || map.Boolean("enabled");
        var alerts = new List<BurnRateAlert>();
        foreach (var (node, field) in map.Items("burnRates", required: false))
        {
            if (Alert(node, field, problems, losses) is not { } alert)
                continue;
            places.Add($"alerting[{alerts.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}]", node, field);
            alerts.Add(alert);
        }

        var settings = AlertSettingsYaml.Read(map, problems);
        map.ReportUnknownKeys();
        if (!enabled && alerts.Count > 0)
            losses.Add(map.Loss("burnRates", "The alerts are switched off, and a definition keeps no alert that is"));
        return (enabled ? alerts : [], settings);
    }

    // The source design prints the names of the two windows swapped; the long one is the longer one.
    private static BurnRateAlert? Alert(YamlNode node, string field, ProblemList problems, List<ConversionLoss> losses)
    {
        if (MapReader.Open(node, field, problems) is not { } map)
            return null;
        var severity = map.RequiredText("severity");
        var shortWindow = map.Duration("shortWindow");
        var longWindow = map.Duration("longWindow");
        var burnRate = BurnRatesYaml.Factor(map, "burnRate");
        map.ReportUnknownKeys();
        if (shortWindow <= longWindow)
            return new BurnRateAlert(severity, longWindow, shortWindow, burnRate);
        losses.Add(
            new ConversionLoss(
                field,
                $"The windows stand in the other order and were swapped: long "
                    + $"{PrometheusDuration.Format(shortWindow)}, short {PrometheusDuration.Format(longWindow)}"
            ).At(node)
        );
        return new BurnRateAlert(severity, shortWindow, longWindow, burnRate);
    }
}
