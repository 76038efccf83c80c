using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>Each bucket of a histogram holds the events of all smaller ones.</summary>
internal sealed class BucketsAddedCheck : QueryCheck
{
    public override string Code => "BucketsAdded";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var (sum, use) in Sums(query.Tree))
        {
            var conditions = SelectorPair.Conditions(use, "le").ToArray();
            if (conditions.Length == 0 || Buckets.SelectsSeveral(conditions))
                yield return (
                    $"{sum.Operator.Symbol()} adds up {(conditions.Length == 0 ? "all" : "several")} buckets of {use.Metric}, and "
                        + $"each of them "
                        + "holds the events of the smaller ones, so that events count several times",
                    $"Select one bucket, or all events by {SelectorPair.Family(use.Metric!)}_count"
                );
        }

        var halved = Halved(query.Tree);
        foreach (var node in query.Tree.DescendantsAndSelf())
        {
            if (
                node is BinaryExpression { Operator: BinaryOperator.Add } added
                && !halved.Contains(added)
                && Bound(added.Left) is { } one
                && Bound(added.Right) is { } other
                && IsOneHistogram(added.Left, added.Right)
            )
                yield return (
                    $"Buckets le=\"{Buckets.Text(one)}\" and le=\"{Buckets.Text(other)}\" are added, and the larger one holds the "
                        + $"events of the "
                        + "smaller one",
                    "Take the larger bucket alone"
                );
        }
    }

    // What keeps le is a histogram still, of which quantiles are made.
    private static IEnumerable<(AggregateExpression Sum, SelectorUse Use)> Sums(PromQlExpression tree)
    {
        foreach (var node in tree.DescendantsAndSelf())
        {
            if (
                node is AggregateExpression { Operator: AggregateOperator.Sum or AggregateOperator.Avg } sum
                && !KeepsBounds(sum)
                && Inner(sum.Operand) is CallExpression { Function.Name: "rate" or "irate" or "increase" or "delta" } call
                && SelectorPair.SingleSelector(call) is { } use
                && use.Metric?.EndsWith("_bucket", StringComparison.Ordinal) == true
            )
                yield return (sum, use);
        }
    }

    private static bool KeepsBounds(AggregateExpression sum) =>
        sum.Grouping is { } grouping && grouping.IsWithout != grouping.Labels.Contains("le");

    // Without the sums that keep the buckets apart.
    private static PromQlExpression Inner(PromQlExpression operand)
    {
        while (operand is AggregateExpression { Operator: AggregateOperator.Sum } sum && KeepsBounds(sum))
            operand = sum.Operand;
        return operand;
    }

    // Apdex: (satisfied + tolerated) / 2, where the tolerated hold the satisfied.
    private static HashSet<PromQlNode> Halved(PromQlExpression tree)
    {
        var halved = new HashSet<PromQlNode>();
        foreach (var node in tree.DescendantsAndSelf())
        {
            if (
                node is BinaryExpression binary
                && (
                    (binary.Operator == BinaryOperator.Divide && Factors(binary.Right).Any(f => RatioSearch.Constant(f) is 2))
                    || (binary.Operator == BinaryOperator.Multiply && RatioSearch.Constant(binary.Right) is 0.5)
                )
            )
                halved.UnionWith(Factors(binary.Left));
        }

        return halved;
    }

    private static IEnumerable<PromQlExpression> Factors(PromQlExpression product)
    {
        for (; product is BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Multiply } binary; product = binary.Left)
            yield return binary.Right;
        yield return product;
    }

    // Buckets of requests of one kind and of another kind share no event.
    private static bool IsOneHistogram(PromQlExpression left, PromQlExpression right) =>
        SelectorPair.SingleSelector(left) is { } one
        && SelectorPair.SingleSelector(right) is { } other
        && one.Metric == other.Metric
        && SelectorPair
            .Conditions(one)
            .Where(m => m.Label != "le")
            .OrderBy(m => m.ToString(), StringComparer.Ordinal)
            .SequenceEqual(SelectorPair.Conditions(other).Where(m => m.Label != "le").OrderBy(m => m.ToString(), StringComparer.Ordinal));

    private static double? Bound(PromQlExpression side) =>
        SelectorPair.SingleSelector(side) is { } use && use.Metric?.EndsWith("_bucket", StringComparison.Ordinal) == true
            ? Buckets.Bound(use)
            : null;
}

/// <summary>A smaller bucket less a larger one is never above zero.</summary>
internal sealed class BucketsReversedCheck : QueryCheck
{
    public override string Code => "BucketsReversed";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var node in query.Tree.DescendantsAndSelf())
        {
            if (
                node is BinaryExpression { Operator: BinaryOperator.Subtract } rest
                && SelectorPair.SingleSelector(rest.Left) is { Metric: { } left } small
                && SelectorPair.SingleSelector(rest.Right) is { Metric: { } right } large
                && SelectorPair.Family(left) == SelectorPair.Family(right)
                && Buckets.Bound(small) is { } lower
                && Buckets.Bound(large) is { } upper
                && lower < upper
            )
                yield return (
                    $"le=\"{Buckets.Text(lower)}\" less "
                        + (large.Metric!.EndsWith("_count", StringComparison.Ordinal) ? "all events" : $"le=\"{Buckets.Text(upper)}\"")
                        + " is never above zero, because the larger one holds the smaller one",
                    "Turn the two round"
                );
        }
    }
}
