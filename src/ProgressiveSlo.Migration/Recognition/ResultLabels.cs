using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Which labels the result of a query can have; null when that cannot be told.</summary>
internal sealed class ResultLabels(RuleIndex index, RuleEntry reader)
{
    private static readonly string[] NoLabels = [];

    public IReadOnlyList<string>? Find(PromQlExpression expression) =>
        expression switch
        {
            AggregateExpression { Operator: AggregateOperator.TopK or AggregateOperator.BottomK } top => Find(top.Operand),
            AggregateExpression { Operator: AggregateOperator.CountValues } => null,
            AggregateExpression { Grouping: null } => NoLabels,
            AggregateExpression { Grouping: { IsWithout: false } by } => by.Labels,
            BinaryExpression binary => FindBinary(binary),
            UnaryExpression unary => Find(unary.Operand),
            CallExpression { Function.Name: "vector" or "scalar" } => NoLabels,
            CallExpression { Function.Name: "label_replace" or "label_join" } => null,
            CallExpression call when call.Arguments.FirstOrDefault(a => a.ValueType is PromQlValueType.InstantVector) is { } vector => Find(
                vector
            ),
            CallExpression call when call.Arguments.FirstOrDefault(a => a is SubqueryExpression) is SubqueryExpression subquery => Find(
                subquery.Operand
            ),
            VectorSelector { Name: { } name } selector when index.Contains(name) => FindRecorded(
                index.Find(name, [.. selector.Conditions.Select(c => c.Matcher)], reader)
            ),
            _ => null,
        };

    private static IReadOnlyList<string>? FindRecorded(IReadOnlyList<RuleEntry> rules) =>
        rules.Count is > 0 and < 64 && rules.All(r => r.Kept is not null)
            ? [.. rules.SelectMany(r => r.Kept!.Concat(r.Labels.Keys)).Distinct()]
            : null;

    private IReadOnlyList<string>? FindBinary(BinaryExpression binary)
    {
        if (binary.Left.ValueType == PromQlValueType.Scalar)
            return Find(binary.Right);
        if (binary.Right.ValueType == PromQlValueType.Scalar)
            return Find(binary.Left);
        var left = Find(binary.Left);
        if (binary.Operator == BinaryOperator.Or)
            return left is not null && Find(binary.Right) is { } right ? [.. left.Union(right)] : null;
        return binary.Matching is { Group: not GroupSide.None } ? null : left;
    }
}
