using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>What Prometheus refuses in the mapping at the top of a rule file, and in its groups.</summary>
internal sealed class RuleGroupCheck : IDocumentCheck
{
    public IReadOnlyList<string> Codes => RuleProblems.AllCodes;

    public IEnumerable<DocumentProblem> Check(RuleContent content, LintOptions options)
    {
        var problems = new RuleProblems(content, options.PrometheusVersion);
        if (content.Form.IsFile && content.Document.Root is YamlMap root)
            problems.CheckKeys(root, "", RuleKeys.OfFile);
        else if (options.PrometheusVersion is not null && !content.Form.IsObject)
            CheckPlace(content, problems);
        foreach (var group in content.Groups)
        {
            if (!group.IsBare)
                Group(group, problems);
        }

        return problems.Found;
    }

    // Charts and rulers have rules elsewhere; who names the version of Prometheus means to load the file.
    private static void CheckPlace(RuleContent content, RuleProblems problems)
    {
        foreach (var (list, field) in content.GroupLists)
        {
            if (field.IndexOf('.') < 0)
                problems.Add(
                    list,
                    field,
                    RuleProblems.Invalid,
                    "Prometheus loads groups below the key groups alone, and these rules stand elsewhere",
                    "Put them below groups, or give what the chart or the ruler makes of the file"
                );
        }
    }

    private static void Group(RuleGroupNode group, RuleProblems problems)
    {
        if (group.Map is not { } map)
        {
            // A dash alone is no group, and Prometheus skips it.
            if (group.Node is not YamlScalar { IsNull: true })
                problems.Add(
                    group.Node,
                    group.Field,
                    RuleProblems.Invalid,
                    $"Expected a rule group, found {group.Node.Kind}",
                    "Write the keys name and rules"
                );
            return;
        }

        problems.CheckKeys(map, group.Field, RuleKeys.OfGroup);
        if (map.Find("name") is { } name and not YamlScalar)
            problems.Add(
                name,
                group.Field + ".name",
                RuleProblems.Invalid,
                $"Expected the name of the group, found {name.Kind}",
                "Write one text"
            );
        else if (group.Name.Length == 0)
            problems.Add(
                map.Find("name") ?? map,
                group.Field + ".name",
                "FieldMissing",
                "The group has no name, and Prometheus refuses the file",
                "Give it a name that no other group of the file has"
            );
        problems.CheckDuration(map, group.Field, "interval");
        problems.CheckDuration(map, group.Field, "query_offset");
        problems.CheckInteger(map, group.Field, "limit");
        problems.CheckTexts(map, group.Field, "labels");
        if (map.Find("rules") is { } rules and not (YamlList or YamlScalar { IsNull: true }))
            problems.Add(
                rules,
                group.Field + ".rules",
                RuleProblems.Invalid,
                $"Expected a list of rules, found {rules.Kind}",
                "Write the rules below the key, each with '- ' before it"
            );
        var items = group.RuleList?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not (YamlMap or YamlScalar { IsNull: true }))
                problems.Add(
                    items[i],
                    group.Field + ".rules[" + i.ToString(CultureInfo.InvariantCulture) + "]",
                    RuleProblems.Invalid,
                    $"Expected a rule, found {items[i].Kind}",
                    "Write the keys record or alert, and expr"
                );
        }
    }
}

/// <summary>What Prometheus refuses in the keys of a rule.</summary>
internal sealed class RuleCheck : IDocumentCheck
{
    // What a recording has no use for.
    private static readonly string[] _ofAlerts = ["for", "keep_firing_for", "annotations"];

    public IReadOnlyList<string> Codes => RuleProblems.AllCodes;

    public IEnumerable<DocumentProblem> Check(RuleContent content, LintOptions options)
    {
        var problems = new RuleProblems(content, options.PrometheusVersion);
        foreach (var rule in content.Rules)
            Rule(rule, problems);
        return problems.Found;
    }

    private static void Rule(RuleNode rule, RuleProblems problems)
    {
        var map = rule.Map;
        problems.CheckKeys(map, rule, RuleKeys.OfRule);
        var (alert, record) = (Name(map, "alert"), Name(map, "record"));
        if (alert is not null && record is not null)
            problems.Add(
                record,
                rule.Field + ".record",
                RuleProblems.Invalid,
                "The rule is an alert and a recording at once, which Prometheus refuses",
                "Make two rules of it"
            );
        else if (alert is null && record is null)
            problems.Add(
                map.Find("alert") ?? map.Find("record") ?? map,
                rule.Field,
                RuleProblems.Invalid,
                "The rule has neither a key alert nor a key record with a name",
                "Write one of them"
            );
        if (map.Find("expr") is not YamlScalar { Value.Length: > 0 })
            problems.Add(
                map.Find("expr") ?? map,
                rule.Field + ".expr",
                "FieldMissing",
                "The rule has no expression",
                "Write its PromQL below the key expr"
            );
        problems.CheckDuration(map, rule, "for");
        problems.CheckDuration(map, rule, "keep_firing_for");
        problems.CheckTexts(map, rule, "labels");
        problems.CheckTexts(map, rule, "annotations");
        if (record is not null)
            OnRecording(rule, problems);
    }

    private static void OnRecording(RuleNode rule, RuleProblems problems)
    {
        foreach (var key in _ofAlerts)
        {
            if (
                rule.Map.Find(key) switch
                {
                    YamlScalar { IsNull: false } text => RuleDuration.Read(text.Value) is > 0,
                    YamlMap texts => texts.Entries.Count > 0,
                    _ => false,
                }
            )
                problems.Add(
                    rule.Map.FindKey(key)!,
                    rule.Field + "." + key,
                    RuleProblems.Invalid,
                    $"A recording has a key '{key}', which only alerts have, and Prometheus refuses it",
                    "Remove the key, or make an alert of the rule"
                );
        }
    }

    // Prometheus takes even the word null for a name.
    private static YamlScalar? Name(YamlMap map, string key) => map.Find(key) is YamlScalar { Value.Length: > 0 } name ? name : null;
}

/// <summary>The texts of an alert are templates, and Prometheus refuses the file for one that does not parse.</summary>
internal sealed class RuleTemplateCheck : IDocumentCheck
{
    private const string Code = "TemplateInvalid";

    private static readonly string[] _keys = ["labels", "annotations"];

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(RuleContent content, LintOptions options)
    {
        var hasOtherFunctions = content.Form.IsMetricsQl || options.Dialect == QueryDialect.MetricsQl || content.Form.IsLogQl;
        foreach (var rule in content.Rules)
        {
            if (rule.Map.Find("alert") is not YamlScalar { Value.Length: > 0 })
                continue;
            foreach (var key in _keys)
            {
                foreach (var text in (rule.Map.Find(key) as YamlMap)?.Entries ?? [])
                {
                    if (
                        text.Value is YamlScalar scalar
                        && AlertTemplates.AlertTemplate.FindError(scalar.Value, options.PrometheusVersion, hasOtherFunctions) is { } error
                    )
                        yield return rule.Problem(
                            content.Document.Path,
                            scalar,
                            key + "." + ServiceName.Printable(text.Key.Value),
                            Code,
                            $"{error.Message}, "
                                + $"{PromQlSyntaxError.PlaceOf(PromQlLocation.FromOffset(scalar.Value, error.Position), "text")}",
                            error.Fix
                        );
                }
            }
        }
    }
}
