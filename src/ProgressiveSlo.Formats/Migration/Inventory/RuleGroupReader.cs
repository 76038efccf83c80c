using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Reads groups of rules from a list. What is wrong with one rule is a finding, and the next one goes on.</summary>
internal sealed class RuleGroupReader(InventoryFindings findings, Action<ObservedRule> take, string format, int lineOffset)
{
    private static readonly Dictionary<string, string> _none = [];

    private readonly Dictionary<string, string> _strings = new(StringComparer.Ordinal);

    /// <summary>Rules in other languages than PromQL.</summary>
    public int OtherLanguage { get; private set; }

    /// <summary>Whether there was a list of groups.</summary>
    public bool HasGroups { get; private set; }

    /// <summary>Whether a label was seen that generators set.</summary>
    public bool HasMarks { get; private set; }

    /// <summary>Reads the rules of a document.</summary>
    public void Read(RuleContent content)
    {
        HasGroups = true;
        if (content.Form.IsLogQl)
        {
            OtherLanguage += content.Rules.Count();
            return;
        }

        HashSet<string>? names = null;
        foreach (var group in content.Groups)
        {
            if (group.IsBare || IsSound(group, ref names))
                ReadRules(group);
        }
    }

    private bool IsSound(RuleGroupNode node, ref HashSet<string>? names)
    {
        if (node.Map is not { } group)
        {
            ReportInvalid(node.Node, node.Field, $"Expected a rule group, found {node.Node.Kind}", "Write the keys name and rules");
            return false;
        }

        if (node.Name.Length == 0)
            ReportInvalid(
                group,
                node.Field + ".name",
                "The group has no name, and Prometheus refuses the file",
                "Give it a name that no other group of the file has"
            );
        else if (!(names ??= new HashSet<string>(StringComparer.Ordinal)).Add(node.Name))
            Report(
                "RuleGroupDuplicate",
                FindingSeverity.Warning,
                group.Find("name")!,
                node.Field + ".name",
                $"A group '{ServiceName.Printable(node.Name)}' is there already, and Prometheus refuses the file",
                "Give the group another name"
            );
        if (group.Find("rules") is not (null or YamlList or YamlScalar { IsNull: true }))
            ReportInvalid(
                group.Find("rules")!,
                node.Field + ".rules",
                $"Expected a list of rules, found {group.Find("rules")!.Kind}",
                "Write the rules below the key, each with '- ' before it"
            );
        return true;
    }

    private void ReadRules(RuleGroupNode group)
    {
        var items = group.RuleList?.Items ?? [];
        if (group.IsOtherType)
        {
            OtherLanguage += items.Count;
            return;
        }

        var labels = Texts(group.Labels, group.Field + ".labels", isLabels: true);
        var field = group.IsBare ? group.Field : group.Field + ".rules";
        for (var i = 0; i < items.Count; i++)
            ReadRule(items[i], field + "[" + i.ToString(CultureInfo.InvariantCulture) + "]", group.Name, labels);
    }

    private void ReadRule(YamlNode node, string field, string group, Dictionary<string, string> groupLabels)
    {
        if (node is not YamlMap map)
        {
            ReportInvalid(node, field, $"Expected a rule, found {node.Kind}", "Write the keys record or alert, and expr");
            return;
        }

        var alert = map.Find("alert");
        var record = map.Find("record");
        if ((alert ?? record) is not YamlScalar { IsNull: false } name || name.Value.Length == 0)
        {
            ReportInvalid(map, field, "The rule has neither a key alert nor a key record with a name", "Write one of them");
            return;
        }

        if (map.Find("expr") is not YamlScalar { IsNull: false } expr || expr.Value.Trim().Length == 0)
        {
            ReportInvalid(
                map.Find("expr") ?? map,
                field + ".expr",
                $"The rule '{ServiceName.Printable(name.Value)}' has no expression",
                "Write its PromQL below the key expr"
            );
            return;
        }

        if (LogQl.IsLogQl(expr.Value))
        {
            OtherLanguage++;
            return;
        }

        if (alert is not null && record is not null)
            ReportInvalid(
                map,
                field + ".record",
                "The rule is an alert and a recording at once, which Prometheus refuses; it is read as an alert",
                "Make two rules of it"
            );
        take(
            new ObservedRule(alert is not null ? ObservedRuleKind.Alert : ObservedRuleKind.Recording, Shared(name.Value), expr.Value)
            {
                Group = group,
                For = ReadWait(map.Find("for"), field + ".for"),
                Labels = Merge(groupLabels, Texts(map.Find("labels"), field + ".labels", isLabels: true)),
                Annotations = Texts(map.Find("annotations"), field + ".annotations", isLabels: false),
                Format = format,
                Path = findings.Path,
                Line = map.Line + lineOffset,
            }
        );
    }

