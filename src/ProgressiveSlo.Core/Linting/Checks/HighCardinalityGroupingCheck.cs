using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Each combination of values has its own series in each of some ten rules. Source: Prometheus documentation, "Metric and label naming".</summary>
internal sealed class HighCardinalityGroupingCheck : QueryCheck
{
    private static readonly HashSet<string> _many =
    [
        "user", "user_id", "userid", "customer_id", "account_id", "session", "session_id", "request_id", "trace_id", "span_id", "correlation_id", "transaction_id", "order_id",
        "email", "ip", "client_ip", "remote_addr", "url", "uri", "path", "query", "pod", "pod_name", "container_id", "id", "uid", "uuid", "guid", "timestamp",
    ];

    public override string Code => "HighCardinalityGrouping";

    protected override IEnumerable<(string Message, string? Mend)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        foreach (var label in Outermost(tree).Where(_many.Contains).Distinct())
            yield return ($"Grouping by {label} makes an SLO for each of its values, and there is no end to them", $"Leave {label} out of the grouping");
    }

    // What an inner aggregation groups by, the outer one sums up again.
    private static IEnumerable<string> Outermost(PromQlExpression tree)
    {
        var open = new Stack<PromQlNode>();
        open.Push(tree);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node is AggregateExpression aggregate)
            {
                foreach (var label in aggregate.Grouping is { IsWithout: false } grouping ? grouping.Labels : [])
                    yield return label;
                continue;
            }

            foreach (var child in node.Children)
                open.Push(child);
        }
    }
}
