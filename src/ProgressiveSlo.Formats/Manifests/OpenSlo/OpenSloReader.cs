using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>
/// Reads OpenSLO, openslo/v1, openslo/v1alpha and openslo.com/v2alpha, by the rules of its own validator. SLOs become definitions; the
/// other objects are checked, and read where an SLO refers to them.
/// </summary>
internal sealed class OpenSloReader : IManifestReader
{
    public string Format => OpenSloSchema.Format;

    public IReadOnlyList<DocumentSignature> KnownHeads =>
        [
            new(DocumentSignature.ApiVersion, OpenSloSchema.V1, OpenSloSchema.Slo),
            new(DocumentSignature.ApiVersion, OpenSloSchema.V1Alpha, OpenSloSchema.Slo),
            new(DocumentSignature.ApiVersion, OpenSloSchema.V2Alpha, OpenSloSchema.Slo),
        ];

    public bool NeedsSiblings => true;

    public bool Recognises(ManifestDocument document) =>
        document.Head("apiVersion") is OpenSloSchema.V1 or OpenSloSchema.V1Alpha or OpenSloSchema.V2Alpha;

    public void Read(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings, ManifestReadResult result)
    {
        var context = new OpenSloContext(document, siblings);
        var definitions = Definitions(context);
        result.Add(context.Problems.InOrder);
        foreach (var definition in definitions)
            result.Add(definition);
    }

    private static IReadOnlyList<SloDefinition> Definitions(OpenSloContext context)
    {
        if (MapReader.Open(context.Document.Root, "", context.Problems) is not { } root)
            return [];
        var isAlpha = root.RequiredText("apiVersion") == OpenSloSchema.V1Alpha;
        switch (root.RequiredText("kind"))
        {
            case OpenSloSchema.Slo:
                return isAlpha ? OpenSloAlphaReader.Read(root, context) : OpenSloSloReader.Read(root, context);
            case OpenSloSchema.Service:
                Service(root, context, isAlpha);
                break;
            case OpenSloSchema.Sli when !isAlpha:
                SliSpec.Read(root, context);
                break;
            case OpenSloSchema.AlertPolicy when !isAlpha:
                AlertPolicySpec.Read(root, context);
                break;
            case OpenSloSchema.AlertCondition when !isAlpha:
                AlertConditionSpec.Read(root, context);
                break;
            case OpenSloSchema.AlertNotificationTarget when !isAlpha:
                AlertPolicySpec.ReadTarget(root, context);
                break;
            case OpenSloSchema.DataSource when !isAlpha:
                DataSource(root, context);
                break;
            case var kind when kind.Length > 0 || root.Has("kind"):
                root.Problem(
                    root.NodeOf("kind"),
                    "kind",
                    $"'{ServiceName.Printable(kind)}' is not a kind of {ServiceName.Printable(context.Document.Head("apiVersion") ?? "")}",
                    "Write one of " + string.Join(", ", Kinds(isAlpha)),
                    "KindUnknown"
                );
                break;
        }

        return [];
    }

    private static IReadOnlyList<string> Kinds(bool isAlpha) =>
        isAlpha
            ? [OpenSloSchema.Slo, OpenSloSchema.Service]
            :
            [
                OpenSloSchema.Slo,
                OpenSloSchema.Sli,
                OpenSloSchema.AlertPolicy,
                OpenSloSchema.AlertCondition,
                OpenSloSchema.AlertNotificationTarget,
                OpenSloSchema.DataSource,
                OpenSloSchema.Service,
            ];

    private static void Service(MapReader root, OpenSloContext context, bool isAlpha)
    {
        OpenSloMetadata.Read(root, context, isAlpha);
        var spec = root.Map("spec", required: false);
        root.ReportUnknownKeys();
        spec?.Description();
        spec?.ReportUnknownKeys();
    }

    private static void DataSource(MapReader root, OpenSloContext context)
    {
        OpenSloMetadata.Read(root, context);
        var spec = root.Map("spec", required: true);
        root.ReportUnknownKeys();
        if (spec is null)
            return;
        spec.Description();
        spec.FilledText("type");
        if (!spec.Has("connectionDetails"))
            spec.Problem(
                spec.NodeOf("connectionDetails"),
                "connectionDetails",
                "The key is missing or has no value",
                "Add it, with what a connection needs"
            );
        spec.ReportUnknownKeys();
    }
}

/// <summary>What reading one document needs: where problems and losses go, and where references are looked up.</summary>
internal sealed class OpenSloContext(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings)
{
    public const string ReferenceUnknown = "ReferenceUnknown";

    private readonly DocumentSet _family = siblings as DocumentSet ?? new DocumentSet(siblings);

    public ManifestDocument Document => document;

    public ProblemList Problems { get; } = new(document.Path);

    public List<ConversionLoss> Losses { get; } = [];

    public SourceMap Places { get; } = new();

    public void AddLoss(MapReader map, string key, string message) => Losses.Add(map.Loss(key, message));

    public void AddLoss(string field, string message, YamlNode node, string code = "") =>
        Losses.Add(new ConversionLoss(field, message) { Code = code }.At(node));

    /// <summary>Whether the document is of openslo.com/v2alpha, which has other words for indicators and data sources.</summary>
    public bool IsV2 { get; } = document.Head("apiVersion") == OpenSloSchema.V2Alpha;

    /// <summary>The settings of alerts that our writer noted, once they are read.</summary>
    public AlertSettings AlertSettings { get; set; } = AlertSettings.None;

    /// <summary>Whether the document states no time window, and the default is taken.</summary>
    public bool HasDefaultWindow { get; set; }

    /// <summary>The object of that kind and name: in the same file first, then in the others; null when none has the name.</summary>
    public ManifestDocument? Find(string kind, string name) => _family.Find(kind, name, document.Path);

    /// <summary>Whether the file of the document defines objects of a kind.</summary>
    public bool Defines(string kind) => _family.Names(document.Path, kind).Count > 0;

    /// <summary>
    /// What a reference to nothing may mean, as a sentence: the object of the file whose name is nearly the same; empty where there is
    /// none. What a file does not define may be applied from another one, so that such a reference is no error by itself.
    /// </summary>
    public string Meant(string kind, string name) =>
        Spelling.Nearest(name, _family.Names(document.Path, kind)) is { } near ? $"Did you mean '{ServiceName.Printable(near)}'?" : "";

    /// <summary>
    /// A context for reading an object that this document refers to: losses count here, problems are the other document's own.
    /// </summary>
    public OpenSloContext ForDocument(ManifestDocument other) => new(other, _family);
}
