using ProgressiveSlo.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>Which types may stand where. Source: the checks of Prometheus 3.14 after parsing.</summary>
internal static class TypeRules
{
    public static void CheckBinary(
        BinaryOperator @operator,
        int position,
        Operand left,
        Operand right,
        bool returnsBool,
        VectorMatching? matching,
        FillModifier? fill
    )
    {
        CheckSide(left);
        CheckSide(right);
        var areVectors = IsVector(left) && IsVector(right);
        if (returnsBool && !@operator.IsComparison())
            throw new ParseFailure(position, $"bool cannot follow '{@operator.Symbol()}'", "Write bool after comparisons only");
        if (@operator.IsComparison() && !returnsBool && !IsVector(left) && !IsVector(right))
            throw new ParseFailure(position, "Two scalars are compared", $"Write {@operator.Symbol()} bool: scalars cannot be filtered");
        if (@operator.IsSet() && !areVectors)
            throw new ParseFailure(
                position,
                $"'{@operator.Symbol()}' has a scalar beside it",
                "Write instant vectors on both sides, for example with vector()"
            );
        if (matching is not null)
            CheckMatching(@operator, matching, areVectors);
        if (fill is not null && (!areVectors || @operator.IsSet()))
            throw new ParseFailure(
                fill.Span.Start,
                areVectors
                    ? $"fill cannot follow '{@operator.Symbol()}'"
                    : "fill needs an instant vector on each side, and one side is a scalar",
                "Remove the fill modifier"
            );
    }

    public static void CheckSigned(Operand operand)
    {
        if (operand.Expression.ValueType is PromQlValueType.Text or PromQlValueType.RangeVector)
            throw new ParseFailure(
                operand.Start,
                $"A sign stands before {Name(operand.Expression.ValueType)}",
                "Write a scalar or an instant vector after a sign"
            );
    }

    public static void CheckCall(PromQlFunction function, int position, List<Operand> arguments)
    {
        if (arguments.Count < function.FewestArguments || arguments.Count > function.MostArguments)
            throw new ParseFailure(position, $"{function.Name} has {Arguments(arguments.Count)}", $"Give it {Count(function)}");
        for (var i = 0; i < arguments.Count; i++)
            CheckType(arguments[i], function.ArgumentTypes[Math.Min(i, function.ArgumentTypes.Count - 1)], function.Name);
        if (
            function.Name == "info"
            && arguments.Count > 1
            && (arguments[1].IsParenthesized || arguments[1].Expression is not VectorSelector { Name: null })
        )
            throw new ParseFailure(
                arguments[1].Start,
                "info takes label conditions here, not an expression",
                "Write conditions without a metric before them, for example {k8s_cluster_name=~\".+\"}"
            );
    }

    public static void CheckAggregate(AggregateOperator @operator, int position, List<Operand> arguments)
    {
        var parameter = @operator.ParameterType();
        if (arguments.Count != (parameter is null ? 1 : 2))
        {
            throw new ParseFailure(
                position,
                $"{@operator.Symbol()} has {Arguments(arguments.Count)}",
                parameter is null ? "Give it one instant vector" : $"Give it {Name(parameter.Value)} and an instant vector"
            );
        }

        if (parameter is not null)
            CheckType(arguments[0], parameter.Value, @operator.Symbol());
        CheckType(arguments[arguments.Count - 1], PromQlValueType.InstantVector, @operator.Symbol());
    }

    public static void CheckSubquery(Operand operand, int bracket)
    {
        if (!IsVector(operand))
            throw new ParseFailure(
                bracket,
                $"The subquery stands after {Name(operand.Expression.ValueType)}",
                "Write a subquery after an instant vector only"
            );
    }

    public static VectorSelector CheckRange(Operand operand, int bracket, Predicate<OffsetModifier?> isZero, bool isOld)
    {
        if (operand.IsParenthesized || operand.Expression is not VectorSelector selector)
            throw new ParseFailure(
                bracket,
                "The range does not stand right after a selector",
                "Write a range after a metric or '}', or a subquery such as [1h:5m] after another expression"
            );

        // Prometheus 2.42 lets start() and end() stand before the bracket; they mean the same after it.
        if (
            (selector.Offset is not null && !isZero(selector.Offset))
            || (selector.At is not null && !(isOld && selector.At.Anchor != AtAnchor.Time))
        )
            throw new ParseFailure(bracket, "The range stands after offset or @", "Write the range first, for example x[5m] offset 1h");
        return selector;
    }

