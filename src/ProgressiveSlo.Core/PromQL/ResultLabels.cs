namespace ProgressiveSlo.PromQL;

/// <summary>Which labels the series of an expression have, as far as its text says it.</summary>
internal static class ResultLabels
{
    private const int Deepest = 200;

    private static readonly HashSet<string> _elementwise = new(StringComparer.Ordinal)
    {
        "abs",
        "ceil",
        "floor",
        "round",
        "clamp",
        "clamp_min",
        "clamp_max",
        "sgn",
        "sqrt",
        "exp",
        "ln",
        "log2",
        "log10",
        "sort",
        "sort_desc",
        "avg_over_time",
        "min_over_time",
        "max_over_time",
        "sum_over_time",
        "count_over_time",
        "last_over_time",
    };

    /// <summary>The labels; null when they are those of the metrics.</summary>
    public static IReadOnlyList<string>? Of(PromQlExpression tree) => Of(tree, 0);

    private static IReadOnlyList<string>? Of(PromQlExpression tree, int depth)
    {
        if (depth > Deepest)
            return null;
        if (tree.ValueType == PromQlValueType.Scalar)
            return [];
        return tree switch
        {
            AggregateExpression
            {
                Operator: AggregateOperator.Sum
                    or AggregateOperator.Avg
                    or AggregateOperator.Min
                    or AggregateOperator.Max
                    or AggregateOperator.Count
                    or AggregateOperator.Group
                    or AggregateOperator.Quantile
            } aggregate => aggregate.Grouping is null ? []
            : aggregate.Grouping.IsWithout ? null
            : aggregate.Grouping.Labels,
            UnaryExpression unary => Of(unary.Operand, depth + 1),
            SubqueryExpression subquery => Of(subquery.Operand, depth + 1),
            CallExpression { Function.Name: "vector" } => [],
            CallExpression { Function.Name: "histogram_quantile" or "histogram_fraction", Arguments: [.., var last] } => Of(last, depth + 1)
                ?.Where(l => l != "le")
                .ToArray(),
            CallExpression { Function.Name: "histogram_count" or "histogram_sum" or "histogram_avg", Arguments: [var only] } => Of(
                only,
                depth + 1
            ),
            CallExpression { Arguments: [var first, ..] } call when _elementwise.Contains(call.Function.Name) => Of(first, depth + 1),
            BinaryExpression binary => Of(binary, depth),
            _ => null,
        };
    }

    private static IReadOnlyList<string>? Of(BinaryExpression binary, int depth)
    {
        if (binary.Left.ValueType == PromQlValueType.Scalar)
            return Of(binary.Right, depth + 1);
        var left = Of(binary.Left, depth + 1);
        if (binary.Operator is BinaryOperator.Or)
            return left is not null && Of(binary.Right, depth + 1) is { } other ? left.Union(other).ToArray() : null;

        // One to one by all labels: both sides have the same ones.
        return left ?? (binary.Matching is null && binary.Operator.IsArithmetic() ? Of(binary.Right, depth + 1) : null);
    }
}
