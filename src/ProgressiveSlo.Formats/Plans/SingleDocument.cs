using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>Loads a text that must hold exactly one YAML document.</summary>
internal static class SingleDocument
{
    public static YamlNode Load(string text, string displayPath, string kind)
    {
        var documents = YamlLoader.Load(text, displayPath, YamlLimits.Default);
        return documents.Count switch
        {
            0 => throw Refuse(displayPath, 0, $"The file is empty, and a {kind} belongs here", $"Give a file of kind {kind}"),
            1 => documents[0],
            _ => throw Refuse(displayPath, documents[1].Line, $"A second document begins here, and a file holds one {kind}", "Put each in a file of its own"),
        };
    }

    private static SloDocumentException Refuse(string path, int line, string message, string mend) =>
        new(new DocumentProblem(path, line, line == 0 ? 0 : 1, new FieldProblem("", message, mend)));
}
