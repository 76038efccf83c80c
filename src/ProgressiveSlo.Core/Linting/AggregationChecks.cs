using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>A division pairs series whose labels are equal; other labels give no result, and no alert.</summary>
internal sealed class GroupingMismatchCheck : ILintCheck
{
    private const string Message =
        "The two sides of the ratio are grouped by different labels, so that no series finds its other half and there is never a result";

    public string Code => "GroupingMismatch";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Part is { } part && subject.Total is { } total && Differ(part.Tree!, total.Tree!))
            yield return subject.Remark(Code, part.Field, Message);
        foreach (var query in subject.Queries)
        {
            if (
                query.Tree is { } tree
                && tree.DescendantsAndSelf()
                    .Any(n =>
                        n is BinaryExpression { Operator: BinaryOperator.Divide, Matching: null } division
                        && Differ(division.Left, division.Right)
                    )
            )
                yield return subject.Remark(Code, query.Field, Message);
        }
    }

    private static bool IsWithout(AggregateExpression aggregate) =>
        aggregate.Grouping is { IsWithout: true }
        || aggregate.Operator is AggregateOperator.TopK or AggregateOperator.BottomK or AggregateOperator.CountValues;

    private static HashSet<string> Labels(AggregateExpression aggregate) => [.. aggregate.Grouping?.Labels ?? []];

    private static bool Differ(PromQlExpression left, PromQlExpression right) =>
        left is AggregateExpression a
        && right is AggregateExpression b
        && !(IsWithout(a) || IsWithout(b))
        && !Labels(a).SetEquals(Labels(b));
}

/// <summary>
/// Each combination of values has its own series in each of some ten rules. Source: Prometheus documentation, "Metric and label naming".
/// </summary>
internal sealed class HighCardinalityGroupingCheck : QueryCheck
{
    private static readonly HashSet<string> Many =
    [
        "user",
        "user_id",
        "userid",
        "customer_id",
        "account_id",
        "session",
        "session_id",
        "request_id",
        "trace_id",
        "span_id",
        "correlation_id",
        "transaction_id",
        "order_id",
        "email",
        "ip",
        "client_ip",
        "remote_addr",
        "url",
        "uri",
        "path",
        "query",
        "pod",
        "pod_name",
        "container_id",
        "id",
        "uid",
        "uuid",
        "guid",
        "timestamp",
    ];

    public override string Code => "HighCardinalityGrouping";

    protected override IEnumerable<(string Message, string? Fix)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        foreach (var label in Outermost(tree).Where(Many.Contains).Distinct())
            yield return (
                $"Grouping by {label} makes an SLO for each of its values, and there is no end to them",
                $"Leave {label} out of the grouping"
            );
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

/// <summary>Without an aggregation there is one result for each series, and one SLO and one alert for each instance.</summary>
internal sealed class QueryNotAggregatedCheck : QueryCheck
{
    public override string Code => "QueryNotAggregated";

    protected override IEnumerable<(string Message, string? Fix)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        if (
            subject.Definition.Indicator is QueryIndicator or RawRatioIndicator
            && SelectorUse.All(tree).Any()
            && !tree.DescendantsAndSelf().Any(n => n is AggregateExpression or CallExpression { Function.Name: "scalar" or "vector" })
        )
            yield return ("The query sums nothing up, so that each series has a budget of its own", null);
    }
}

/// <summary>Over the period, ratios can only be averaged, each with the same weight whatever its traffic was.</summary>
internal sealed class RatioAveragedCheck : ILintCheck
{
    public string Code => "RatioAveraged";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Definition.Indicator is RawRatioIndicator)
            yield return subject.Remark(
                Code,
                "indicator",
                "The indicator is a ratio already, so that the ratio of the period is an average of ratios, wrong where traffic is uneven"
            );
    }
}

/// <summary>A ratio that divides by zero without traffic.</summary>
internal sealed class ZeroTrafficNaNCheck : QueryCheck
{
    public override string Code => "ZeroTrafficNaN";

    protected override IEnumerable<(string Message, string? Fix)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        if (
            query.Role == QueryRole.Ratio
            && subject.Definition.Indicator is RawRatioIndicator
            && ZeroTraffic.UnguardedDivisor(tree) is { } divisor
        )
            yield return (
                $"Without traffic the query divides by zero, and the NaN stays in every window "
                    + $"that holds it: {ServiceName.Printable(divisor.ToString())}",
                null
            );
    }
}
