using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Takes apart what <see cref="SliExpressions"/> puts together.</summary>
internal static class RuleShapes
{
    /// <summary>The query of <c>-Inf &lt; query &lt; Inf</c>, or null.</summary>
    public static PromQlExpression? Ratio(PromQlExpression tree) =>
        tree is BinaryExpression { Operator: BinaryOperator.Less, Left: BinaryExpression { Operator: BinaryOperator.Less, Right: var query } } ? query : null;

    /// <summary>The queries of an error ratio from events, or null.</summary>
    public static (PromQlExpression Part, PromQlExpression Total, bool CountsGood)? Events(PromQlExpression tree)
    {
        if (tree is not BinaryExpression { Operator: BinaryOperator.Divide, Left: BinaryExpression bad, Right: BinaryExpression { Operator: BinaryOperator.Greater, Left: var total, Right: NumberLiteral { Value: 0 } } })
            return null;
        if (Part(bad) is { } part)
            return (part, total, false);
        return bad.Operator == BinaryOperator.Subtract && Part(bad.Right) is { } good ? (good, total, true) : null;
    }

    /// <summary>The query of <c>query or 0 * total</c>, or null.</summary>
    public static PromQlExpression? Part(PromQlExpression tree) =>
        tree is BinaryExpression { Operator: BinaryOperator.Or, Right: BinaryExpression { Operator: BinaryOperator.Multiply, Left: NumberLiteral { Value: 0 } } } choice ? WithoutGuard(choice.Left) : null;

    /// <summary>The query of <c>query &gt;= 0</c>; the tree itself where it has no such guard.</summary>
    public static PromQlExpression WithoutGuard(PromQlExpression tree) =>
        tree is BinaryExpression { Operator: BinaryOperator.GreaterOrEqual, ReturnsBool: false, Right: NumberLiteral { Value: 0 } } guard ? guard.Left : tree;
}