    public static (OffsetModifier? Offset, AtModifier? At) Modifiers(Operand operand, int position, string name) =>
        operand.Expression switch
        {
            VectorSelector vector when !operand.IsParenthesized => (vector.Offset, vector.At),
            RangeSelector range when !operand.IsParenthesized => (range.Offset, range.At),
            SubqueryExpression subquery when !operand.IsParenthesized => (subquery.Offset, subquery.At),
            _ => throw new ParseFailure(
                position,
                $"{name} does not stand after a selector or a subquery",
                $"Write {name} right after a metric, '}}' or ']'"
            ),
        };

    public static ParseFailure Twice(int position, string name) => new(position, $"{name} is set twice", $"Write {name} once");

    public static (OffsetModifier? Offset, AtModifier? At) CheckExtension(Operand operand, int position, RangeExtension extension)
    {
        var name = extension == RangeExtension.Anchored ? "anchored" : "smoothed";
        var last = operand.Expression switch
        {
            SubqueryExpression => throw new ParseFailure(
                position,
                $"{name} stands after a subquery",
                "Remove it: only selectors and their ranges have it"
            ),
            VectorSelector vector => vector.Extension,
            RangeSelector range => range.Extension,
            _ => RangeExtension.None,
        };
        if (last != RangeExtension.None && last != extension)
            throw new ParseFailure(position, "anchored and smoothed stand together", "Write one of them");
        return Modifiers(operand, position, name);
    }

    private static void CheckMatching(BinaryOperator @operator, VectorMatching matching, bool areVectors)
    {
        var start = matching.Span.Start;
        if (
            matching.IsOn
            && matching.Include.Count > 0
            && matching.Labels.FirstOrDefault(new HashSet<string>(matching.Include, StringComparer.Ordinal).Contains) is { } twice
        )
            throw new ParseFailure(start, $"The label {twice} is in on and in the group, too", "Name it once");
        if (!areVectors && matching.Labels.Count > 0)
            throw new ParseFailure(start, $"{(matching.IsOn ? "on" : "ignoring")} matches series, and one side is a scalar", "Remove it");
        if (areVectors && @operator.IsSet() && matching.Group != GroupSide.None)
            throw new ParseFailure(start, $"group_left and group_right cannot follow '{@operator.Symbol()}'", "Remove the group");
    }

    private static void CheckSide(Operand operand)
    {
        if (operand.Expression.ValueType is PromQlValueType.Text or PromQlValueType.RangeVector)
            throw new ParseFailure(
                operand.Start,
                $"An operator stands beside {Name(operand.Expression.ValueType)}",
                "Write a scalar or an instant vector on each side, for example rate(x[5m])"
            );
    }

    private static void CheckType(Operand operand, PromQlValueType type, string taker)
    {
        if (operand.Expression.ValueType != type)
            throw new ParseFailure(
                operand.Start,
                $"{taker} takes {Name(type)} here, not {Name(operand.Expression.ValueType)}",
                FixFor(type)
            );
    }

    private static bool IsVector(Operand operand) => operand.Expression.ValueType == PromQlValueType.InstantVector;

    private static string FixFor(PromQlValueType type) =>
        type switch
        {
            PromQlValueType.RangeVector => "Write a range, for example x[5m]",
            PromQlValueType.Text => "Write a text in quotes",
            PromQlValueType.Scalar => "Write a number, or scalar() of a vector",
            _ => "Write a metric or a function of one, for example rate(x[5m])",
        };

    private static string Count(PromQlFunction function) =>
        function.MostArguments switch
        {
            null => FormattableString.Invariant($"{function.FewestArguments} or more"),
            var most when most == function.FewestArguments => FormattableString.Invariant($"{most}"),
            var most => FormattableString.Invariant($"{function.FewestArguments} to {most}"),
        };

    private static string Arguments(int count) => CountText.Of(count, "argument");

    private static string Name(PromQlValueType type) =>
        type switch
        {
            PromQlValueType.Scalar => "a scalar",
            PromQlValueType.InstantVector => "an instant vector",
            PromQlValueType.RangeVector => "a range vector",
            _ => "a text",
        };
}

/// <summary>An expression while it is read: with the parentheses around it, which the tree does not keep.</summary>
internal readonly struct Operand(PromQlExpression expression, int start, bool isParenthesized)
{
    public readonly PromQlExpression Expression = expression;

    /// <summary>Where the expression starts, its opening parenthesis included.</summary>
    public readonly int Start = start;

    /// <summary>Whether parentheses stand around it. Signs and modifiers then do not join it.</summary>
    public readonly bool IsParenthesized = isParenthesized;
}
