using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Manifests.RuleNodes;

/// <summary>
/// Finds rules wherever tools put them: below groups, below a ruler's namespaces, in the values of a chart, and in the lists that Jsonnet
/// renders.
/// </summary>
internal sealed class RuleSearch(Func<YamlMap, bool>? isOther, RuleForm? form)
{
    private const int MaximumDepth = 24;

    /// <summary>The lists of groups and of rules, each with its path.</summary>
    public List<(YamlList List, string Field)> GroupLists { get; } = [];

    public List<RuleGroupNode> Groups { get; } = [];

    /// <summary>Rules that no tool loads from where they stand.</summary>
    public List<(YamlMap Map, string Field)> Strays { get; } = [];

    public void Read(YamlNode root)
    {
        // What the head says is a list of groups is one, whatever stands in it.
        if (form is not null && Known(root) is { } known)
            AddGroups(known.List, known.Field);
        else
            Visit(root, "", 0);
    }

    /// <summary>Whether a node is a list of rule groups.</summary>
    public static bool IsGroups(YamlNode? node) => node is YamlList list && list.Items.Any(IsGroup);

    private (YamlList List, string Field)? Known(YamlNode root)
    {
        var holder = form!.IsObject ? (root as YamlMap)?.Find("spec") as YamlMap : root as YamlMap;
        return holder?.Find("groups") is YamlList list ? (list, form.Prefix + "groups") : null;
    }

    private void Visit(YamlNode node, string field, int depth)
    {
        if (depth > MaximumDepth)
            return;
        if (node is YamlMap map)
            VisitMap(map, field, depth);
        else if (IsGroups(node))
            AddGroups((YamlList)node, field);
        else if (node is YamlList list)
            VisitList(list, field, depth);
    }

    private void VisitMap(YamlMap map, string field, int depth)
    {
        if (isOther?.Invoke(map) == true)
            return;
        if (IsRule(map))
        {
            Strays.Add((map, field));
            return;
        }

        foreach (var entry in map.Entries)
        {
            if (entry.Value is YamlScalar)
                continue;
            var at = field.Length == 0 ? entry.Key.Value : field + "." + entry.Key.Value;

            // The chart or the program that the values are for puts them into a group. An object has no such place.
            if (form is null && entry.Value is YamlList { Items.Count: > 0 } list && list.Items.All(i => i is YamlMap m && IsRule(m)))
            {
                GroupLists.Add((list, at));
                Groups.Add(RuleGroupNode.Create(list, at, isBare: true));
            }
            else
            {
                Visit(entry.Value, at, depth + 1);
            }
        }
    }

    private void VisitList(YamlList list, string field, int depth)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is not YamlScalar)
                Visit(list.Items[i], Place(field, i), depth + 1);
        }
    }

    private void AddGroups(YamlList groups, string field)
    {
        GroupLists.Add((groups, field));
        for (var i = 0; i < groups.Items.Count; i++)
            Groups.Add(RuleGroupNode.Create(groups.Items[i], Place(field, i)));
    }

    private static bool IsGroup(YamlNode node) =>
        node is YamlMap map
        && map.Find("rules") is YamlList rules
        && (
            rules.Items.Count == 0
                ? map.Find("name") is YamlScalar
                : rules.Items.Any(r =>
                    r is YamlMap rule
                    && (rule.Find("expr") is not null || rule.Find("alert") is not null || rule.Find("record") is not null)
                )
        );

    // The expressions of a dashboard's panels have none of these keys.
    private static bool IsRule(YamlMap map) =>
        map.Find("expr") is YamlScalar
        && ((map.Find("alert") ?? map.Find("record")) is YamlScalar || map.Find("labels") is YamlMap || map.Find("annotations") is YamlMap);

    private static string Place(string field, int index) => field + "[" + index.ToString(CultureInfo.InvariantCulture) + "]";
}

/// <summary>What is said of rules that no tool loads from where they stand.</summary>
internal static class StrayText
{
    /// <summary>Code of the finding.</summary>
    public const string Code = "RuleOutsideGroup";

    /// <summary>What to do.</summary>
    public const string Fix = "Put them below groups, rules, as a Prometheus rule file has them";

    /// <summary>What is wrong.</summary>
    /// <param name="count">How many rules there are; 1 or more.</param>
    public static string Message(int count) =>
        count == 1
            ? "A rule stands outside of a rule group, and no tool loads it from there"
            : $"{count.ToString(CultureInfo.InvariantCulture)} rules stand outside of rule groups, and no tool loads them from there";
}
