using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>
/// Alerts that Grafana itself evaluates, as it exports and provisions them. Their query and their threshold are nodes of their own, which
/// are put together where they belong together. Format: Grafana, "Provision alerting resources".
/// </summary>
internal sealed class GrafanaAlerts(string path, Action<ObservedRule> take, int lineOffset)
{
    private const string Expressions = "__expr__";

    /// <summary>Whether a mapping holds groups of such alerts.</summary>
    public static bool IsAlerts(YamlMap map) =>
        map.Find("groups") is YamlList groups && groups.Items.OfType<YamlMap>().Any(g => Rules(g).Any(r => r.Find("data") is YamlList));

    /// <summary>Gives away the queries of the alerts.</summary>
    public void Read(YamlMap map)
    {
        foreach (var group in DashboardSources.Items(map.Find("groups")))
        {
            foreach (var rule in Rules(group))
                Rule(rule, DashboardSources.Text(group, "name") ?? "");
        }
    }

    private static IEnumerable<YamlMap> Rules(YamlMap group) => DashboardSources.Items(group.Find("rules"));

    private void Rule(YamlMap rule, string group)
    {
        var nodes = DashboardSources.Items(rule.Find("data")).ToArray();
        foreach (var node in nodes)
        {
            if (
                DashboardSources.Text(node, "datasourceUid") == Expressions
                || node.Find("model") is not YamlMap model
                || model.Find("expr") is not YamlScalar { IsNull: false } expression
                || LogQl.IsLogQl(expression.Value)
                || !new DashboardSources(rule).MayBePrometheus(model.Find("datasource"))
            )
                continue;
            var limit = Limit(nodes, DashboardSources.Text(node, "refId") ?? "");
            var wait = DashboardSources.Text(rule, "for");
            take(
                new ObservedRule(
                    ObservedRuleKind.Alert,
                    DashboardSources.Text(rule, "title") ?? "",
                    limit is null ? expression.Value : $"({expression.Value}) {limit}"
                )
                {
                    Group = group,
                    For = PrometheusDuration.TryParse(wait, out var time) ? time : TimeSpan.Zero,
                    Labels = Texts(rule.Find("labels")),
                    Annotations = Texts(rule.Find("annotations")),
                    Format = "Grafana",
                    Path = path,
                    Line = expression.Line + lineOffset,
                }
            );
        }
    }

    // What the values of a query are compared with, directly or once they are reduced to the last one; null where nothing says it.
    private static string? Limit(YamlMap[] nodes, string name)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { name };
        foreach (var node in nodes)
        {
            if (
                node.Find("model") is not YamlMap model
                || DashboardSources.Text(model, "expression") is not { } input
                || !names.Contains(input)
            )
                continue;
            if (DashboardSources.Text(model, "type") == "reduce" && DashboardSources.Text(node, "refId") is { } reduced)
                names.Add(reduced);
            if (DashboardSources.Text(model, "type") != "threshold")
                continue;
            var evaluator = DashboardSources.Items(model.Find("conditions")).FirstOrDefault()?.Find("evaluator") as YamlMap;
            var sign = evaluator is null
                ? null
                : DashboardSources.Text(evaluator, "type") switch
                {
                    "gt" => ">",
                    "gte" => ">=",
                    "lt" => "<",
                    "lte" => "<=",
                    _ => null,
                };
            if (
                sign is not null
                && evaluator!.Find("params") is YamlList { Items.Count: > 0 } limits
                && limits.Items[0] is YamlScalar limit
            )
                return sign + " " + limit.Value;
        }

        return null;
    }

    private static Dictionary<string, string> Texts(YamlNode? node)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in (node as YamlMap)?.Entries ?? [])
        {
            if (entry.Value is YamlScalar text)
                texts[entry.Key.Value] = text.Value;
        }

        return texts;
    }
}
