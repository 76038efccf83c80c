using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Reads Sloth's specs: files of version prometheus/v1, and Kubernetes objects of kind PrometheusServiceLevel.</summary>
internal sealed class SlothReader : IManifestReader
{
    public const string Name = "Sloth";

    public string Format => Name;

    public bool NeedsSiblings => false;

    public IReadOnlyList<DocumentSignature> KnownHeads =>
        [new("version", SlothKeys.FileVersion), new(DocumentSignature.ApiVersion, SlothKeys.ObjectVersion, SlothKeys.ObjectKind)];

    public bool Recognises(ManifestDocument document) =>
        document.Head("apiVersion") == SlothKeys.ObjectVersion
        || (document.Head("apiVersion") is null && document.Head("version") == SlothKeys.FileVersion);

    public void Read(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings, ManifestReadResult result)
    {
        var problems = new ProblemList(document.Path);
        if (Open(document, problems) is { } spec)
        {
            var items = spec.Body.NonEmptyItems("slos", "The list has no SLO");
            var names = new HashSet<string>();
            foreach (var (node, field) in items)
                SlothSloReader.Read(node, field, spec, names, problems, result);
        }

        result.Add(problems.InOrder);
    }

    private static SlothSpec? Open(ManifestDocument document, ProblemList problems)
    {
        if (MapReader.Open(document.Root, "", problems) is not { } map)
            return null;
        var spec =
            document.Head("version") == SlothKeys.FileVersion && document.Head("apiVersion") is null
                ? File(map, document)
                : Object(map, document, problems);
        if (spec is not null)
            Common(spec, problems);
        return spec;
    }

    private static SlothSpec File(MapReader map, ManifestDocument document)
    {
        map.RequiredText("version");
        return new SlothSpec(document, map, SlothKeys.Snake, SlothKeys.FileVersion);
    }

    private static SlothSpec? Object(MapReader map, ManifestDocument document, ProblemList problems)
    {
        map.RequiredText("apiVersion");
        var kind = map.RequiredText("kind");
        if (kind == AlertWindowsReader.Kind)
        {
            map.Problem(
                map.NodeOf("kind"),
                "kind",
                "This is a set of alert windows and no SLO",
                "Give the file as -AlertWindowSet where rules are written",
                "AlertWindowsNotSlo"
            );
            return null;
        }

        if (kind != SlothKeys.ObjectKind)
        {
            if (kind.Length > 0)
                map.Problem(
                    map.NodeOf("kind"),
                    "kind",
                    $"'{ServiceName.Printable(kind)}' is not a kind known here",
                    $"Write {SlothKeys.ObjectKind}",
                    "KindUnknown"
                );
            return null;
        }

        var metadata = map.Map("metadata", required: true);
        var body = map.Map("spec", required: true);
        map.Has("status");
        if (metadata is null || body is null)
            return null;
        var spec = new SlothSpec(document, body, SlothKeys.Camel, SlothKeys.ObjectVersion)
        {
            Name = metadata.RequiredText("name"),
            Namespace = metadata.Checked<string>("namespace", required: false, PlanText.Check),
            ObjectLabels = TextsYaml.Read(metadata, "labels", problems),
            ObjectAnnotations = KubernetesObjects.WithoutLastApplied(TextsYaml.Read(metadata, "annotations", problems)),
        };
        KubernetesObjects.SkipServerFields(metadata);
        spec.Ignore(metadata);
        spec.Ignore(map);
        return spec;
    }

    private static void Common(SlothSpec spec, ProblemList problems)
    {
        var body = spec.Body;
        spec.Places.Add("service", body, "service");
        spec.Service = body.Checked("service", required: true, (text, field) => CheckService(text, field)) ?? "";
        spec.Labels = SlothTexts.Read(spec.Places.Add("labels", body, "labels"), "labels", problems, spec.Places);
        spec.IsMetricsQl = spec.Document.Dialect == QueryDialect.MetricsQl || SlothPlugins.IsMetricsQl(body.NodeOf(spec.Keys.SloPlugins));
        spec.IsLongQueryKept = SlothPlugins.KeepsLongQuery(body.NodeOf(spec.Keys.SloPlugins));
        SlothSloReader.Plugins(body, spec.Keys.SloPlugins, spec.Losses);
        body.Has("slos");
        spec.Ignore(body);
        spec.IsSound = !problems.Any;
    }

    private static string CheckService(string text, string field)
    {
        ServiceName.Check(text);
        return SlothName.IsValid(text)
            ? text
            : throw new SloValidationException(
                new FieldProblem(field, $"'{ServiceName.Printable(text)}' is not a service name for Sloth", SlothName.Rule)
                {
                    Code = "NameInvalid",
                }
            );
    }
}

/// <summary>What the SLOs of one document of Sloth share.</summary>
/// <param name="Document">The document.</param>
/// <param name="Body">The mapping with service and SLOs.</param>
/// <param name="Keys">How the keys are spelt.</param>
/// <param name="ApiVersion">The document's version.</param>
internal sealed record SlothSpec(ManifestDocument Document, MapReader Body, SlothKeys Keys, string ApiVersion)
{
    private static readonly Dictionary<string, string> _none = [];

    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public IReadOnlyDictionary<string, string> ObjectLabels { get; init; } = _none;

    public IReadOnlyDictionary<string, string> ObjectAnnotations { get; init; } = _none;

    /// <summary>What the object says of itself; null for a file.</summary>
    public ObjectMetadata? Object =>
        ApiVersion == SlothKeys.ObjectVersion
            ? new ObjectMetadata
            {
                Name = Name,
                Namespace = Namespace,
                Labels = ObjectLabels,
                Annotations = ObjectAnnotations,
            }
            : null;

    public string Service { get; set; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; set; } = _none;

    /// <summary>Whether the rules of the whole period ask the query itself, and average nothing.</summary>
    public bool IsLongQueryKept { get; set; }

    /// <summary>Whether the document says that its queries are MetricsQL, or somebody else does.</summary>
    public bool IsMetricsQl { get; set; }

    public SourceMap Places { get; } = new();

    /// <summary>What every SLO of the document loses.</summary>
    public List<ConversionLoss> Losses { get; } = [];

    /// <summary>Whether the head of the document has no problem; without that its SLOs are checked, and none is given.</summary>
    public bool IsSound { get; set; }

    /// <summary>Notes the keys that nobody asked for: Sloth ignores them.</summary>
    public void Ignore(MapReader map) => Ignore(map, Losses);

    /// <summary>Notes the keys that nobody asked for: Sloth ignores them.</summary>
    public static void Ignore(MapReader map, List<ConversionLoss> losses) =>
        losses.AddRange(
            map.UnknownKeys()
                .Select(o =>
                    new ConversionLoss(o.Field, "The key is unknown to Sloth, which ignores it")
                    {
                        Code = ConversionLossExtensions.Ignored,
                    }.At(o.Key)
                )
        );
}
