using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Mappings of texts, such as labels and annotations.</summary>
internal static class TextsYaml
{
    /// <summary>Reads a mapping of texts; empty when the key is not there.</summary>
    public static IReadOnlyDictionary<string, string> Read(MapReader parent, string key, ProblemList problems, SourceMap? places = null)
    {
        var texts = new Dictionary<string, string>();
        if (parent.Map(key, required: false) is not { } map)
            return texts;
        foreach (var (name, node) in map.Entries())
        {
            if (node is YamlScalar scalar)
                texts[name] = scalar.IsNull ? "" : scalar.Value;
            else
                problems.Add(node, map.Path(name), $"Expected text, found {node.Kind}", "Write one text");
            places?.Add(key + "." + name, node, map.Path(name));
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

/// <summary>
/// The labels by which a definition of a plan is known in any format: <c>service</c>, <c>phase</c> and <c>progressive: "true"</c>.
/// </summary>
internal static class DefinitionLabels
{
    /// <summary>The phase of a definition that a plan made, or null. No plan has a phase whose name does not print.</summary>
    public static string? Phase(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue("progressive", out var mark)
        && mark == "true"
        && labels.TryGetValue("phase", out var phase)
        && phase.Length > 0
        && PrintableText.IsPrintable(phase)
            ? phase
            : null;
}

/// <summary>Annotations of this project on objects of other tools, for what these have no place for.</summary>
internal static class OwnKeys
{
    /// <summary>All of them begin so.</summary>
    public const string Prefix = "slo.dev/";

    public const string Service = Prefix + "service";

    /// <summary>The name of the definition, where the name of the object may not have it.</summary>
    public const string Name = Prefix + "name";
}
