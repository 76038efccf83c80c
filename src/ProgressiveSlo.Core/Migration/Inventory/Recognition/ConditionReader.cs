using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration;

/// <summary>One comparison of an SLI.</summary>
internal sealed record Comparison(SliMeaning Sli, NumberMeaning? Number, bool IsAbove, PromQlSpan Span);

/// <summary>Reads what an alert fires on: alternatives, each of comparisons that must all hold.</summary>
internal sealed class ConditionReader(MeaningReader meanings)
{
    private const int _most = 32;

    public IReadOnlyList<IReadOnlyList<Comparison>> Read(PromQlExpression expression, RuleEntry reader) => Of(expression, reader);

    private List<IReadOnlyList<Comparison>> Of(PromQlExpression expression, RuleEntry reader)
    {
        switch (expression)
        {
            case BinaryExpression { Operator: BinaryOperator.Or } or:
                return [.. Of(or.Left, reader).Concat(Of(or.Right, reader)).Take(_most)];
            case BinaryExpression { Operator: BinaryOperator.And } and:
                return Both(Of(and.Left, reader), Of(and.Right, reader));
            case BinaryExpression { Operator: BinaryOperator.Unless } unless:
                return Of(unless.Left, reader);
            case BinaryExpression binary when binary.Operator.IsComparison():
                return OfComparison(binary, reader);
            case BinaryExpression { Operator: BinaryOperator.Multiply } binary:
                return Of(binary.Left, reader) is { Count: > 0 } found ? found : Of(binary.Right, reader);
            case AggregateExpression aggregate:
                return Of(aggregate.Operand, reader);
            case CallExpression { Function.Name: "label_replace" or "label_join" or "round" or "sort" or "sort_desc" or "vector" or "scalar" or "abs" } call:
                return Of(call.Arguments[0], reader);
            case CallExpression call when call.Function.Name is "max_over_time" or "min_over_time" or "avg_over_time" or "count_over_time" or "last_over_time" && call.Arguments[0] is SubqueryExpression subquery:
                return Of(subquery.Operand, reader);
            default:
                return [];
        }
    }

    private List<IReadOnlyList<Comparison>> OfComparison(BinaryExpression comparison, RuleEntry reader)
    {
        var isAbove = comparison.Operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual;
        var isBelow = comparison.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual;
        var left = meanings.Read(comparison.Left, reader);
        var right = meanings.Read(comparison.Right, reader);
        var ofLeft = MeaningReader.ObjectiveOf(left) is null || left is SliMeaning ? MeaningReader.AsSli(left) : null;
        var ofRight = MeaningReader.ObjectiveOf(right) is null || right is SliMeaning ? MeaningReader.AsSli(right) : null;

        // ratio == 1: everything fails.
        if (comparison.Operator == BinaryOperator.Equal && ofLeft is { Form: SliForm.Ratio, Budget: null } all && right is NumberMeaning number && number.Value.Equals(all.IsGood ? 0 : all.Scale))
            return IsFinished(all) ? [[new Comparison(all, number, !all.IsGood, comparison.Left.Span)]] : [];
        if ((isAbove || isBelow) && ofLeft is { } sli && IsFinished(sli))
        {
            if (right is NumberMeaning || MeaningReader.ObjectiveOf(right) is not null)
                return [[new Comparison(sli, right as NumberMeaning ?? MeaningReader.ObjectiveOf(right), isAbove, comparison.Left.Span)]];
            return [[new Comparison(sli, null, isAbove, comparison.Left.Span)]];
        }

        if ((isAbove || isBelow) && ofRight is { } other && IsFinished(other) && (left is NumberMeaning || MeaningReader.ObjectiveOf(left) is not null))
            return [[new Comparison(other, left as NumberMeaning ?? MeaningReader.ObjectiveOf(left), isBelow, comparison.Right.Span)]];

        // count(ratio > 0.05) > 3
        return Of(comparison.Left, reader) is { Count: > 0 } inner ? inner : Of(comparison.Right, reader);
    }

    private static bool IsFinished(SliMeaning sli) => !sli.IsSampleCount && !sli.IsSampleSum && !sli.IsSlice;

    // A side without an SLI is a guard, for example that there is traffic at all.
    private static List<IReadOnlyList<Comparison>> Both(List<IReadOnlyList<Comparison>> left, List<IReadOnlyList<Comparison>> right)
    {
        if (left.Count == 0 || right.Count == 0)
            return left.Count == 0 ? right : left;
        var all = new List<IReadOnlyList<Comparison>>();
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                if (all.Count < _most)
                    all.Add([.. a, .. b]);
            }
        }

        return all;
    }
}
