using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration;

/// <summary>Which labels the result of a query can have; null when that cannot be told.</summary>
internal sealed class KeptLabels(RuleIndex index, RuleEntry reader)
{
    private static readonly string[] _none = [];

    public IReadOnlyList<string>? Of(PromQlExpression expression) => expression switch
    {
        AggregateExpression { Operator: AggregateOperator.TopK or AggregateOperator.BottomK } top => Of(top.Operand),
        AggregateExpression { Operator: AggregateOperator.CountValues } => null,
        AggregateExpression { Grouping: null } => _none,
        AggregateExpression { Grouping: { IsWithout: false } by } => by.Labels,
        BinaryExpression binary => OfBinary(binary),
        UnaryExpression unary => Of(unary.Operand),
        CallExpression { Function.Name: "vector" or "scalar" } => _none,
        CallExpression { Function.Name: "label_replace" or "label_join" } => null,
        CallExpression call when call.Arguments.FirstOrDefault(a => a.ValueType is PromQlValueType.InstantVector) is { } vector => Of(vector),
        CallExpression call when call.Arguments.FirstOrDefault(a => a is SubqueryExpression) is SubqueryExpression subquery => Of(subquery.Operand),
        VectorSelector { Name: { } name } selector when index.Contains(name) => OfRecorded(index.Find(name, [.. selector.Conditions.Select(c => c.Matcher)], reader)),
        _ => null,
    };

    private static IReadOnlyList<string>? OfRecorded(IReadOnlyList<RuleEntry> rules) =>
        rules.Count is > 0 and < 64 && rules.All(r => r.Kept is not null) ? [.. rules.SelectMany(r => r.Kept!.Concat(r.Labels.Keys)).Distinct()] : null;


    private IReadOnlyList<string>? OfBinary(BinaryExpression binary)
    {
        if (binary.Left.ValueType == PromQlValueType.Scalar)
            return Of(binary.Right);
        if (binary.Right.ValueType == PromQlValueType.Scalar)
            return Of(binary.Left);
        var left = Of(binary.Left);
        if (binary.Operator == BinaryOperator.Or)
            return left is not null && Of(binary.Right) is { } right ? [.. left.Union(right)] : null;
        return binary.Matching is { Group: not GroupSide.None } ? null : left;
    }
}
