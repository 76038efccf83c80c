using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>One comparison of an SLI.</summary>
internal sealed record SliComparison(SliMeaning Sli, NumberMeaning? Number, bool IsAbove, PromQlSpan Span)
{
    /// <summary>Where the total stands that the SLI's part is of, when the two are compared and not divided.</summary>
    public PromQlSpan? TotalSpan { get; init; }
}

/// <summary>Reads what an alert fires on: alternatives, each of comparisons that must all hold.</summary>
internal sealed class AlertConditionReader(MeaningReader meanings)
{
    private const int MaximumAlternatives = 32;

    public IReadOnlyList<IReadOnlyList<SliComparison>> Read(PromQlExpression expression, RuleEntry reader) =>
        ReadAlternatives(expression, reader);

    private List<IReadOnlyList<SliComparison>> ReadAlternatives(PromQlExpression expression, RuleEntry reader)
    {
        switch (expression)
        {
            case BinaryExpression { Operator: BinaryOperator.Or } or:
                return [.. ReadAlternatives(or.Left, reader).Concat(ReadAlternatives(or.Right, reader)).Take(MaximumAlternatives)];
            case BinaryExpression { Operator: BinaryOperator.And } and:
                return Both(ReadAlternatives(and.Left, reader), ReadAlternatives(and.Right, reader));
            case BinaryExpression { Operator: BinaryOperator.Unless } unless:
                return ReadAlternatives(unless.Left, reader);
            case BinaryExpression binary when binary.Operator.IsComparison():
                return ReadComparison(binary, reader);

            // Comparisons that give 0 and 1 and are multiplied must all hold.
            case BinaryExpression { Operator: BinaryOperator.Multiply } binary:
                return Both(ReadAlternatives(binary.Left, reader), ReadAlternatives(binary.Right, reader));
            case AggregateExpression aggregate:
                return ReadAlternatives(aggregate.Operand, reader);
            case CallExpression
            {
                Function.Name: "label_replace" or "label_join" or "round" or "sort" or "sort_desc" or "vector" or "scalar" or "abs"
            } call:
                return ReadAlternatives(call.Arguments[0], reader);
            case CallExpression call
                when call.Function.Name is "max_over_time" or "min_over_time" or "avg_over_time" or "count_over_time" or "last_over_time"
                    && call.Arguments[0] is SubqueryExpression subquery:
                return ReadAlternatives(subquery.Operand, reader);
            default:
                return [];
        }
    }

    private List<IReadOnlyList<SliComparison>> ReadComparison(BinaryExpression comparison, RuleEntry reader)
    {
        var isAbove = comparison.Operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual;
        var isBelow = comparison.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual;
        var left = meanings.Read(comparison.Left, reader);
        var right = meanings.Read(comparison.Right, reader);
        var ofLeft = MeaningReader.AsObjective(left) is null || left is SliMeaning ? MeaningReader.AsSli(left) : null;
        var ofRight = MeaningReader.AsObjective(right) is null || right is SliMeaning ? MeaningReader.AsSli(right) : null;

        if ((isAbove || isBelow) && meanings.ReadProducts(comparison, reader) is { } share)
            return
            [
                [share],
            ];

        // ratio == 1: everything fails.
        if (
            comparison.Operator == BinaryOperator.Equal
            && ofLeft is { Form: SliForm.Ratio, Budget: null } all
            && right is NumberMeaning number
            && number.Value.Equals(all.IsGood ? 0 : all.Scale)
        )
            return IsFinished(all)
                ?
                [
                    [new SliComparison(all, number, !all.IsGood, comparison.Left.Span)],
                ]
                : [];
        if ((isAbove || isBelow) && ofLeft is { } sli && IsFinished(sli))
        {
            if (right is NumberMeaning || MeaningReader.AsObjective(right) is not null)
                return
                [
                    [new SliComparison(sli, right as NumberMeaning ?? MeaningReader.AsObjective(right), isAbove, comparison.Left.Span)],
                ];
            return
            [
                [new SliComparison(sli, null, isAbove, comparison.Left.Span)],
            ];
        }

        if (
            (isAbove || isBelow)
            && ofRight is { } other
            && IsFinished(other)
            && (left is NumberMeaning || MeaningReader.AsObjective(left) is not null)
        )
            return
            [
                [new SliComparison(other, left as NumberMeaning ?? MeaningReader.AsObjective(left), isBelow, comparison.Right.Span)],
            ];

        if ((isAbove || comparison.Operator == BinaryOperator.Equal) && BoolSum.Split(comparison) is { Count: > 1 } summed)
            return BoolSum.HoldAll(comparison)
                ? summed.Select(c => ReadAlternatives(c, reader)).Aggregate(Both)
                : [.. summed.SelectMany(c => ReadAlternatives(c, reader)).Take(MaximumAlternatives)];
        if (
            isBelow
            && left is EventCountMeaning { Single: { IsRate: false } budget }
            && right is NumberMeaning { Series: null, Value: < 1 } bound
            && NamedSeries.ReadBudgetLeft(budget) is { } rest
        )
            return
            [
                [new SliComparison(rest, bound, false, comparison.Left.Span)],
            ];

        // count(ratio > 0.05) > 3
        return ReadAlternatives(comparison.Left, reader) is { Count: > 0 } inner ? inner : ReadAlternatives(comparison.Right, reader);
    }

    private static bool IsFinished(SliMeaning sli) => !sli.IsSampleCount && !sli.IsSampleSum && !sli.IsSlice;

    // A side without an SLI is a guard, for example that there is traffic at all.
    private static List<IReadOnlyList<SliComparison>> Both(
        List<IReadOnlyList<SliComparison>> left,
        List<IReadOnlyList<SliComparison>> right
    )
    {
        if (left.Count == 0 || right.Count == 0)
            return left.Count == 0 ? right : left;
        var all = new List<IReadOnlyList<SliComparison>>();
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                if (all.Count < MaximumAlternatives)
                    all.Add([.. a, .. b]);
            }
        }

        return all;
    }
}