    private TimeSpan ReadWait(YamlNode? node, string field)
    {
        if (node is null or YamlScalar { IsNull: true })
            return TimeSpan.Zero;
        if (node is YamlScalar scalar && (PrometheusDuration.TryParse(scalar.Value, out var wait) || IsZero(scalar.Value)))
            return wait;
        ReportInvalid(
            node,
            field,
            node is YamlScalar text
                ? $"'{ServiceName.Printable(text.Value)}' is not a duration"
                : $"Expected a duration, found {node.Kind}",
            "Write it as Prometheus does, for example 5m or 1h30m"
        );
        return TimeSpan.Zero;
    }

    // No wait at all, which Prometheus takes with any unit: 0, 0s, 0m.
    private static bool IsZero(string text) =>
        text == "0"
        || (
            text.All(c => c == '0' || (AsciiChars.IsLetter(c) && char.IsLower(c)))
            && PrometheusDuration.TryParse(text.Replace('0', '1'), out _)
        );

    private Dictionary<string, string> Texts(YamlNode? node, string field, bool isLabels)
    {
        if (node is null or YamlScalar { IsNull: true } or YamlMap { Entries.Count: 0 })
            return _none;
        if (node is not YamlMap map)
        {
            ReportInvalid(node, field, $"Expected a mapping, found {node.Kind}", "Write names and texts, one pair a line");
            return _none;
        }

        var texts = new Dictionary<string, string>(map.Entries.Count, StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (entry.Value is not YamlScalar scalar)
            {
                ReportInvalid(entry.Value, field + "." + entry.Key.Value, $"Expected text, found {entry.Value.Kind}", "Write one text");
                continue;
            }

            texts[Shared(entry.Key.Value)] =
                scalar.IsNull ? ""
                : isLabels ? Shared(scalar.Value)
                : scalar.Value;
            HasMarks |= isLabels && IsMark(entry.Key.Value);
        }

        return texts;
    }

    // Those of the rule win.
    private static Dictionary<string, string> Merge(Dictionary<string, string> ofGroup, Dictionary<string, string> ofRule)
    {
        if (ofGroup.Count == 0)
            return ofRule;
        var labels = new Dictionary<string, string>(ofGroup, StringComparer.Ordinal);
        foreach (var label in ofRule)
            labels[label.Key] = label.Value;
        return labels;
    }

    private static bool IsMark(string label) => label.StartsWith("sl", StringComparison.Ordinal) || label is "exhaustion";

    // Names and labels repeat from rule to rule, and there may be a hundred thousand.
    private string Shared(string text)
    {
        if (_strings.TryGetValue(text, out var known))
            return known;
        return _strings[text] = text;
    }

    private void ReportInvalid(YamlNode node, string field, string message, string fix) =>
        Report(InventoryReader.RuleCode, FindingSeverity.Warning, node, field, message, fix);

    private void Report(string code, FindingSeverity severity, YamlNode node, string field, string message, string fix) =>
        findings.Add(code, severity, node, field, message, fix, lineOffset);
}
