using CsCheck;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Core.Tests.PromQL;

/// <summary>Random trees that obey the types of the language.</summary>
internal static class TreeGenerator
{
    private static readonly Gen<string> _label = Gen.OneOf(
        "a",
        "job",
        "by",
        "on",
        "sum",
        "le",
        "__x",
        "offset",
        "a.b",
        "without",
        "a:b",
        "é"
    );

    private static readonly Gen<string> _text = Gen.OneOf(
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

    private static readonly Gen<LabelMatcher> _matcher = Gen.OneOf(
        Gen.Select(_label, Gen.OneOf("=", "!="), _text, (label, op, value) => new LabelMatcher(label, op, value)),
        Gen.Select(
            _label,
            Gen.OneOf("=~", "!~"),
            Gen.OneOf("", ".*", "a|b", "5..", "\\d+", "[^\"]", "é+", "(?i)x"),
            (label, op, value) => new LabelMatcher(label, op, value)
        )
    );

    private static readonly Gen<PromQlDuration> _duration = Gen.OneOf<PromQlDuration>(
        Gen.Long[1, 292L * 365 * 86_400_000]
            .Select(ms => (PromQlDuration)new DurationLiteral(TimeSpan.FromTicks(ms * TimeSpan.TicksPerMillisecond))),
        Gen.OneOf(1, 5, 30, 60, 1440, 10080, 525600).Select(minutes => (PromQlDuration)new DurationLiteral(TimeSpan.FromMinutes(minutes))),
        Gen.OneOf("{{.window}}", "{{ .w }}").Select(text => (PromQlDuration)new DurationPlaceholder(text))
    );

    private static readonly Gen<PromQlDuration> _arithmetic = Arithmetic(2);

    // Below the top, a number is never a literal: the reader makes one of a number that stands alone.
    private static readonly Gen<PromQlDuration> _anyDuration = Gen.OneOf(
        _duration,
        _duration,
        _arithmetic.Where(d => d is not (DurationNumber or DurationSign { Operand: DurationNumber }))
    );

    private static readonly Gen<OffsetModifier?> _offset = Optional(
        Gen.Select(_anyDuration.Where(d => d is not DurationSign), Gen.Bool, (duration, negative) => new OffsetModifier(duration, negative))
    );

    private static readonly Gen<RangeExtension> _extension = Gen.OneOf(
        Gen.Const(RangeExtension.None),
        Gen.Const(RangeExtension.None),
        Gen.Enum<RangeExtension>()
    );

    private static readonly Gen<FillModifier?> _fill = Optional(
        Gen.Select(
            Gen.Double,
            Gen.Int[-2, 2],
            Gen.Int[0, 3],
            (left, right, kind) =>
                kind switch
                {
                    0 => new FillModifier(left, left),
                    1 => new FillModifier(left, null),
                    2 => new FillModifier(null, right),
                    _ => new FillModifier(left, right),
                }
        )
    );

    private static readonly Gen<AtModifier?> _at = Optional(
        Gen.OneOf(
            Gen.Double[-1e12, 1e12].Select(time => AtModifier.AtTime(time)),
            Gen.Const(AtModifier.AtStart()),
            Gen.Const(AtModifier.AtEnd())
        )
    );

    private static readonly Gen<VectorSelector> _selector = Gen.Select(
        Gen.OneOf("x", "a:b", ":", "_", "sum", "by", "and", "offset", "start", "without", ""),
        _matcher.List[0, 3],
        (name, matchers) =>
            name.Length == 0
                ? new VectorSelector(null, [.. matchers.Prepend(new LabelMatcher("__name__", "=", "x")).Select(m => new LabelCondition(m))])
                : new VectorSelector(name, [.. matchers.Select(m => new LabelCondition(m))])
    );

    private static Gen<PromQlDuration> Arithmetic(int depth)
    {
        var leaf = Gen.OneOf(
            _duration,
            Gen.OneOf(0, 0.5, 1, 2, 1e-9, 300).Select(n => (PromQlDuration)new DurationNumber(n)),
            Gen.Enum<DurationVariableKind>().Select(kind => (PromQlDuration)new DurationVariable(kind)),
            Gen.Const((PromQlDuration)new DurationLiteral(TimeSpan.Zero))
        );
        if (depth == 0)
            return leaf;
        var below = Arithmetic(depth - 1);
        return Gen.OneOf(
            leaf,
            below.Where(d => d is not DurationSign).Select(d => (PromQlDuration)new DurationSign(d)),
            Gen.Select(Gen.Enum<BinaryOperator>().Where(o => o.IsArithmetic()), below, below)
                .Select(t => (PromQlDuration)new DurationOperation(t.Item1, t.Item2, t.Item3)),
            Gen.Select(Gen.Bool, below, below, (isLonger, a, b) => (PromQlDuration)new DurationChoice(isLonger, a, b))
        );
    }

    public static Gen<PromQlExpression> Expression(int depth) =>
        Gen.OneOf(
            Vector(depth),
            Vector(depth),
            Vector(depth),
            Scalar(depth),
            Range(depth),
            _text.Select(value => (PromQlExpression)new StringLiteral(value))
        );

    private static Gen<PromQlExpression> Vector(int depth)
    {
        var leaf = Gen.Select(
            _selector,
            _offset,
            _at,
            _extension,
            (s, offset, at, extension) => (PromQlExpression)new VectorSelector(s.Name, s.Conditions, offset, at, extension)
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
        leaf = Gen.OneOf(
            leaf,
            Gen.Int[-100_000, 100_000]
                .Select(ms => (PromQlExpression)new NumberLiteral((ms / 1000) + (ms % 1000 / 1e3)) { IsDuration = true })
        );
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
            _selector,
            _anyDuration,
            _offset,
            _at,
            _extension,
            (s, duration, offset, at, extension) => (PromQlExpression)new RangeSelector(s, duration, offset, at, extension)
        );
        var subquery = Gen.Select(
            Vector(Math.Max(0, depth - 1)),
            _anyDuration,
            Optional(_anyDuration),
            _offset,
            _at,
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
            _fill,
            (op, left, right, isBool, matching, fill) =>
                (PromQlExpression)
                    new BinaryExpression(
                        op,
                        left,
                        right,
                        isBool && op.IsComparison(),
                        matching is not null && op.IsSet() ? new VectorMatching(matching.IsOn, matching.Labels) : matching,
                        op.IsSet() ? null : fill
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
            _label.List[0, 3],
            Gen.Enum<GroupSide>(),
            _label.List[0, 2],
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
        var grouping = Optional(Gen.Select(Gen.Bool, _label.List[0, 3], (without, labels) => new LabelGrouping(without, labels)));
        return Gen.Select(
            Gen.Enum<AggregateOperator>(),
            Vector(depth - 1),
            Scalar(depth - 1),
            _text,
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
        var functions = PromQlFunctions
            .All.Where(f => f.ReturnType == type && f.Name != "info" && f.Feature?.Until is null)
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .ToArray();
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
                _ => _text.Select(value => (PromQlExpression)new StringLiteral(value)),
            };
            arguments = Gen.Select(arguments, next, (before, argument) => new List<PromQlExpression>(before) { argument });
        }

        return arguments.Select(list => (PromQlExpression)new CallExpression(function, list));
    }

    private static Gen<T?> Optional<T>(Gen<T> gen)
        where T : class => Gen.OneOf(Gen.Const((T?)null), gen.Select(value => (T?)value));
}
