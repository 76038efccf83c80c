using System.Collections.Generic;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

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
        || (!binary.ReturnsBool && binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual);

    private static bool CanBeZero(PromQlExpression divisor)
    {
        var inner = divisor;
        while (inner is AggregateExpression { Operator: AggregateOperator.Sum or AggregateOperator.Avg or AggregateOperator.Min or AggregateOperator.Max } aggregate)
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
