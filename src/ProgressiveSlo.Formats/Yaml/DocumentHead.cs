using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>The first two keys of every file of the project's own: which schema, in which version.</summary>
internal static class DocumentHead
{
    public const string ApiVersion = "progressiveslo/v1";

    /// <summary>Checks both keys.</summary>
    /// <returns>False when it is another document; the rest is not worth reading then.</returns>
    public static bool Check(MapReader map, string kind)
    {
        var version = map.RequiredText("apiVersion");
        if (version != ApiVersion && map.Has("apiVersion"))
        {
            map.Problem(
                map.NodeOf("apiVersion"),
                "apiVersion",
                $"'{ServiceName.Printable(version)}' is not a version known here",
                $"Write {ApiVersion}, or use a newer ProgressiveSlo"
            );
            return false;
        }

        var actual = map.RequiredText("kind");
        if (actual == kind || !map.Has("kind"))
            return version.Length > 0 && actual.Length > 0;
        map.Problem(
            map.NodeOf("kind"),
            "kind",
            $"Expected a {kind}, found '{ServiceName.Printable(actual)}'",
            $"Give a file of kind {kind}"
        );
        return false;
    }
}

/// <summary>Loads a text that must hold exactly one YAML document.</summary>
internal static class SingleDocument
{
    public static YamlNode Load(string text, string displayPath, string kind)
    {
        var documents = YamlLoader.Load(text, displayPath, DocumentLimits.Default);
        return documents.Count switch
        {
            0 => throw Invalid(displayPath, 0, $"The file is empty; expected a {kind}", $"Give a file of kind {kind}"),
            1 => documents[0],
            _ => throw Invalid(
                displayPath,
                documents[1].Line,
                $"A second document begins here, and a file holds one {kind}",
                "Put each in a file of its own"
            ),
        };
    }

    private static SloDocumentException Invalid(string path, int line, string message, string fix) =>
        new(new DocumentProblem(path, line, line == 0 ? 0 : 1, new FieldProblem("", message, fix)));
}
