using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>Finds the quotients in an expression, and whether good or bad events stand above the line.</summary>
internal static class RatioSearch
{
    private static readonly string[] _badWords = ["error", "fail", "bad", "burn"];
    private static readonly string[] _goodWords = ["success", "availab", "good", "uptime"];

    /// <summary>The quotients in which each side has one selector.</summary>
    /// <param name="tree">The expression.</param>
    /// <param name="role">Whose it is.</param>
    /// <param name="name">The name of the recording or alert; empty for an indicator.</param>
    /// <param name="field">The field of the expression.</param>
    public static IReadOnlyList<SelectorPair> Find(PromQlExpression tree, QueryRole role, string name, string field)
    {
        var isOfRule = role is QueryRole.Recording or QueryRole.Alert;
        List<SelectorPair>? found = null;
        var open = new Stack<(PromQlExpression Node, bool? IsGood)>();
        open.Push(
            (
                tree,
                role == QueryRole.Recording ? ByName(name)
                : role == QueryRole.Ratio ? false
                : null
            )
        );
        while (open.Count > 0)
        {
            var (node, isGood) = open.Pop();
            if (node is BinaryExpression binary)
            {
                if (
                    IsQuotient(binary)
                    && SelectorPair.Create(binary.Left, binary.Right, isGood, field, isOfRule, binary.Matching) is { } pair
                )
                    (found ??= []).Add(pair);
                Push(open, binary, isGood);
                continue;
            }

            var passes = node is AggregateExpression or CallExpression or SubqueryExpression or UnaryExpression;
            foreach (var child in node.Children)
            {
                if (child is PromQlExpression expression)
                    open.Push((expression, passes ? isGood : null));
            }
        }

        return found is null ? [] : found;
    }

    /// <summary>The value of an expression of numbers alone, or null.</summary>
    public static double? Constant(PromQlExpression expression, int depth = 0) =>
        depth > 20
            ? null
            : expression switch
            {
                NumberLiteral number => number.Value,
                UnaryExpression { Operator: UnaryOperator.Minus } sign => -Constant(sign.Operand, depth + 1),
                UnaryExpression sign => Constant(sign.Operand, depth + 1),
                CallExpression { Function.Name: "vector" } vector => Constant(vector.Arguments[0], depth + 1),
                BinaryExpression { ValueType: PromQlValueType.Scalar } binary => binary.Operator switch
                {
                    BinaryOperator.Add => Constant(binary.Left, depth + 1) + Constant(binary.Right, depth + 1),
                    BinaryOperator.Subtract => Constant(binary.Left, depth + 1) - Constant(binary.Right, depth + 1),
                    BinaryOperator.Multiply => Constant(binary.Left, depth + 1) * Constant(binary.Right, depth + 1),
                    BinaryOperator.Divide => Constant(binary.Left, depth + 1) / Constant(binary.Right, depth + 1),
                    _ => null,
                },
                _ => null,
            };

    private static bool IsQuotient(BinaryExpression binary) =>
        binary
            is {
                Operator: BinaryOperator.Divide,
                Left.ValueType: PromQlValueType.InstantVector,
                Right.ValueType: PromQlValueType.InstantVector
            };

    private static void Push(Stack<(PromQlExpression, bool?)> open, BinaryExpression binary, bool? isGood)
    {
        var (left, right) = (isGood, isGood);
        if (binary.Operator.IsComparison())
        {
            (left, right) = (null, null);
            if (Constant(binary.Right) is { } limit)
                left = ByLimit(binary.Operator, limit);
            else if (Constant(binary.Left) is { } lower)
                right = ByLimit(Turned(binary.Operator), lower);
        }
        else if (binary.Operator == BinaryOperator.Subtract)
        {
            right = Constant(binary.Left) is 1 or 100 ? !isGood : null;
            left = Constant(binary.Right) is not null ? isGood : null;
        }
        else if (binary.Operator is BinaryOperator.Multiply or BinaryOperator.Divide)
        {
            left = Constant(binary.Right) is not null ? isGood : null;
            right = Constant(binary.Left) is not null && binary.Operator == BinaryOperator.Multiply ? isGood : null;
        }
        else if (!binary.Operator.IsSet())
        {
            (left, right) = (null, null);
        }

        open.Push((binary.Right, right));
        open.Push((binary.Left, left));
    }

    // An alert waits for few bad events, or for too few good ones.
    private static bool? ByLimit(BinaryOperator @operator, double limit) =>
        @operator switch
        {
            BinaryOperator.Greater or BinaryOperator.GreaterOrEqual when limit is < 0.5 or (> 1 and < 50) => false,
            BinaryOperator.Less or BinaryOperator.LessOrEqual when limit is (>= 0.5 and <= 1) or (>= 50 and <= 100) => true,
            _ => null,
        };

    private static BinaryOperator Turned(BinaryOperator @operator) =>
        @operator switch
        {
            BinaryOperator.Greater => BinaryOperator.Less,
            BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
            BinaryOperator.Less => BinaryOperator.Greater,
            BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
            _ => @operator,
        };

    private static bool? ByName(string name)
    {
        var isBad = _badWords.Any(w => name.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);
        var isGood = _goodWords.Any(w => name.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);
        return isBad == isGood ? null : isGood;
    }
}
