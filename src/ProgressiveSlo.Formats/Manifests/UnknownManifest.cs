using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Says of a document that no reader takes what it is, and what would be taken.</summary>
internal static class UnknownManifest
{
    public static DocumentProblem Problem(ManifestDocument document)
    {
        var known = "Known are " + string.Join("; ", ManifestFormats.Readers.SelectMany(r => r.KnownHeads));
        if (document.Root is not YamlMap)
            return At(document, "", $"Here is {document.Root.Kind}, and an SLO manifest is a mapping", known, "ManifestUnknown");
        if (document.Head("apiVersion") is not { } version)
            return document.Head("version") is { } said
                ? At(document, "version", $"The version '{ServiceName.Printable(said)}' is not known here, and there is no apiVersion", known, "ApiVersionUnknown")
                : At(document, "", "The document has no apiVersion, and nothing else that an SLO manifest begins with", known, "ManifestUnknown");
        var kind = document.Head("kind") is { } name ? $", kind {ServiceName.Printable(name)}," : "";
        return At(document, "apiVersion", $"'{ServiceName.Printable(version)}'{kind} is not known here", known, "ApiVersionUnknown");
    }

    /// <summary>A file that a failed template left empty must not look like one that is right.</summary>
    public static DocumentProblem Nothing(string path) => new(path, 1, 1, new FieldProblem(
        "", "There is no document, nothing but empty lines or comments", "Check how the file was made, or remove it") { Code = "ManifestUnknown" });

    public static DocumentProblem OtherFormat(ManifestDocument document, string actual, string wanted) =>
        At(document, "", $"This is {actual}, and {wanted} was asked for", "Leave -Format out, or give another file", "");

    private static DocumentProblem At(ManifestDocument document, string field, string message, string mend, string code)
    {
        var node = document.Root is YamlMap map && map.Find(field) is { } value ? value : document.Root;
        return new DocumentProblem(document.Path, node.Line, node.Column, new FieldProblem(field, message, mend) { Code = code });
    }
}
