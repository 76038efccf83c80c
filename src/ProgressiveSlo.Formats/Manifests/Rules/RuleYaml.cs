using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Groups of rules in the YAML that Prometheus and its operator share.</summary>
internal static class RuleYaml
{
    private const string Severity = "severity";

    private static readonly Dictionary<string, string> _none = [];

    /// <summary>The key of the query offset, in Prometheus and its operator, and in VictoriaMetrics.</summary>
    public const string QueryOffset = "query_offset";

    /// <summary>The same in VictoriaMetrics.</summary>
    public const string EvalDelay = "eval_delay";

    /// <summary>Writes the groups.</summary>
    /// <param name="yaml">Stands inside a mapping.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="offsetKey">What the tool calls the query offset.</param>
    public static void Write(YamlWriter yaml, IEnumerable<PrometheusRuleGroup> groups, string offsetKey = QueryOffset)
    {
        yaml.Key("groups");
        yaml.BeginList();
        foreach (var group in groups)
        {
            yaml.BeginMap();
            yaml.Pair("name", group.Name);
            yaml.OptionalPair("interval", group.Interval);
            yaml.OptionalPair(offsetKey, group.QueryOffset);
            TextsYaml.Write(yaml, "labels", group.Labels);
            yaml.Key("rules");
            yaml.BeginList();
            foreach (var rule in group.Rules)
                Write(yaml, rule);
            yaml.EndList();
            yaml.EndMap();
        }

        yaml.EndList();
    }

    /// <summary>Reads the groups of a mapping that has them.</summary>
    public static IReadOnlyList<PrometheusRuleGroup> Read(MapReader map, ProblemList problems)
    {
        var groups = new List<PrometheusRuleGroup>();
        foreach (var (node, field) in map.Items("groups", required: true))
        {
            if (MapReader.Open(node, field, problems) is not { } group)
                continue;
            var rules = group
                .Items("rules", required: false)
                .Select(item => Rule(item.Node, item.Field, problems))
                .OfType<PrometheusRule>()
                .ToArray();
            var name = group.RequiredText("name");
            groups.Add(
                new PrometheusRuleGroup(name, rules)
                {
                    OtherKeys = OtherKeys(group),
                    Interval = group.OptionalText("interval"),
                    QueryOffset = group.OptionalText(QueryOffset) ?? group.OptionalText(EvalDelay),
                    Labels = group.Has("labels") && group.NodeOf("labels") is YamlMap ? TextsYaml.Read(group, "labels", problems) : _none,
                    Line = node.Line,
                }
            );
        }

        return groups;
    }

    private static void Write(YamlWriter yaml, PrometheusRule rule)
    {
        yaml.BeginMap();
        yaml.Pair(rule.IsAlert ? "alert" : "record", rule.Name);
        yaml.Key("expr");
        yaml.Lines(rule.Expression);
        yaml.OptionalPair("for", rule.For);
        yaml.OptionalPair("keep_firing_for", rule.KeepFiringFor);
        TextsYaml.Write(yaml, "labels", rule.Labels);
        TextsYaml.Write(yaml, "annotations", rule.Annotations);
        yaml.EndMap();
    }

    private static PrometheusRule? Rule(YamlNode node, string field, ProblemList problems)
    {
        if (MapReader.Open(node, field, problems) is not { } map)
            return null;
        var isAlert = map.Has("alert");
        var name = map.RequiredText(isAlert ? "alert" : "record");
        var expression = map.RequiredLines("expr");
        var labels = TextsYaml.Read(map, "labels", problems);

        // The alerts of a definition are named by it, and a name is one line.
        foreach (var label in labels.Where(l => isAlert && l.Key.EndsWith(Severity, StringComparison.Ordinal)))
        {
            if (!PrintableText.IsPrintable(label.Value))
                problems.Add(
                    node,
                    $"{field}.labels.{label.Key}",
                    "The label has characters that do not print",
                    "Write one line of plain text"
                );
        }

        return expression is null
            ? null
            : new PrometheusRule(name, isAlert, expression, labels)
            {
                For = map.OptionalText("for"),
                KeepFiringFor = map.OptionalText("keep_firing_for"),
                Annotations = TextsYaml.Read(map, "annotations", problems),
                OtherKeys = OtherKeys(map),
                Line = node.Line,
                Column = node.Column,
            };
    }

    // Nearly no rule has one, and there may be a hundred thousand rules.
    private static RuleKey[] OtherKeys(MapReader map) =>
        map.HasUnknownKeys
            ? map.UnknownKeys().Select(o => new RuleKey(ServiceName.Printable(o.Key.Value), o.Field, o.Key.Line, o.Key.Column)).ToArray()
            : [];
}
