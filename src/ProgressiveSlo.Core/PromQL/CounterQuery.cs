using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Queries of counters, as OpenSLO has them with <c>counter: true</c>: <c>sum(http_requests_total)</c> counts all events since the process
/// began. The rate of events over a window is the sum of the rates of the same series.
/// </summary>
internal static class CounterQuery
{
    /// <summary>
    /// The rate of events over the window: each selector becomes <c>rate(selector[{{.window}}])</c>, with a sum around it where none is.
    /// The text itself where the window is in it already.
    /// </summary>
    /// <param name="text">A query of counters.</param>
    /// <returns>
    /// Null where it is not known what the rate would be: the text is not PromQL, has a range or a placeholder of its own, or does more
    /// than add up counters.
    /// </returns>
    public static string? ToRate(string text)
    {
        var query = new SliQuery(text);
        if (query.Tree is not { } tree)
            return WindowTemplate.HasWindow(text) ? text : null;
        if (tree.DescendantsAndSelf().Any(n => n is DurationPlaceholder))
            return text;
        return Rate(tree, isSummed: false, depth: 0) is { } rate && rate.HasCounter ? PromQlPrinter.Print(rate.Tree) : null;
    }

    // A rate of a sum is the sum of rates; so it is with differences, alternatives, and multiples by a number.
    private static (PromQlExpression Tree, bool HasCounter)? Rate(PromQlExpression tree, bool isSummed, int depth)
    {
        const int Deepest = 100;
        if (depth > Deepest)
            return null;
        switch (tree)
        {
            case VectorSelector selector:
                var rate = RateOf(selector);
                return (isSummed ? rate : new AggregateExpression(AggregateOperator.Sum, rate), true);
            case AggregateExpression { Operator: AggregateOperator.Sum } sum:
                return Rate(sum.Operand, isSummed: true, depth + 1) is { } operand
                    ? (new AggregateExpression(sum.Operator, operand.Tree, sum.Parameter, sum.Grouping), operand.HasCounter)
                    : null;
            case BinaryExpression binary when IsLinear(binary):
                return Rate(binary.Left, isSummed, depth + 1) is { } left && Rate(binary.Right, isSummed, depth + 1) is { } right
                    ? (
                        new BinaryExpression(binary.Operator, left.Tree, right.Tree, binary.ReturnsBool, binary.Matching, binary.Fill),
                        left.HasCounter || right.HasCounter
                    )
                    : null;
            case UnaryExpression unary:
                return Rate(unary.Operand, isSummed, depth + 1) is { } signed
                    ? (new UnaryExpression(unary.Operator, signed.Tree), signed.HasCounter)
                    : null;
            case NumberLiteral:
            case CallExpression { Function.Name: "vector", Arguments: [NumberLiteral { Value: 0 }] }:
                return (tree, false);
            default:
                return null;
        }
    }

    private static bool IsLinear(BinaryExpression binary) =>
        binary.Operator switch
        {
            BinaryOperator.Add or BinaryOperator.Subtract => binary.Left is not NumberLiteral && binary.Right is not NumberLiteral,
            BinaryOperator.Or => true,
            BinaryOperator.Multiply => binary.Left is NumberLiteral || binary.Right is NumberLiteral,
            BinaryOperator.Divide => binary.Right is NumberLiteral,
            _ => false,
        };

    private static CallExpression RateOf(VectorSelector selector) =>
        new(
            PromQlFunctions.Find("rate")!,
            [
                new RangeSelector(
                    new VectorSelector(selector.Name, selector.Conditions),
                    new DurationPlaceholder(SliQueries.Window),
                    selector.Offset,
                    selector.At,
                    selector.Extension
                ),
            ]
        );
}
