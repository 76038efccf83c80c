using CsCheck;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Core.Tests.PromQL;

/// <summary>Random trees that obey the types of the language.</summary>
internal static class TreeGenerator
{
    private static readonly Gen<string> Label = Gen.OneOf("a", "job", "by", "on", "sum", "le", "__x", "offset");

    private static readonly Gen<string> AnyText = Gen.OneOf(
            "a",
            "Z",
            "0",
            " ",
            "\"",
            "'",
            "`",
            "\\",
            "\n",
            "\r",
            "\t",
            "\0",
            "\u007f",
            "\u0085",
            "é",
            "€",
            "😀",
            "\ufffd",
            "\ufeff",
            "\u2028",
            "\udcff",
            "\udcfe",
            "{{.w}}",
            "#"
        )
        .List[0, 6]
        .Select(string.Concat);

    private static readonly Gen<LabelMatcher> Matcher = Gen.OneOf(
        Gen.Select(Label, Gen.OneOf("=", "!="), AnyText, (label, op, value) => new LabelMatcher(label, op, value)),
        Gen.Select(
            Label,
            Gen.OneOf("=~", "!~"),
            Gen.OneOf("", ".*", "a|b", "5..", "\\d+", "[^\"]", "é+", "(?i)x"),
            (label, op, value) => new LabelMatcher(label, op, value)
        )
    );

    private static readonly Gen<PromQlDuration> Duration = Gen.OneOf<PromQlDuration>(
        Gen.Long[1, 292L * 365 * 86_400_000]
            .Select(ms => (PromQlDuration)new DurationLiteral(TimeSpan.FromTicks(ms * TimeSpan.TicksPerMillisecond))),
        Gen.OneOf(1, 5, 30, 60, 1440, 10080, 525600).Select(minutes => (PromQlDuration)new DurationLiteral(TimeSpan.FromMinutes(minutes))),
        Gen.OneOf("{{.window}}", "{{ .w }}").Select(text => (PromQlDuration)new DurationPlaceholder(text))
    );

    private static readonly Gen<OffsetModifier?> Offset = Optional(
        Gen.Select(Duration, Gen.Bool, (duration, negative) => new OffsetModifier(duration, negative))
    );

    private static readonly Gen<AtModifier?> At = Optional(
        Gen.OneOf(
            Gen.Double[-1e12, 1e12].Select(time => AtModifier.AtTime(time)),
            Gen.Const(AtModifier.AtStart()),
            Gen.Const(AtModifier.AtEnd())
        )
    );

    private static readonly Gen<VectorSelector> Selector = Gen.Select(
        Gen.OneOf("x", "a:b", ":", "_", "sum", "by", "and", "offset", "start", "without", ""),
        Matcher.List[0, 3],
        (name, matchers) =>
            name.Length == 0
                ? new VectorSelector(null, [.. matchers.Prepend(new LabelMatcher("__name__", "=", "x")).Select(m => new LabelCondition(m))])
                : new VectorSelector(name, [.. matchers.Select(m => new LabelCondition(m))])
    );

    public static Gen<PromQlExpression> Expression(int depth) =>
        Gen.OneOf(
            Vector(depth),
            Vector(depth),
            Vector(depth),
            Scalar(depth),
            Range(depth),
            AnyText.Select(value => (PromQlExpression)new StringLiteral(value))
        );

    private static Gen<PromQlExpression> Vector(int depth)
    {
        var leaf = Gen.Select(
            Selector,
            Offset,
            At,
            (s, offset, at) => (PromQlExpression)new VectorSelector(s.Name, s.Conditions, offset, at)
        );
        if (depth == 0)
            return leaf;
        var below = Vector(depth - 1);
        return Gen.OneOf(
            leaf,
            Signed(below),
            Between(depth),
            Between(depth),
            Aggregate(depth),
            Calls(depth, PromQlValueType.InstantVector)
        );
    }

    private static Gen<PromQlExpression> Scalar(int depth)
    {
        var leaf = Gen.OneOf(Gen.Double, Gen.Int[-3, 3].Select(i => (double)i)).Select(value => (PromQlExpression)new NumberLiteral(value));
        if (depth == 0)
            return leaf;
        var below = Scalar(depth - 1);
        var binary = Gen.Select(Operator, below, below)
            .Where(t => !t.Item1.IsSet())
            .Select(t => (PromQlExpression)new BinaryExpression(t.Item1, t.Item2, t.Item3, t.Item1.IsComparison()));
        return Gen.OneOf(leaf, Signed(below), binary, binary, Calls(depth, PromQlValueType.Scalar));
    }

