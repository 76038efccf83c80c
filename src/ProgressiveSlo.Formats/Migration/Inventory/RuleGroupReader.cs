using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Reads groups of rules from a list. What is wrong with one rule is a finding, and the next one goes on.</summary>
internal sealed class RuleGroupReader(InventoryFindings findings, Action<ObservedRule> take, string format, int lineOffset)
{
    // Kinds of rules that other databases evaluate. Source: VictoriaMetrics, "vmalert: groups".
    private static readonly string[] _otherTypes = ["graphite", "vlogs"];

    private static readonly Dictionary<string, string> _none = [];

    private readonly Dictionary<string, string> _strings = new(StringComparer.Ordinal);

    /// <summary>Rules in other languages than PromQL.</summary>
    public int OtherLanguage { get; private set; }

    /// <summary>Whether there was a list of groups.</summary>
    public bool HasGroups { get; private set; }

    /// <summary>Whether a label was seen that generators set.</summary>
    public bool HasMarks { get; private set; }

    /// <summary>Whether a list is one of rule groups.</summary>
    public static bool IsGroups(YamlNode? node) => node is YamlList list && list.Items.Any(IsGroup);

    public void ReadGroups(YamlList groups, string field)
    {
        HasGroups = true;
        HashSet<string>? names = null;
        for (var i = 0; i < groups.Items.Count; i++)
        {
            var place = field + "[" + i.ToString(CultureInfo.InvariantCulture) + "]";
            if (groups.Items[i] is not YamlMap group)
            {
                ReportInvalid(
                    groups.Items[i],
                    place,
                    $"Expected a rule group, found {groups.Items[i].Kind}",
                    "Write the keys name and rules"
                );
                continue;
            }

            var name = group.Find("name") is YamlScalar { IsNull: false } scalar ? scalar.Value : "";
            if (name.Length == 0)
                ReportInvalid(
                    group,
                    place + ".name",
                    "The group has no name, and Prometheus refuses the file",
                    "Give it a name that no other group of the file has"
                );
            else if (!(names ??= new HashSet<string>(StringComparer.Ordinal)).Add(name))
                Report(
                    "RuleGroupDuplicate",
                    FindingSeverity.Warning,
                    group.Find("name")!,
                    place + ".name",
                    $"A group '{ServiceName.Printable(name)}' is there already, and Prometheus refuses the file",
                    "Give the group another name"
                );
            if (group.Find("rules") is YamlList rules)
                ReadRules(rules, place + ".rules", name, group.Find("type") is YamlScalar type && _otherTypes.Contains(type.Value));
            else if (group.Find("rules") is not (null or YamlScalar { IsNull: true }))
                ReportInvalid(
                    group.Find("rules")!,
                    place + ".rules",
                    $"Expected a list of rules, found {group.Find("rules")!.Kind}",
                    "Write the rules below the key, each with '- ' before it"
                );
        }
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

    private void ReadRules(YamlList rules, string field, string group, bool isOther)
    {
        if (isOther)
        {
            OtherLanguage += rules.Items.Count;
            return;
        }

        for (var i = 0; i < rules.Items.Count; i++)
            ReadRule(rules.Items[i], field + "[" + i.ToString(CultureInfo.InvariantCulture) + "]", group);
    }

    private void ReadRule(YamlNode node, string field, string group)
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

        // Prometheus has templates in labels and annotations alone.
        if (expr.Value.IndexOf("{{", StringComparison.Ordinal) >= 0)
        {
            Report(
                InventoryReader.TemplateCode,
                FindingSeverity.Error,
                expr,
                field + ".expr",
                $"The expression of '{ServiceName.Printable(name.Value)}' is a template",
                "Render it first, for example with 'helm template', and give what comes out"
            );
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
                Labels = Texts(map.Find("labels"), field + ".labels", isLabels: true),
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

    private static bool IsMark(string label) => label.StartsWith("sl", StringComparison.Ordinal) || label is "exhaustion";

    // Names and labels repeat from rule to rule, and there may be a hundred thousand.
    private string Shared(string text)
    {
        if (_strings.TryGetValue(text, out var known))
            return known;
        return _strings[text] = text;
    }

    private void ReportInvalid(YamlNode node, string field, string message, string fix) =>
        Report(InventoryReader.RuleCode, FindingSeverity.Error, node, field, message, fix);

    private void Report(string code, FindingSeverity severity, YamlNode node, string field, string message, string fix) =>
        findings.Add(code, severity, node, field, message, fix, lineOffset);
}

/// <summary>Documents that are rules as a whole.</summary>
internal static class LoadableRules
{
    /// <summary>Whether Prometheus, a ruler or an operator loads the document.</summary>
    public static bool IsRules(ManifestDocument document) => PrometheusRuleReader.Find(document) is not null;

    /// <summary>The format of the rules in a document.</summary>
    public static string Format(ManifestDocument document) => PrometheusRuleReader.Find(document)?.Format ?? PrometheusRuleWriter.Name;
}
