using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Finds the service and the owner of an SLI.</summary>
internal sealed class ServiceResolver(ServiceMapping mapping)
{
    // The most telling first.
    private static readonly string[] ServiceLabels =
    [
        "slo_service",
        "sloth_service",
        "service",
        "service_name",
        "svc",
        "app_kubernetes_io_name",
        "app_kubernetes_io_component",
        "application",
        "app",
        "application_name",
        "component",
        "destination_service_name",
        "destination_service",
        "destination_workload",
        "exported_service",
        "microservice",
        "workload",
        "deployment",
        "job",
        "job_name",
        "exported_job",
        "backend",
        "container",
        "upstream",
    ];

    private static readonly string[] Owners = ["owner", "team", "squad", "owning_team", "owned_by"];

    public (string? Service, string? Owner) Find(SliNode node, IReadOnlyList<RuleEntry> rules)
    {
        var conditions = node.Scope.Concat(node.Shape.Conditions).Where(c => c.Operator[0] == '=').ToList();
        foreach (var entry in mapping.Entries)
        {
            if (rules.Any(r => ServiceMappingMatcher.IsMatch(entry, r.Rule, node.Shape.Metrics, conditions)))
                return (entry.Service, entry.Owner ?? Owner(rules));
        }

        if (node.Generated?.Service is { } service)
            return (service, Owner(rules));
        foreach (var label in ServiceLabels)
        {
            var values = rules
                .Where(r => node.Alerts.Contains(r) || r.Rule.Kind == ObservedRuleKind.Recording)
                .Select(r => Plain(r.Labels, label))
                .Where(v => v is not null)
                .Distinct()
                .ToList();
            if (values.Count == 1)
                return (values[0], Owner(rules));
            if (conditions.Where(c => c.Label == label).Select(Literal).FirstOrDefault(v => v is not null) is { } selected)
                return (selected, Owner(rules));
        }

        return (null, Owner(rules));
    }

    private static string? Owner(IReadOnlyList<RuleEntry> rules) =>
        Owners.SelectMany(o => rules.Select(r => Plain(r.Labels, o) ?? Plain(r.Rule.Annotations, o))).FirstOrDefault(v => v is not null);

    private static string? Plain(IReadOnlyDictionary<string, string> texts, string name) =>
        texts.TryGetValue(name, out var value) && value.Length > 0 && !value.Contains("{{") && !value.Contains("$") ? value : null;

    // One name, maybe behind a namespace: job=~".*/checkout".
    private static string? Literal(LabelMatcher condition)
    {
        var value = condition.Value;
        if (condition.Operator == "=~")
        {
            value = value.TrimStart('^').TrimEnd('$').Trim('(', ')');
            foreach (var start in new[] { ".*/", ".+/", ".*" })
            {
                if (value.StartsWith(start, StringComparison.Ordinal))
                {
                    value = value.Substring(start.Length);
                    break;
                }
            }

            if (value.EndsWith(".*", StringComparison.Ordinal))
                value = value.Substring(0, value.Length - 2).TrimEnd('-', '_');
        }

        if (condition.Label.StartsWith("destination_service", StringComparison.Ordinal) && value.IndexOf('.') is > 0 and var dot)
            value = value.Substring(0, dot);
        value = value.Substring(value.LastIndexOf('/') + 1);
        return value.Length > 0 && value.IndexOfAny(['|', '*', '+', '(', ')', '[', '\\', '?', '$', '{', '^']) < 0 ? value : null;
    }
}
