using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Comparisons that give 0 or 1 and are added: <c>(a &gt; bool 1) + (b &gt; bool 1) == 2</c>.</summary>
internal static class BoolSum
{
    /// <summary>The comparisons that are added on the left side of another one; one of them or none where it is no such sum.</summary>
    public static List<PromQlExpression> Split(BinaryExpression comparison)
    {
        var parts = new List<PromQlExpression>();
        return comparison.Right is NumberLiteral && Add(comparison.Left, parts) ? parts : [];
    }

    /// <summary>Whether all of them must hold, and not just one.</summary>
    public static bool HoldAll(BinaryExpression comparison)
    {
        var bound = ((NumberLiteral)comparison.Right).Value;
        var count = Split(comparison).Count;
        return comparison.Operator switch
        {
            BinaryOperator.Greater => bound >= count - 1,
            _ => bound >= count,
        };
    }

    private static bool Add(PromQlExpression expression, List<PromQlExpression> parts)
    {
        switch (expression)
        {
            case BinaryExpression { Operator: BinaryOperator.Add } sum:
                return Add(sum.Left, parts) && Add(sum.Right, parts);
            case BinaryExpression { ReturnsBool: true } comparison:
                parts.Add(comparison);
                return true;
            default:
                return false;
        }
    }
}
