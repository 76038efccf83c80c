using ProgressiveSlo.Formats.Manifests.RuleNodes;
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

    /// <summary>Reads groups; a list without a group is one without a name.</summary>
    /// <param name="nodes">The groups.</param>
    /// <param name="problems">Takes what is wrong with groups.</param>
    /// <param name="ofRules">Takes what is wrong with rules. Such a rule is among those of its group, and set aside.</param>
    public static IReadOnlyList<PrometheusRuleGroup> Read(IEnumerable<RuleGroupNode> nodes, ProblemList problems, ProblemList ofRules)
    {
        var groups = new List<PrometheusRuleGroup>();
        foreach (var node in nodes)
        {
            if (node.IsBare)
            {
                var rules = node.Rules.Select(r => Rule(r.Map, r.Field, _none, ofRules)).ToArray();
                groups.Add(new PrometheusRuleGroup("", rules) { Line = node.Node.Line });
            }
            else if (MapReader.Open(node.Node, node.Field, problems) is { } group)
            {
                groups.Add(Group(group, problems, ofRules));
            }
        }

        return groups;
    }

    private static PrometheusRuleGroup Group(MapReader group, ProblemList problems, ProblemList ofRules)
    {
        var items = group.Items("rules", required: false);
        var name = group.RequiredText("name");

        // Asked before labels are, which a definition has no place for where they are not texts.
        var others = OtherKeys(group);
        var labels = group.Has("labels") && group.NodeOf("labels") is YamlMap ? TextsYaml.Read(group, "labels", problems) : _none;
        var rules = items.Select(item => Rule(item.Node, item.Field, labels, ofRules)).ToArray();
        return new PrometheusRuleGroup(name, rules)
        {
            OtherKeys = others,
            Interval = group.OptionalText("interval"),
            QueryOffset = group.OptionalText(QueryOffset) ?? group.OptionalText(EvalDelay),
            Labels = labels,
            Line = group.Node.Line,
        };
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

    private static PrometheusRule Rule(YamlNode node, string field, IReadOnlyDictionary<string, string> ofGroup, ProblemList problems)
    {
        var before = problems.Count;
        if (MapReader.Open(node, field, problems) is not { } map)
            return new PrometheusRule("", false, "", _none)
            {
                IsSetAside = true,
                Line = node.Line,
                Column = node.Column,
            };
        var isAlert = map.Has("alert") && (map.NodeOf("alert") is YamlScalar || !map.Has("record"));
        var name = Word(map, isAlert ? "alert" : "record") ?? map.RequiredText(isAlert ? "alert" : "record");
        var expression = Word(map, "expr") ?? map.RequiredLines("expr");
        var own = TextsYaml.Read(map, "labels", problems);

        // The alerts of a definition are named by it, and a name is one line.
        foreach (var label in own.Where(l => isAlert && l.Key.EndsWith(Severity, StringComparison.Ordinal)))
        {
            if (!PrintableText.IsPrintable(label.Value))
                problems.Add(
                    node,
                    $"{field}.labels.{label.Key}",
                    "The label has characters that do not print",
                    "Write one line of plain text"
                );
        }

        var (labels, added) = WithGroup(own, ofGroup);
        return new PrometheusRule(name, isAlert, expression ?? "", labels)
        {
            For = map.OptionalText("for"),
            KeepFiringFor = map.OptionalText("keep_firing_for"),
            Annotations = TextsYaml.Read(map, "annotations", problems),
            LabelsOfGroup = added,
            OtherKeys = OtherKeys(map),
            IsSetAside = problems.Count > before,
            Line = node.Line,
            Column = node.Column,
        };
    }

    // A label of the rule stands before that of its group, and one without a value is none.
    private static (IReadOnlyDictionary<string, string> Labels, IReadOnlyCollection<string> Added) WithGroup(
        IReadOnlyDictionary<string, string> own,
        IReadOnlyDictionary<string, string> ofGroup
    )
    {
        if (ofGroup.Count == 0)
            return (own, []);
        var labels = own.ToDictionary(l => l.Key, l => l.Value);
        var added = new List<string>();
        foreach (var label in ofGroup.Where(l => l.Value.Length > 0 && !own.ContainsKey(l.Key)))
        {
            labels[label.Key] = label.Value;
            added.Add(label.Key);
        }

        return (labels, added);
    }

    // Prometheus takes the word null for a name and for a query, as it stands there.
    private static string? Word(MapReader map, string key) =>
        !map.Has(key) && map.NodeOf(key) is YamlScalar { Value.Length: > 0 } word ? word.Value : null;

    // Nearly no rule has one, and there may be a hundred thousand rules.
    private static RuleKey[] OtherKeys(MapReader map) =>
        map.HasUnknownKeys
            ? map.UnknownKeys().Select(o => new RuleKey(ServiceName.Printable(o.Key.Value), o.Field, o.Key.Line, o.Key.Column)).ToArray()
            : [];
}