    private static Gen<PromQlExpression> Range(int depth)
    {
        var range = Gen.Select(
            Selector,
            Duration,
            Offset,
            At,
            (s, duration, offset, at) => (PromQlExpression)new RangeSelector(s, duration, offset, at)
        );
        var subquery = Gen.Select(
            Vector(Math.Max(0, depth - 1)),
            Duration,
            Optional(Duration),
            Offset,
            At,
            (operand, duration, step, offset, at) => (PromQlExpression)new SubqueryExpression(operand, duration, step, offset, at)
        );
        return Gen.OneOf(range, subquery);
    }

    private static Gen<PromQlExpression> Signed(Gen<PromQlExpression> operand) =>
        Gen.Select(
            Gen.OneOf(UnaryOperator.Minus, UnaryOperator.Plus),
            operand,
            (op, inner) => (PromQlExpression)new UnaryExpression(op, inner)
        );

    private static Gen<BinaryOperator> Operator => Gen.Enum<BinaryOperator>();

    // Two operands, at least one of them a vector.
    private static Gen<PromQlExpression> Between(int depth)
    {
        var vector = Vector(depth - 1);
        var scalar = Scalar(depth - 1);
        var vectors = Gen.Select(
            Operator,
            vector,
            vector,
            Gen.Bool,
            Optional(Matching),
            (op, left, right, isBool, matching) =>
                (PromQlExpression)
                    new BinaryExpression(
                        op,
                        left,
                        right,
                        isBool && op.IsComparison(),
                        matching is not null && op.IsSet() ? new VectorMatching(matching.IsOn, matching.Labels) : matching
                    )
        );
        var mixed = Gen.Select(Operator, vector, scalar, Gen.Bool, Gen.Bool)
            .Where(t => !t.Item1.IsSet())
            .Select(t =>
                (PromQlExpression)
                    new BinaryExpression(
                        t.Item1,
                        t.Item4 ? t.Item2 : t.Item3,
                        t.Item4 ? t.Item3 : t.Item2,
                        t.Item5 && t.Item1.IsComparison()
                    )
            );
        return Gen.OneOf(vectors, vectors, mixed);
    }

    private static Gen<VectorMatching> Matching =>
        Gen.Select(
            Gen.Bool,
            Label.List[0, 3],
            Gen.Enum<GroupSide>(),
            Label.List[0, 2],
            (isOn, labels, group, include) =>
                new VectorMatching(
                    isOn,
                    labels,
                    group,
                    group == GroupSide.None ? [] : [.. include.Where(label => !isOn || !labels.Contains(label))]
                )
        );

    private static Gen<PromQlExpression> Aggregate(int depth)
    {
        var grouping = Optional(Gen.Select(Gen.Bool, Label.List[0, 3], (without, labels) => new LabelGrouping(without, labels)));
        return Gen.Select(
            Gen.Enum<AggregateOperator>(),
            Vector(depth - 1),
            Scalar(depth - 1),
            AnyText,
            grouping,
            (op, operand, scalar, text, group) =>
                (PromQlExpression)
                    new AggregateExpression(
                        op,
                        operand,
                        op.ParameterType() switch
                        {
                            null => null,
                            PromQlValueType.Text => new StringLiteral(text),
                            _ => scalar,
                        },
                        group
                    )
        );
    }

    private static Gen<PromQlExpression> Calls(int depth, PromQlValueType type)
    {
        var functions = PromQlFunctions.All.Where(f => f.ReturnType == type).OrderBy(f => f.Name, StringComparer.Ordinal).ToArray();
        return Gen.OneOf(functions)
            .SelectMany(function =>
                Gen.Int[function.FewestArguments, function.MostArguments ?? function.FewestArguments + 3]
                    .SelectMany(count => Arguments(function, count, depth - 1))
            );
    }

    private static Gen<PromQlExpression> Arguments(PromQlFunction function, int count, int depth)
    {
        var arguments = Gen.Const(new List<PromQlExpression>()).Select(_ => new List<PromQlExpression>());
        for (var i = 0; i < count; i++)
        {
            var next = function.ArgumentTypes[Math.Min(i, function.ArgumentTypes.Count - 1)] switch
            {
                PromQlValueType.Scalar => Scalar(depth),
                PromQlValueType.InstantVector => Vector(depth),
                PromQlValueType.RangeVector => Range(depth),
                _ => AnyText.Select(value => (PromQlExpression)new StringLiteral(value)),
            };
            arguments = Gen.Select(arguments, next, (before, argument) => new List<PromQlExpression>(before) { argument });
        }

        return arguments.Select(list => (PromQlExpression)new CallExpression(function, list));
    }

    private static Gen<T?> Optional<T>(Gen<T> gen)
        where T : class => Gen.OneOf(Gen.Const((T?)null), gen.Select(value => (T?)value));
}
