using YamlDotNet.RepresentationModel;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>A rule of a rule file, as any YAML reader sees it.</summary>
internal sealed record WrittenRule(
    string Name,
    bool IsRecord,
    string Expression,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations
)
{
    /// <summary>How often its group is evaluated; null for the server's default.</summary>
    public string? Interval { get; init; }

    /// <summary>What stands in the file for it, one text for each key.</summary>
    public IReadOnlyList<string> Lines =>
        [Name, .. Expression.Split('\n'), .. Labels.Select(l => $"{l.Key}: {l.Value}"), .. Annotations.Select(a => $"{a.Key}: {a.Value}")];

    public static IReadOnlyList<WrittenRule> Read(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(file));
        var groups = (YamlSequenceNode)stream.Documents.Single().RootNode["groups"];
        return groups
            .Cast<YamlMappingNode>()
            .SelectMany(g => ((YamlSequenceNode)g["rules"]).Cast<YamlMappingNode>().Select(r => Rule(r) with { Interval = IntervalOf(g) }))
            .ToArray();
    }

    private static string? IntervalOf(YamlMappingNode group) =>
        group.Children.TryGetValue("interval", out var interval) ? Text(interval) : null;

    private static WrittenRule Rule(YamlMappingNode map)
    {
        var isRecord = map.Children.ContainsKey("record");
        return new WrittenRule(
            Text(map[isRecord ? "record" : "alert"]),
            isRecord,
            Text(map["expr"]),
            Texts(map, "labels"),
            Texts(map, "annotations")
        );
    }

    private static Dictionary<string, string> Texts(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node)
            ? ((YamlMappingNode)node).Children.ToDictionary(c => Text(c.Key), c => Text(c.Value))
            : [];

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";
}
