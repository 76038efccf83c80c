using System;
using System.Collections.Generic;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Files inside of a document: the data of a ConfigMap, and the JSON of a GrafanaDashboard object.</summary>
internal static class EmbeddedText
{
    /// <summary>The texts of a document that are files themselves, with their names and their nodes.</summary>
    public static IEnumerable<(string Name, YamlScalar Node)> Of(YamlMap map)
    {
        var kind = (map.Find("kind") as YamlScalar)?.Value;
        if (kind == "ConfigMap" && map.Find("data") is YamlMap data)
        {
            foreach (var entry in data.Entries)
            {
                if (entry.Value is YamlScalar { IsNull: false } text && text.Value.IndexOf("expr", StringComparison.Ordinal) >= 0)
                    yield return (entry.Key.Value, text);
            }
        }
        else if (kind is "GrafanaDashboard" && (map.Find("spec") as YamlMap)?.Find("json") is YamlScalar { IsNull: false } json)
        {
            yield return ("spec.json", json);
        }
    }

    /// <summary>How many lines of the file stand above the text's first line.</summary>
    /// <param name="file">The text of the file.</param>
    /// <param name="node">The text inside it.</param>
    public static int Offset(string file, YamlScalar node)
    {
        // The text of a block begins on the line after its mark; one in quotes is all on its own line.
        var start = 0;
        for (var line = 1; line < node.Line && start >= 0; line++)
            start = file.IndexOf('\n', start) + 1;
        var at = start + node.Column - 1;
        return at < file.Length && file[at] is '|' or '>' ? node.Line : node.Line - 1;
    }

    /// <summary>Whether a text is JSON by its first character.</summary>
    public static bool IsJson(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && c != '\ufeff')
                return c is '{' or '[';
        }

        return false;
    }

    /// <summary>Whether the name is one of JSON.</summary>
    public static bool IsJsonName(string name) => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
