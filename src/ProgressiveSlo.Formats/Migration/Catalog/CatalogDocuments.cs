using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>The YAML documents of a file. One that is not YAML costs the others nothing.</summary>
internal static class CatalogDocuments
{
    // Each document is read with the lines before it as empty ones, so that places stay right; that is for files that people write.
    private const int MaximumParts = 1000;

    public static IReadOnlyList<YamlNode> Load(
        string text,
        string path,
        DocumentLimits limits,
        Action<IReadOnlyList<DocumentProblem>> refuse
    )
    {
        try
        {
            return YamlLoader.Load(text, path, limits);
        }
        catch (SloDocumentException whole)
        {
            var parts = Parts(text);
            if (parts.Count is < 2 or > MaximumParts)
            {
                refuse(whole.Problems);
                return [];
            }

            var documents = new List<YamlNode>();
            foreach (var (part, line) in parts)
            {
                try
                {
                    documents.AddRange(YamlLoader.Load(new string('\n', line) + part, path, limits));
                }
                catch (SloDocumentException e)
                {
                    refuse(e.Problems);
                }
            }

            return documents;
        }
    }

    // A line that begins with --- begins a document, whatever stands around it. Source: YAML 1.2, "Document markers".
    private static List<(string Text, int Line)> Parts(string text)
    {
        var parts = new List<(string, int)>();
        var part = new StringBuilder();
        int line = 0,
            first = 0;
        for (var at = 0; at < text.Length; line++)
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end + 1;
            if (part.Length > 0 && string.CompareOrdinal(text, at, "---", 0, 3) == 0 && (at + 3 >= end || char.IsWhiteSpace(text[at + 3])))
            {
                parts.Add((part.ToString(), first));
                part.Clear();
                first = line;
            }

            part.Append(text, at, end - at);
            at = end;
        }

        parts.Add((part.ToString(), first));
        return parts;
    }
}
