using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Manifests.Import;

/// <summary>Files inside of a ConfigMap, as a Prometheus without an operator gets its rules.</summary>
internal static class EmbeddedManifests
{
    /// <summary>The documents of the files in a ConfigMap that some reader knows; none where it holds other things.</summary>
    /// <param name="root">The document.</param>
    /// <param name="text">The text that it stands in.</param>
    /// <param name="path">The file's name for errors.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="isKnown">Whether some reader knows a document.</param>
    public static IReadOnlyList<YamlNode> Find(
        YamlNode root,
        DocumentText text,
        string path,
        DocumentLimits limits,
        Func<YamlNode, bool> isKnown
    )
    {
        if (root is not YamlMap map || map.Find("kind") is not YamlScalar { Value: "ConfigMap" } || map.Find("data") is not YamlMap data)
            return [];
        var found = new List<YamlNode>();
        foreach (var file in data.Entries.Select(e => e.Value).OfType<YamlScalar>().Where(IsMeant))
        {
            // Empty lines above keep the numbers of the lines.
            var lines = new string('\n', LinesAbove(text.ToString(), file));
            found.AddRange(YamlLoader.Load(lines + file.Value, path, limits).Where(isKnown));
        }

        return found;
    }

    private static bool IsMeant(YamlScalar file) =>
        file.Value.IndexOf("groups:", StringComparison.Ordinal) >= 0 && file.Value.IndexOf("expr:", StringComparison.Ordinal) >= 0;

    // The text of a block begins on the line after its mark.
    private static int LinesAbove(string text, YamlScalar node)
    {
        var start = 0;
        for (var line = 1; line < node.Line && start >= 0; line++)
            start = text.IndexOf('\n', start) + 1;
        var at = start + node.Column - 1;
        return at < text.Length && text[at] is '|' or '>' ? node.Line : node.Line - 1;
    }
}
