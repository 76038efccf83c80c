namespace ProgressiveSlo.PromQL;

/// <summary>An expression while it is read: with the parentheses around it, which the tree does not keep.</summary>
internal readonly struct Operand(PromQlExpression expression, int start, bool isParenthesized)
{
    public readonly PromQlExpression Expression = expression;

    /// <summary>Where the expression starts, its opening parenthesis included.</summary>
    public readonly int Start = start;

    /// <summary>Whether parentheses stand around it. Signs and modifiers then do not join it.</summary>
    public readonly bool IsParenthesized = isParenthesized;
}
