using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>
/// rate(x{code="500"}[5m]) / rate(x[5m]) pairs series with equal labels, and so divides each by itself. Source: Prometheus documentation,
/// "Vector matching".
/// </summary>
internal static class SelfRatio
{
    /// <summary>A label that tells the part from the total and is on both sides still; null where the ratio is a share.</summary>
    public static string? Find(SelectorPair pair)
    {
        if (pair.IsMatched || !pair.IsPartOfTotal || pair.Part.Metric != pair.Total.Metric)
            return null;
        var total = SelectorPair.Conditions(pair.Total).ToArray();
        var more = SelectorPair.Conditions(pair.Part).Where(p => !total.Contains(p)).ToArray();
        return
            more.Length > 0 && !more.Concat(total).Any(m => m.Label == "le") && IsAlike(Inner(pair.PartTree), Inner(pair.TotalTree), more)
            ? more[0].Label
            : null;
    }

    // Each series is measured alike, and what tells the two sides apart is not summed up.
    private static bool IsAlike(PromQlExpression part, PromQlExpression total, IReadOnlyList<LabelMatcher> more) =>
        (part, total) switch
        {
            (AggregateExpression one, AggregateExpression other) => one.Operator == other.Operator
                && one.Grouping is { } grouping
                && grouping.IsWithout == other.Grouping?.IsWithout
                && more.All(m => grouping.Labels.Contains(m.Label) != grouping.IsWithout)
                && grouping
                    .Labels.OrderBy(l => l, StringComparer.Ordinal)
                    .SequenceEqual(other.Grouping.Labels.OrderBy(l => l, StringComparer.Ordinal))
                && IsAlike(one.Operand, other.Operand, more),
            (CallExpression one, CallExpression other) => one.Function.Name == other.Function.Name
                && one.Function.Name is "rate" or "irate" or "increase"
                && one.Arguments[0] is RangeSelector first
                && other.Arguments[0] is RangeSelector second
                && PromQlComparer.Instance.Equals(
                    new RangeSelector(second.Selector, first.Range, first.Offset, first.At, first.Extension),
                    second
                ),
            (VectorSelector, VectorSelector) => true,
            _ => false,
        };

    private static PromQlExpression Inner(PromQlExpression side)
    {
        while (side is BinaryExpression { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } binary)
        {
            if (RatioSearch.Constant(binary.Right) is not null)
                side = binary.Left;
            else if (RatioSearch.Constant(binary.Left) is not null)
                side = binary.Right;
            else
                break;
        }

        return
            side is BinaryExpression { Operator: BinaryOperator.Greater, ReturnsBool: false } guard
            && RatioSearch.Constant(guard.Right) is 0
            ? guard.Left
            : side;
    }
}
