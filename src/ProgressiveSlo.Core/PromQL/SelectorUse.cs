namespace ProgressiveSlo.PromQL;

/// <summary>A selector in a query, and what stands around it.</summary>
/// <param name="Selector">The selector.</param>
/// <param name="Function">The nearest function around it, or null.</param>
/// <param name="IsRated">Whether a function around it turns a counter into a rate or a difference.</param>
/// <param name="IsCounted">Whether only its presence matters, not its value.</param>
internal sealed record SelectorUse(VectorSelector Selector, string? Function, bool IsRated, bool IsCounted)
{
    /// <summary>Metric name, or null when it is not said or not fixed.</summary>
    public string? Metric => Selector.Metric;

    /// <summary>All selectors of a query. Depth costs no stack.</summary>
    public static IEnumerable<SelectorUse> All(PromQlExpression query)
    {
        var open = new Stack<(PromQlNode Node, string? Function, bool IsRated, bool IsCounted)>();
        open.Push((query, null, false, false));
        while (open.Count > 0)
        {
            var (node, function, rated, counted) = open.Pop();
            if (node is VectorSelector selector)
            {
                yield return new SelectorUse(selector, function, rated, counted);
                continue;
            }

            if (node is CallExpression call)
            {
                function = call.Function.Name;
                rated |= IsRateFunction(function);
                counted |= IsCountFunction(function);
            }
            else if (node is AggregateExpression aggregate)
            {
                counted |= aggregate.Operator is AggregateOperator.Count or AggregateOperator.Group;
            }

            for (var i = node.Children.Count - 1; i >= 0; i--)
                open.Push((node.Children[i], function, rated, counted));
        }
    }

    /// <summary>Whether a query has more parts than so many; it is not walked any further than that.</summary>
    public static bool HasMoreParts(PromQlExpression query, int most)
    {
        var open = new Stack<PromQlNode>();
        open.Push(query);
        while (open.Count > 0)
        {
            if (most-- == 0)
                return true;
            foreach (var child in open.Pop().Children)
                open.Push(child);
        }

        return false;
    }

    private static bool IsRateFunction(string function) =>
        function
            is "rate"
                or "irate"
                or "increase"
                or "delta"
                or "idelta"
                or "deriv"
                or "changes"
                or "resets"
                or "histogram_count"
                or "histogram_sum";

    private static bool IsCountFunction(string function) =>
        function is "absent" or "absent_over_time" or "count_over_time" or "present_over_time" or "timestamp";
}

/// <summary>0 / 0 is NaN in PromQL, and one NaN makes every average and sum over a window that holds it NaN.</summary>
internal static class ZeroTraffic
{
    /// <summary>A divisor that is zero without traffic and that nothing guards, or null.</summary>
    // A comparison drops NaN, and so may 'and' and 'unless': they are taken for a guard.
    public static PromQlExpression? UnguardedDivisor(PromQlNode tree)
    {
        var open = new Stack<PromQlNode>();
        open.Push(tree);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node is BinaryExpression { Operator: BinaryOperator.Divide } division && CanBeZero(division.Right))
                return division.Right;
            if (node is BinaryExpression binary && IsGuard(binary))
                continue;
            foreach (var child in node.Children)
                open.Push(child);
        }

        return null;
    }

    private static bool IsGuard(BinaryExpression binary) =>
        binary.Operator is BinaryOperator.And or BinaryOperator.Unless
        || (
            !binary.ReturnsBool
            && binary.Operator
                is BinaryOperator.Equal
                    or BinaryOperator.NotEqual
                    or BinaryOperator.Less
                    or BinaryOperator.LessOrEqual
                    or BinaryOperator.Greater
                    or BinaryOperator.GreaterOrEqual
        );

    /// <summary>Whether a divisor is zero without traffic, and nothing guards it.</summary>
    public static bool CanBeZero(PromQlExpression divisor)
    {
        var inner = divisor;
        while (
            inner
                is AggregateExpression
                {
                    Operator: AggregateOperator.Sum or AggregateOperator.Avg or AggregateOperator.Min or AggregateOperator.Max
                } aggregate
        )
            inner = aggregate.Operand;
        if (inner is AggregateExpression or NumberLiteral or CallExpression { Function.Name: "count_over_time" or "clamp_min" or "clamp" })
            return false;
        if (inner is BinaryExpression binary && IsGuard(binary))
            return false;
        foreach (var _ in SelectorUse.All(inner))
            return true;
        return false;
    }
}
