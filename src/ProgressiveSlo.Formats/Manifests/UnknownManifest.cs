using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Says of a document that no reader takes what it is.</summary>
internal static class UnknownManifest
{
    private const string Mend = "Give an SLO manifest or a rule file, or leave this one out";

    /// <summary>What would be taken.</summary>
    public static string Known => "Known are " + string.Join("; ", ManifestFormats.Readers.SelectMany(r => r.KnownHeads));

    /// <summary>What is wrong with a document about something else that somebody gave by its name.</summary>
    public static DocumentProblem Problem(ManifestDocument document)
    {
        if (document.Root is not YamlMap map)
            return At(document, document.Root, "", $"Here is {document.Root.Kind}, and an SLO manifest is a mapping", Mend, "ManifestUnknown");
        if (document.Head(ManifestHead.ApiVersion) is not { } version)
            return At(document, map, "", "This is no SLO manifest and no rule file", Mend, "ManifestUnknown");
        var kind = document.Head("kind") is { } name ? $", kind {ServiceName.Printable(name)}," : "";
        var mend = version == DocumentHead.ApiVersion ? "Give it to the cmdlet that it is for, such as Import-SloPlan, or leave it out" : Mend;
        return At(document, map.Find(ManifestHead.ApiVersion)!, ManifestHead.ApiVersion, $"'{ServiceName.Printable(version)}'{kind} is no SLO manifest and no rule file", mend, "ApiVersionUnknown");
    }

    /// <summary>What a document about something else is, when a folder or a wildcard brought it along.</summary>
    public static PassedOverDocument PassedOver(ManifestDocument document)
    {
        var version = document.Head(ManifestHead.ApiVersion);
        var kind = document.Head("kind") is { } name ? ServiceName.Printable(name) : null;
        var what = (version is null ? "" : ServiceName.Printable(version) + " ") + kind;
        return new PassedOverDocument(document.Path, document.Root.Line, kind ?? "other YAML", what.Length > 0 ? what.TrimEnd() : "nothing in it begins an SLO manifest or a rule file");
    }

    /// <summary>A file that a failed template left empty must not look like one that is right.</summary>
    public static DocumentProblem Nothing(string path) => new(path, 1, 1, new FieldProblem(
        "", "There is no document, nothing but empty lines or comments", "Check how the file was made, or remove it") { Code = "ManifestUnknown" });

    /// <summary>A query of the cluster that found nothing must not look like one whose SLOs are right.</summary>
    public static DocumentProblem EmptyList(ManifestDocument document) =>
        At(document, ((YamlMap)document.Root).Find("items")!, "items", "The list has no item", "Write at least one, or leave the list out", "FieldMissing");

    public static DocumentProblem OtherFormat(ManifestDocument document, string actual, string wanted) =>
        At(document, document.Root, "", $"This is {actual}, and {wanted} was asked for", "Leave -Format out, or give another file", "");

    private static DocumentProblem At(ManifestDocument document, YamlNode node, string field, string message, string mend, string code) =>
        new(document.Path, node.Line, node.Column, new FieldProblem(field, message, mend) { Code = code });
}
