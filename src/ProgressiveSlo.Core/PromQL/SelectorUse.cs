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

            // What stands bare beside 'and' and 'unless' says whether there are series, and no more.
            var isMatched = node is BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Unless };
            for (var i = node.Children.Count - 1; i >= 0; i--)
                open.Push((node.Children[i], function, rated, counted || (isMatched && node.Children[i] is VectorSelector)));
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
