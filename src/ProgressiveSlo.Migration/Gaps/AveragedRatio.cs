using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>
/// An average gives each ratio the same weight, whatever its traffic was: over time or over instances it is another number than bad events
/// divided by all.
/// </summary>
internal static class AveragedRatio
{
    /// <summary>The part of a query that averages ratios, or null.</summary>
    public static PromQlExpression? Find(PromQlNode tree)
    {
        foreach (var node in tree.DescendantsAndSelf())
        {
            if (node is AggregateExpression { Operator: AggregateOperator.Avg } aggregate && HoldsRatio(aggregate.Operand))
                return aggregate;
            if (node is CallExpression { Function.Name: "avg_over_time" } call && HoldsRatio(call))
                return call;
            if (node is BinaryExpression { Operator: BinaryOperator.Divide } division && IsMeanByHand(division))
                return division;
        }

        return null;
    }

    // sum_over_time(x) / count_over_time(x), and sum(x) / count(x).
    private static bool IsMeanByHand(BinaryExpression division) =>
        (division.Left, division.Right) switch
        {
            (CallExpression { Function.Name: "sum_over_time" } sum, CallExpression { Function.Name: "count_over_time" } count) =>
                PromQlComparer.Instance.Equals(sum.Arguments[0], count.Arguments[0]) && HoldsRatio(sum),
            (
                AggregateExpression { Operator: AggregateOperator.Sum } sum,
                AggregateExpression { Operator: AggregateOperator.Count } count
            ) => PromQlComparer.Instance.Equals(sum.Operand, count.Operand) && HoldsRatio(sum),
            _ => false,
        };

    private static bool HoldsRatio(PromQlNode node) =>
        node.DescendantsAndSelf()
            .Any(n =>
                n switch
                {
                    BinaryExpression { Operator: BinaryOperator.Divide } division => HasSelector(division.Left)
                        && HasSelector(division.Right),

                    // The names of recorded series say what they are: level:metric:operations. Source: Prometheus documentation, "Recording
                    // rules".
                    VectorSelector selector => selector.Name?.IndexOf("ratio", StringComparison.OrdinalIgnoreCase) >= 0,
                    _ => false,
                }
            );

    private static bool HasSelector(PromQlExpression side) => side.DescendantsAndSelf().Any(n => n is VectorSelector);
}
