using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Manifests.RuleNodes;

/// <summary>A group of rules as it stands in a document.</summary>
/// <param name="Node">The group; the list itself where rules stand in a list without a group, as the values of a chart have them.</param>
/// <param name="Field">Its path.</param>
internal sealed record RuleGroupNode(YamlNode Node, string Field)
{
    // Kinds of rules that other databases evaluate. Source: VictoriaMetrics, "vmalert: groups".
    private static readonly string[] _otherTypes = ["graphite", "vlogs"];

    /// <summary>The group as a mapping; null for a list without a group, and for what is not a group at all.</summary>
    public YamlMap? Map => Node as YamlMap;

    /// <summary>Whether it is a list of rules to which a chart gives the group.</summary>
    public bool IsBare { get; init; }

    /// <summary>The name; empty for none.</summary>
    public string Name => Map?.Find("name") is YamlScalar { IsNull: false } name ? name.Value : "";

    /// <summary>The labels that the group gives to each of its rules (Prometheus 3.0 and later), or null.</summary>
    public YamlMap? Labels => Map?.Find("labels") as YamlMap;

    /// <summary>Whether another database than one of metrics evaluates it.</summary>
    public bool IsOtherType => Map?.Find("type") is YamlScalar type && Array.IndexOf(_otherTypes, type.Value) >= 0;

    /// <summary>The list of its rules, or null.</summary>
    public YamlList? RuleList => IsBare ? Node as YamlList : Map?.Find("rules") as YamlList;

    /// <summary>The rules, in order; what is not a mapping is left out.</summary>
    public IReadOnlyList<RuleNode> Rules { get; init; } = [];

    /// <summary>The group with its rules.</summary>
    public static RuleGroupNode Create(YamlNode node, string field, bool isBare = false)
    {
        var group = new RuleGroupNode(node, field) { IsBare = isBare };
        if (group.RuleList is not { } list)
            return group;
        var at = isBare ? field : field + ".rules";
        var rules = new List<RuleNode>(list.Items.Count);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is YamlMap map)
                rules.Add(new RuleNode(map, at, i));
        }

        return group with
        {
            Rules = rules,
        };
    }
}

/// <summary>A rule as it stands in a document.</summary>
/// <param name="Map">The rule.</param>
/// <param name="ListField">Path of the list that it stands in.</param>
/// <param name="Index">Its place there, from 0.</param>
internal sealed record RuleNode(YamlMap Map, string ListField, int Index)
{
    /// <summary>Its path, which is put together only for what is said of it: there may be a hundred thousand rules.</summary>
    public string Field => ListField + "[" + Index.ToString(CultureInfo.InvariantCulture) + "]";

    /// <summary>Whether it is an alert; one that is a recording, too, counts as an alert.</summary>
    public bool IsAlert => Map.Find("alert") is not null;

    /// <summary>The expression, or null.</summary>
    public YamlScalar? Expression => Map.Find("expr") is YamlScalar expr && expr.Value.Trim().Length > 0 ? expr : null;

    /// <summary>The text of a key, or null.</summary>
    public YamlScalar? Text(string key) => Map.Find(key) is YamlScalar { IsNull: false } scalar ? scalar : null;

    /// <summary>A problem at a node of the rule.</summary>
    /// <param name="path">The file.</param>
    /// <param name="node">The node.</param>
    /// <param name="key">Its key below the rule; empty for the rule itself.</param>
    /// <param name="code">The code.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="fix">What to do.</param>
    /// <param name="isRefused">Whether a tool refuses the document for it.</param>
    public DocumentProblem Problem(
        string path,
        YamlNode node,
        string key,
        string code,
        string message,
        string fix,
        bool isRefused = false
    ) =>
        new(
            path,
            node.Line,
            node.Column,
            new FieldProblem(key.Length == 0 ? Field : Field + "." + key, message, fix) { Code = code, IsRefused = isRefused }
        );
}
