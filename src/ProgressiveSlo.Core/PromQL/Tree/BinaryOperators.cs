using System;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Facts about binary operators. Source: Prometheus documentation, "Binary operator precedence".
/// </summary>
public static class BinaryOperators
{
    /// <summary>How the operator is written.</summary>
    /// <param name="operator">The operator.</param>
    public static string Symbol(this BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Unless => "unless",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Less => "<",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Greater => ">",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Modulo => "%",
        BinaryOperator.Atan2 => "atan2",
        BinaryOperator.Power => "^",
        _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
    };

    /// <summary>How tightly the operator binds: 1 for <c>or</c> to 6 for <c>^</c>.</summary>
    /// <param name="operator">The operator.</param>
    public static int Precedence(this BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Or => 1,
        BinaryOperator.And or BinaryOperator.Unless => 2,
        >= BinaryOperator.Equal and <= BinaryOperator.Greater => 3,
        BinaryOperator.Add or BinaryOperator.Subtract => 4,
        BinaryOperator.Power => 6,
        _ => 5,
    };

    /// <summary>True for <c>==</c>, <c>!=</c>, <c>&lt;=</c>, <c>&lt;</c>, <c>&gt;=</c> and <c>&gt;</c>.</summary>
    /// <param name="operator">The operator.</param>
    public static bool IsComparison(this BinaryOperator @operator) => @operator is >= BinaryOperator.Equal and <= BinaryOperator.Greater;

    /// <summary>True for <c>and</c>, <c>or</c> and <c>unless</c>.</summary>
    /// <param name="operator">The operator.</param>
    public static bool IsSet(this BinaryOperator @operator) => @operator is BinaryOperator.Or or BinaryOperator.And or BinaryOperator.Unless;
}
