namespace ProgressiveSlo.PromQL;

/// <summary>0 / 0 is NaN in PromQL, and one NaN makes every average and sum over a window that holds it NaN.</summary>
internal static class ZeroTraffic
{
    private const int MaximumDepth = 50;

    // Time goes by on every processor, whatever it does. Sources: node_exporter, windows_exporter.
    private static readonly HashSet<string> _neverStill = ["node_cpu_seconds_total", "windows_cpu_time_total"];

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
            if (node is BinaryExpression binary && DropsNaN(binary))
                continue;
            foreach (var child in node.Children)
                open.Push(child);
        }

        return null;
    }

    /// <summary>Whether a divisor is zero without traffic, and nothing guards it.</summary>
    public static bool CanBeZero(PromQlExpression divisor) => CanBeZero(divisor, 0);

    private static bool CanBeZero(PromQlExpression divisor, int depth)
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
        return depth < MaximumDepth
            && inner switch
            {
                AggregateExpression or NumberLiteral => false,
                CallExpression { Function.Name: "count_over_time" } => false,
                CallExpression { Function.Name: "clamp_min" or "clamp" } clamp => Number(clamp.Arguments[1]) is <= 0
                    && CanBeZero(clamp.Arguments[0], depth + 1),
                CallExpression { Function.Name: "vector" } vector => Number(vector.Arguments[0]) is 0,
                BinaryExpression binary => CanBeZero(binary, depth),
                _ => SelectorUse.All(inner).Any() && !SelectorUse.All(inner).All(IsNeverStill),
            };
    }

    private static bool CanBeZero(BinaryExpression binary, int depth) =>
        binary.Operator switch
        {
            BinaryOperator.And or BinaryOperator.Unless => false,
            BinaryOperator.Or => CanBeZero(binary.Left, depth + 1) || CanBeZero(binary.Right, depth + 1),
            // x + (x == bool 0) is one where x is zero.
            BinaryOperator.Add => !IsOneAtZero(binary.Left)
                && !IsOneAtZero(binary.Right)
                && CanBeZero(binary.Left, depth + 1)
                && CanBeZero(binary.Right, depth + 1),
            _ when !binary.Operator.IsComparison() => SelectorUse.All(binary).Any(),
            _ when binary.ReturnsBool => true,
            BinaryOperator.GreaterOrEqual when Number(binary.Right) is <= 0 => true,
            BinaryOperator.Greater when Number(binary.Right) is < 0 => true,
            BinaryOperator.NotEqual when Number(binary.Right) is not 0 => true,
            _ => false,
        };

    private static bool IsOneAtZero(PromQlExpression side) =>
        side is BinaryExpression { Operator: BinaryOperator.Equal, ReturnsBool: true };

    // NaN != 0 holds.
    private static bool DropsNaN(BinaryExpression binary) =>
        binary.Operator is BinaryOperator.And or BinaryOperator.Unless
        || (!binary.ReturnsBool && binary.Operator.IsComparison() && binary.Operator != BinaryOperator.NotEqual);

    private static bool IsNeverStill(SelectorUse use) =>
        use.Metric is { } metric
        && _neverStill.Contains(metric)
        && !use.Selector.Conditions.Any(c => c.Matcher is { Label: "mode", Operator: "=" or "=~" });

    private static double? Number(PromQlExpression expression) =>
        expression switch
        {
            NumberLiteral number => number.Value,
            UnaryExpression { Operator: UnaryOperator.Minus, Operand: NumberLiteral number } => -number.Value,
            _ => null,
        };
}
