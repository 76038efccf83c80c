using System.Collections.Generic;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Mappings of texts, such as labels and annotations.</summary>
internal static class TextsYaml
{
    /// <summary>Reads a mapping of texts; empty when the key is not there.</summary>
    public static IReadOnlyDictionary<string, string> Read(MapReader parent, string key, ProblemList problems, PlaceMap? places = null)
    {
        var texts = new Dictionary<string, string>();
        if (parent.Map(key, required: false) is not { } map)
            return texts;
        foreach (var (name, node) in map.Entries())
        {
            if (node is YamlScalar scalar)
                texts[name] = scalar.IsNull ? "" : scalar.Value;
            else
                problems.Add(node, map.Path(name), $"Here is {node.Kind}, and text belongs here", "Write one text");
            places?.Note(key + "." + name, node, map.Path(name));
        }

        return texts;
    }

    /// <summary>Writes a mapping of texts; nothing when it is empty.</summary>
    public static void Write(YamlWriter yaml, string key, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
            return;
        yaml.Key(key);
        yaml.BeginMap();
        foreach (var text in texts)
            yaml.Pair(text.Key, text.Value);
        yaml.EndMap();
    }
}
