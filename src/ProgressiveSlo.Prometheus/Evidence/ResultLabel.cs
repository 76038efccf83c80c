using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// The values that a label of an expression's result is known to have: those that its selectors ask for, where nothing on the way takes the
/// label away. Where that is not certain, there is none. Source: Prometheus, documentation of operators, "Vector matching" and "Aggregation
/// operators".
/// </summary>
internal static class ResultLabel
{
    public static IEnumerable<string> Values(PromQlExpression expression, string label) => expression switch
    {
        VectorSelector selector => selector.Conditions.Select(c => c.Matcher).Where(m => m.Operator == "=" && m.Label == label && m.Value.Length > 0).Select(m => m.Value),
        RangeSelector range => Values(range.Selector, label),
        SubqueryExpression subquery => Values(subquery.Operand, label),
        UnaryExpression unary => Values(unary.Operand, label),
        CallExpression { Function.Name: not ("label_replace" or "label_join") } call => call.Arguments.SelectMany(a => Values(a, label)),
        AggregateExpression { Grouping: { } grouping } sum when grouping.Labels.Contains(label) != grouping.IsWithout && sum.Operator != AggregateOperator.CountValues => Values(sum.Operand, label),
        BinaryExpression binary => Values(binary, label),
        _ => [],
    };

    private static IEnumerable<string> Values(BinaryExpression binary, string label)
    {
        if (binary.Operator == BinaryOperator.Or)
            return Values(binary.Left, label).Concat(Values(binary.Right, label));
        if (binary.Operator.IsSet() || binary.Right.ValueType == PromQlValueType.Scalar)
            return Values(binary.Left, label);
        if (binary.Left.ValueType == PromQlValueType.Scalar)
            return Values(binary.Right, label);
        return binary.Matching switch
        {
            { Group: GroupSide.Left } => Values(binary.Left, label),
            { Group: GroupSide.Right } => Values(binary.Right, label),
            { } matching when matching.Labels.Contains(label) != matching.IsOn => [],
            _ => Values(binary.Left, label),
        };
    }
}
