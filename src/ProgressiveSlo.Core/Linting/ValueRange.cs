using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>Between which numbers the values of an expression are, where its form says it.</summary>
/// <param name="Least">The least value.</param>
/// <param name="Most">The greatest value.</param>
internal readonly record struct ValueRange(double Least, double Most)
{
    private const int MaximumDepth = 50;

    private static readonly ValueRange _share = new(0, 1);
    private static readonly ValueRange _count = new(0, double.PositiveInfinity);

    /// <summary>The range of an expression, or null.</summary>
    public static ValueRange? Find(PromQlExpression expression, LintQuery query, int depth = 0)
    {
        if (depth > MaximumDepth)
            return null;
        if (RatioSearch.Constant(expression) is { } number)
            return new ValueRange(number, number);
        return expression switch
        {
            VectorSelector { Metric: "up" or "probe_success" } => _share,
            VectorSelector { Metric: { } metric } when metric.EndsWith("_total", StringComparison.Ordinal) => _count,
            UnaryExpression { Operator: UnaryOperator.Plus } sign => Find(sign.Operand, query, depth + 1),
            AggregateExpression { Operator: AggregateOperator.Avg or AggregateOperator.Min or AggregateOperator.Max } same => Find(
                same.Operand,
                query,
                depth + 1
            ),
            AggregateExpression { Operator: AggregateOperator.Sum } sum => Find(sum.Operand, query, depth + 1) is { Least: >= 0 }
                ? _count
                : null,
            AggregateExpression { Operator: AggregateOperator.StdDev or AggregateOperator.StdVar } => _count,
            AggregateExpression { Operator: AggregateOperator.Count } => new ValueRange(1, double.PositiveInfinity),
            CallExpression call => OfCall(call, query, depth),
            BinaryExpression { Operator: BinaryOperator.Divide } quotient
                when query.Ratios.Any(p => p.IsPartOfTotal && IsOf(p, quotient)) && AreSummedAlike(quotient) => OfShare(quotient.Left),
            BinaryExpression binary when !binary.Operator.IsSet() => OfBinary(binary, query, depth),
            _ => null,
        };
    }

    private static bool IsOf(SelectorPair pair, BinaryExpression quotient) =>
        ReferenceEquals(pair.TotalTree, quotient.Right) && ReferenceEquals(pair.PartTree, quotient.Left);

    private static bool AreSummedAlike(BinaryExpression quotient) =>
        IsSummed(quotient.Left) is { } left && IsSummed(quotient.Right) is { } right && left == right;

    // A part of a sum is no larger than the sum; the greatest value of a part may be larger than an average or the least one.
    private static bool? IsSummed(PromQlExpression side)
    {
        while (side is BinaryExpression binary)
            side = RatioSearch.Constant(binary.Left) is null ? binary.Left : binary.Right;
        return side is AggregateExpression aggregate ? (aggregate.Operator == AggregateOperator.Sum ? true : null) : false;
    }

    // 100 * a / b is (100 * a) / b.
    private static ValueRange? OfShare(PromQlExpression part)
    {
        var factor = 1.0;
        while (part is BinaryExpression { Operator: BinaryOperator.Multiply } product)
        {
            if (RatioSearch.Constant(product.Left) is { } left)
                (factor, part) = (factor * left, product.Right);
            else if (RatioSearch.Constant(product.Right) is { } right)
                (factor, part) = (factor * right, product.Left);
            else
                return null;
        }

        return part is BinaryExpression || factor <= 0 ? null : new ValueRange(0, factor);
    }

    private static ValueRange? OfCall(CallExpression call, LintQuery query, int depth) =>
        call.Function.Name switch
        {
            "absent" or "absent_over_time" or "present_over_time" => new ValueRange(1, 1),
            "rate" or "irate" or "increase" or "changes" or "resets" or "abs" or "sqrt" or "exp" => _count,
            "stddev_over_time" or "stdvar_over_time" or "mad_over_time" or "day_of_month" or "hour" or "minute" => _count,
            "clamp_max" => Clamped(call.Arguments[0], null, call.Arguments[1], query, depth),
            "clamp_min" => Clamped(call.Arguments[0], call.Arguments[1], null, query, depth),
            "clamp" => Clamped(call.Arguments[0], call.Arguments[1], call.Arguments[2], query, depth),
            "count_over_time" => new ValueRange(1, double.PositiveInfinity),
            "avg_over_time" or "min_over_time" or "max_over_time" or "last_over_time" => call.Arguments[0] switch
            {
                RangeSelector range => Find(range.Selector, query, depth + 1),
                SubqueryExpression subquery => Find(subquery.Operand, query, depth + 1),
                _ => null,
            },
            _ => null,
        };

    private static ValueRange? Clamped(PromQlExpression value, PromQlExpression? least, PromQlExpression? most, LintQuery query, int depth)
    {
        var inner = Find(value, query, depth + 1) ?? new ValueRange(double.NegativeInfinity, double.PositiveInfinity);
        var lower = least is null ? double.NegativeInfinity : RatioSearch.Constant(least);
        var upper = most is null ? double.PositiveInfinity : RatioSearch.Constant(most);
        return lower is { } low && upper is { } high && low <= high
            ? new ValueRange(Math.Min(Math.Max(inner.Least, low), high), Math.Max(Math.Min(inner.Most, high), low))
            : null;
    }

    private static ValueRange? OfBinary(BinaryExpression binary, LintQuery query, int depth)
    {
        if (binary.Operator.IsComparison())
            return binary.ReturnsBool ? _share : Find(binary.Left, query, depth + 1);
        if (RatioSearch.Constant(binary.Right) is { } right && Find(binary.Left, query, depth + 1) is { } left)
            return binary.Operator switch
            {
                BinaryOperator.Add => new ValueRange(left.Least + right, left.Most + right),
                BinaryOperator.Subtract => new ValueRange(left.Least - right, left.Most - right),
                BinaryOperator.Multiply when right > 0 => new ValueRange(left.Least * right, left.Most * right),
                BinaryOperator.Divide when right > 0 => new ValueRange(left.Least / right, left.Most / right),
                _ => null,
            };
        if (RatioSearch.Constant(binary.Left) is { } first && Find(binary.Right, query, depth + 1) is { } second)
            return binary.Operator switch
            {
                BinaryOperator.Add => new ValueRange(first + second.Least, first + second.Most),
                BinaryOperator.Subtract => new ValueRange(first - second.Most, first - second.Least),
                BinaryOperator.Multiply when first > 0 => new ValueRange(first * second.Least, first * second.Most),
                _ => null,
            };
        return null;
    }
}
