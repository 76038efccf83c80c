using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>The sides of a ratio are to be put together alike: an average of errors over a sum of requests is no share.</summary>
internal sealed class AggregationMismatchCheck : RatioCheck
{
    public override string Code => "AggregationMismatch";

    protected override IEnumerable<(string Message, string? Fix)> Judge(SelectorPair pair)
    {
        if (
            pair.Part.IsRated
            && pair.Total.IsRated
            && pair.IsShare
            && Outermost(pair.PartTree) is { } part
            && Outermost(pair.TotalTree) is { } total
            && part != total
        )
            yield return (
                $"{pair.Word} is put together by {part.Symbol()} and {pair.TotalWord} by {total.Symbol()}, so that the ratio is "
                    + $"not a share of events",
                "Use sum on both sides"
            );
    }

    private static AggregateOperator? Outermost(PromQlExpression side) =>
        side.DescendantsAndSelf().OfType<AggregateExpression>().FirstOrDefault()?.Operator;
}

/// <summary>An offset on one side compares two stretches of time.</summary>
internal sealed class OffsetOneSidedCheck : RatioCheck
{
    public override string Code => "OffsetOneSided";

    protected override IEnumerable<(string Message, string? Fix)> Judge(SelectorPair pair)
    {
        var (part, total) = (Offset(pair.PartTree), Offset(pair.TotalTree));

        // One series now and a week ago are compared on purpose.
        if (part != total && !(pair.IsOfRule && PromQlComparer.Instance.Equals(Bare(pair.Part), Bare(pair.Total))))
            yield return (
                $"{(part is null ? pair.TotalWord : pair.Word)} has offset {part ?? total} and the other side has "
                    + $"{(part is null || total is null ? "none" : "offset " + total)}, so that the ratio divides events of two times",
                "Write the same offset on both sides, or none"
            );
    }

    private static string? Offset(PromQlExpression side) =>
        side.DescendantsAndSelf().OfType<OffsetModifier>().FirstOrDefault() is { } offset
            ? (offset.IsNegative ? "-" : "") + offset.Duration
            : null;

    private static VectorSelector Bare(SelectorUse use) => new(use.Selector.Name, use.Selector.Conditions);
}

/// <summary>The error ratio of an indicator is between 0 and 1, and what it is compared with is, too.</summary>
internal sealed class RatioInPercentCheck : QueryCheck
{
    public override string Code => "RatioInPercent";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        if (!query.IsOfRule && query.Role != QueryRole.Threshold)
        {
            if (query.Tree.DescendantsAndSelf().Any(n => Percent(n as BinaryExpression) is not null))
                yield return ("The query is multiplied by 100, and an SLO counts events and ratios between 0 and 1", "Remove the 100");
            yield break;
        }

        foreach (var node in query.Tree.DescendantsAndSelf())
        {
            if (
                node
                    is BinaryExpression
                    {
                        Operator: BinaryOperator.Greater
                            or BinaryOperator.GreaterOrEqual
                            or BinaryOperator.Less
                            or BinaryOperator.LessOrEqual
                    } comparison
                && IsPercent(comparison.Left)
                && IsShare(query, comparison.Left)
                && RatioSearch.Constant(comparison.Right) is { } limit
                && IsRatio(comparison.Operator, limit)
            )
                yield return (
                    $"The ratio is multiplied by 100 and compared with {limit.ToString("R", CultureInfo.InvariantCulture)}, which "
                        + $"looks like a ratio "
                        + "and not like a percentage",
                    "Remove the 100, or write the limit in percent"
                );
        }
    }

    private static bool IsRatio(BinaryOperator @operator, double limit) =>
        @operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual ? limit is > 0 and < 0.1 : limit is >= 0.5 and <= 1;

    private static bool IsShare(LintQuery query, PromQlExpression ratio) =>
        query.Ratios.Any(p => p.IsPartOfTotal && ratio.DescendantsAndSelf().Contains(p.PartTree));

    // 100 * a / b is (100 * a) / b.
    private static bool IsPercent(PromQlExpression side) =>
        Percent(side as BinaryExpression) is not null
        || (side is BinaryExpression { Operator: BinaryOperator.Divide, Left: BinaryExpression part } && Percent(part) is not null);

    private static PromQlExpression? Percent(BinaryExpression? binary) =>
        binary is not { Operator: BinaryOperator.Multiply } ? null
        : binary.Left is NumberLiteral { Value: 100 } ? binary.Right
        : binary.Right is NumberLiteral { Value: 100 } ? binary.Left
        : null;
}

/// <summary>A comparison drops what does not meet it: without errors there is no result then, where there should be zero.</summary>
internal sealed class EventsFilteredCheck : QueryCheck
{
    public override string Code => "EventsFiltered";

    protected override bool Judges(QueryRole role) => role is QueryRole.Good or QueryRole.Bad;

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        if (query.Tree is BinaryExpression { ReturnsBool: false } filter && filter.Operator.IsComparison())
            yield return (
                $"'{filter.Operator.Symbol()} {filter.Right}' drops the result when there are no such events, and the SLO has no "
                    + $"value then",
                "Remove the comparison; a guard against division by zero belongs to the query of all events"
            );
    }
}
