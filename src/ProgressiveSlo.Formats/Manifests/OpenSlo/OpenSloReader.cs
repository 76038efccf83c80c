using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>
/// Reads OpenSLO, openslo/v1 and openslo/v1alpha, by the rules of its own validator. SLOs become definitions; the other objects are
/// checked, and read where an SLO refers to them.
/// </summary>
internal sealed class OpenSloReader : IManifestReader
{
    public string Format => OpenSloSchema.Format;

    public IReadOnlyList<DocumentSignature> KnownHeads =>
        [
            new(DocumentSignature.ApiVersion, OpenSloSchema.V1, OpenSloSchema.Slo),
            new(DocumentSignature.ApiVersion, OpenSloSchema.V1Alpha, OpenSloSchema.Slo),
        ];

    public bool NeedsSiblings => true;

    public bool Recognises(ManifestDocument document) => document.Head("apiVersion") is OpenSloSchema.V1 or OpenSloSchema.V1Alpha;

    public void Read(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings, ManifestReadResult result)
    {
        var context = new OpenSloContext(document, siblings);
        var definitions = Definitions(context);
        if (context.Problems.Any)
        {
            result.Add(context.Problems.InOrder);
            return;
        }

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
                    $"'{ServiceName.Printable(kind)}' is not a kind of {(isAlpha ? OpenSloSchema.V1Alpha : OpenSloSchema.V1)}",
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

    public void AddLoss(string field, string message, YamlNode node) => Losses.Add(new ConversionLoss(field, message).At(node));

    /// <summary>The object of that kind and name: in the same file first, then in the others; null when none has the name.</summary>
    public ManifestDocument? Find(string kind, string name) => _family.Find(kind, name, document.Path);

    /// <summary>
    /// Notes what a reference to nothing means. A file that defines objects of the kind, and not the one named, is wrong. One that
    /// defines none leaves the object to whoever applies the file: no error, and false is returned.
    /// </summary>
    public bool ReportUnresolved(YamlNode node, string field, string kind, string name)
    {
        var here = _family.Names(document.Path, kind);
        if (here.Count == 0)
            return false;
        var near = Spelling.Nearest(name, here) is { } word
            ? $"Did you mean '{ServiceName.Printable(word)}'"
            : "Write one of " + string.Join(", ", here.Take(5).Select(ServiceName.Printable));
        Problems.Add(
            node,
            field,
            $"No {kind} is named '{ServiceName.Printable(name)}', and this file defines others",
            near,
            ReferenceUnknown
        );
        return true;
    }

    /// <summary>
    /// A context for reading an object that this document refers to: losses count here, problems are the other document's own.
    /// </summary>
    public OpenSloContext ForDocument(ManifestDocument other) => new(other, _family);
}
