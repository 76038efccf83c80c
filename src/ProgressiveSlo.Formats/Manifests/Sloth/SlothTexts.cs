using System.Collections.Generic;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Labels and annotations with Sloth's rules: no empty names or values, and no label that is the metric's name.</summary>
internal static class SlothTexts
{
    private const string MetricName = "__name__";

    public static IReadOnlyDictionary<string, string> Read(MapReader parent, string key, ProblemList problems, PlaceMap? places = null)
    {
        var texts = TextsYaml.Read(parent, key, problems, places);
        if (texts.Count == 0 || parent.Map(key, required: false) is not { } map)
            return texts;
        foreach (var text in texts)
        {
            if (text.Key.Length == 0 || text.Key == MetricName)
                map.Problem(map.Node, text.Key, $"'{ServiceName.Printable(text.Key)}' cannot name a label", "Write another name, for example owner", "LabelNameInvalid");
            else if (text.Value.Length == 0)
                map.Problem(map.NodeOf(text.Key), text.Key, "The value is empty", "Write a value, or remove the key");
        }

        return texts;
    }

    /// <summary>Both together; where they have the same key, the second wins.</summary>
    public static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second)
    {
        if (first.Count == 0)
            return second;
        if (second.Count == 0)
            return first;
        var merged = new Dictionary<string, string>();
        foreach (var text in first)
            merged[text.Key] = text.Value;
        foreach (var text in second)
            merged[text.Key] = text.Value;
        return merged;
    }
}
