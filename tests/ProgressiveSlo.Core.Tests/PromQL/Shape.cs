using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Core.Tests.PromQL;

/// <summary>The structure of an expression with every parenthesis written out.</summary>
internal static class Shape
{
    public static string Of(string text) => Of(PromQlParser.Parse(text));

    public static string Of(PromQlExpression expression) =>
        expression switch
        {
            BinaryExpression binary => $"({Of(binary.Left)} {binary.Operator.Symbol()} {Of(binary.Right)})",
            UnaryExpression unary => $"({(unary.Operator == UnaryOperator.Minus ? "neg" : "pos")} {Of(unary.Operand)})",
            CallExpression call => $"{call.Function.Name}({string.Join(", ", call.Arguments.Select(Of))})",
            SubqueryExpression subquery => $"sub({Of(subquery.Operand)})",
            _ => expression.ToString(),
        };
}
