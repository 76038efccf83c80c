using System.Collections.Generic;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>
/// Reads OpenSLO, openslo/v1 and openslo/v1alpha, by the rules of its own validator. SLOs become definitions; the other objects are
/// checked, and read where an SLO refers to them.
/// </summary>
internal sealed class OpenSloReader : IManifestReader
{
    public string Format => OpenSloWords.Format;

    public IReadOnlyList<ManifestHead> KnownHeads =>
        [new(ManifestHead.ApiVersion, OpenSloWords.V1, OpenSloWords.Slo), new(ManifestHead.ApiVersion, OpenSloWords.V1Alpha, OpenSloWords.Slo)];

    public bool NeedsSiblings => true;

    public bool Recognises(ManifestDocument document) => document.Head("apiVersion") is OpenSloWords.V1 or OpenSloWords.V1Alpha;

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
        var isAlpha = root.RequiredText("apiVersion") == OpenSloWords.V1Alpha;
        switch (root.RequiredText("kind"))
        {
            case OpenSloWords.Slo:
                return isAlpha ? OpenSloAlpha.Read(root, context) : OpenSloSlo.Read(root, context);
            case OpenSloWords.Service:
                Service(root, context, isAlpha);
                break;
            case OpenSloWords.Sli when !isAlpha:
                SliSpec.Read(root, context);
                break;
            case OpenSloWords.AlertPolicy when !isAlpha:
                AlertPolicySpec.Read(root, context);
                break;
            case OpenSloWords.AlertCondition when !isAlpha:
                AlertConditionSpec.Read(root, context);
                break;
            case OpenSloWords.AlertNotificationTarget when !isAlpha:
                AlertPolicySpec.ReadTarget(root, context);
                break;
            case OpenSloWords.DataSource when !isAlpha:
                DataSource(root, context);
                break;
            case var kind when kind.Length > 0 || root.Has("kind"):
                root.Problem(root.NodeOf("kind"), "kind", $"'{ServiceName.Printable(kind)}' is not a kind of {(isAlpha ? OpenSloWords.V1Alpha : OpenSloWords.V1)}", "Write one of " + string.Join(", ", Kinds(isAlpha)), "KindUnknown");
                break;
        }

        return [];
    }

    private static IReadOnlyList<string> Kinds(bool isAlpha) => isAlpha
        ? [OpenSloWords.Slo, OpenSloWords.Service]
        : [OpenSloWords.Slo, OpenSloWords.Sli, OpenSloWords.AlertPolicy, OpenSloWords.AlertCondition, OpenSloWords.AlertNotificationTarget, OpenSloWords.DataSource, OpenSloWords.Service];

    private static void Service(MapReader root, OpenSloContext context, bool isAlpha)
    {
        OpenSloMetadata.Read(root, context, isAlpha);
        var spec = root.Map("spec", required: false);
        root.RefuseOthers();
        spec?.Description();
        spec?.RefuseOthers();
    }

    private static void DataSource(MapReader root, OpenSloContext context)
    {
        OpenSloMetadata.Read(root, context);
        var spec = root.Map("spec", required: true);
        root.RefuseOthers();
        if (spec is null)
            return;
        spec.Description();
        spec.FilledText("type");
        if (!spec.Has("connectionDetails"))
            spec.Problem(spec.NodeOf("connectionDetails"), "connectionDetails", "The key is missing or has no value", "Add it, with what a connection needs");
        spec.RefuseOthers();
    }
}
