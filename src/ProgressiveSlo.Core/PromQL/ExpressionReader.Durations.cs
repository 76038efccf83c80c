namespace ProgressiveSlo.PromQL;

/// <summary>Durations and the arithmetic with them.</summary>
internal sealed partial class ExpressionReader
{
    // Prometheus counts nanoseconds in 64 bits.
    private const double LongestSeconds = 9223372036.854775807;

    // The duration of a range or a step.
    private PromQlDuration PositiveDuration()
    {
        var duration = Durations(1);
        if (duration.Literal <= 0)
            throw DurationSyntax.Failure(
                _text,
                duration.Start,
                _end,
                duration.Literal < 0 ? "is not more than zero" : "is an empty duration"
            );
        return Simplify(duration.Node);
    }

    // What follows offset. A number with or without a sign stands alone there: x offset 5m * 2 is (x offset 5m) * 2. Only what begins with
    // a parenthesis, or with two signs, goes on with the operators after it. So does the grammar of Prometheus.
    private (PromQlDuration Duration, bool IsNegative) OffsetDuration()
    {
        var first = _token;
        DurationOperand duration;
        if (first.Kind is not (TokenKind.Add or TokenKind.Subtract))
        {
            duration = DurationPrimary();
            if (first.Kind == TokenKind.LeftParen)
                duration = DurationOperations(duration, 1);
        }
        else
        {
            if (first.Kind == TokenKind.Add)
                Use(PromQlFeatures.NumberAsDuration, first.Start);
            Advance();
            duration = _token.Kind is TokenKind.Add or TokenKind.Subtract
                ? DurationOperations(Sign(first, Durations(BinaryOperator.Power.Precedence())), 1)
                : Sign(first, DurationPrimary());
        }

        var negative = duration.Node as DurationSign;
        return (Simplify(negative?.Operand ?? duration.Node), negative is not null);
    }

    // Reads operators that bind at least as tightly as told.
    private DurationOperand Durations(int precedence)
    {
        Descend();
        DurationOperand left;
        if (_token.Kind is TokenKind.Add or TokenKind.Subtract)
        {
            var sign = _token;
            Use(PromQlFeatures.DurationArithmetic, sign.Start);
            Advance();
            left = Sign(sign, Durations(BinaryOperator.Power.Precedence()));
        }
        else
        {
            left = DurationPrimary();
        }

        left = DurationOperations(left, precedence);
        _depth--;
        return left;
    }

    private DurationOperand DurationOperations(DurationOperand left, int precedence)
    {
        while (_token.Kind.IsBinaryOperator() && _token.Kind.ToBinaryOperator().IsArithmetic())
        {
            var sign = _token;
            var @operator = sign.Kind.ToBinaryOperator();
            var binds = @operator.Precedence();
            if (binds < precedence)
                break;
            Use(PromQlFeatures.DurationArithmetic, sign.Start);
            Advance();
            var right = Durations(@operator == BinaryOperator.Power ? binds : binds + 1);
            if (@operator is BinaryOperator.Divide or BinaryOperator.Modulo && right.Literal == 0)
                throw new ParseFailure(sign.Start, "A duration is divided by zero", "Divide by another number");
            left = new DurationOperand(
                new DurationOperation(@operator, left.Node, right.Node, Since(left.Start)),
                left.Start,
                isLiteral: false
            );
        }

        return left;
    }

    private DurationOperand DurationPrimary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Duration:
                Advance();
                return Literal(new DurationLiteral(DurationSyntax.Parse(_text, token.Start, token.End), Since(token.Start)));
            case TokenKind.Number:
                Advance();
                var number = new DurationNumber(NumberOf(token), Since(token.Start));
                if (number.Seconds > LongestSeconds)
                    throw DurationSyntax.Failure(_text, token.Start, token.End, "is longer than Prometheus can count");
                Use(PromQlFeatures.NumberAsDuration, token.Start);
                return Literal(number);
            case TokenKind.Placeholder:
                Advance();
                return new DurationOperand(new DurationPlaceholder(TextOf(token), Since(token.Start)), token.Start, isLiteral: false);
            case TokenKind.LeftParen:
                Use(PromQlFeatures.DurationArithmetic, token.Start);
                Advance();
                var inner = Durations(1);
                Close(token.Start);
                return new DurationOperand(inner.Node, token.Start, isLiteral: false);
            case TokenKind.StepKeyword or TokenKind.RangeKeyword:
                return Variable(token);
            case TokenKind.MinOf or TokenKind.MaxOf or TokenKind.Min or TokenKind.Max:
                return Choice(token);
            default:
                throw Unexpected(DurationSyntax.Expected);
        }

        DurationOperand Literal(PromQlDuration node) => new(node, token.Start, isLiteral: true);
    }

    private DurationOperand Variable(Token name)
    {
        var isStep = name.Kind == TokenKind.StepKeyword;
        Use(isStep ? PromQlFeatures.DurationStep : PromQlFeatures.DurationRange, name.Start);
        Advance();
        if (!Take(TokenKind.LeftParen) || !Take(TokenKind.RightParen))
            throw Unexpected("Write () after step or range");
        var kind = isStep ? DurationVariableKind.Step : DurationVariableKind.Range;
        return new DurationOperand(new DurationVariable(kind, Since(name.Start)), name.Start, isLiteral: false);
    }

    private DurationOperand Choice(Token name)
    {
        var isOld = name.Kind is TokenKind.Min or TokenKind.Max;
        Use(isOld ? PromQlFeatures.DurationMin : PromQlFeatures.DurationMinOf, name.Start);
        Advance();
        var open = _token.Start;
        if (!Take(TokenKind.LeftParen))
            throw Unexpected("Write '(' and two durations");
        var left = Durations(1);
        if (!Take(TokenKind.Comma))
            throw Unexpected("Write ',' and the second duration");
        var right = Durations(1);
        Close(open);
        var choice = new DurationChoice(name.Kind is TokenKind.MaxOf or TokenKind.Max, left.Node, right.Node, Since(name.Start))
        {
            HasOldName = isOld,
        };
        return new DurationOperand(choice, name.Start, isLiteral: false);
    }

    // A minus before a minus is none.
    private DurationOperand Sign(Token sign, DurationOperand operand)
    {
        var node = operand.Node;
        if (sign.Kind == TokenKind.Subtract)
            node = node is DurationSign inner ? inner.Operand : new DurationSign(node, Since(sign.Start));
        return new DurationOperand(node, sign.Start, operand.IsLiteral);
    }

    // [300] is [5m], as Prometheus prints it.
    private static PromQlDuration Simplify(PromQlDuration duration) =>
        duration is DurationNumber { Fixed: { } time } number
        && Math.Abs(number.Seconds) <= LongestSeconds
        && IsWholeMilliseconds(number, time)
            ? new DurationLiteral(time, number.Span)
            : duration;

    private static bool IsWholeMilliseconds(DurationNumber number, TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerMillisecond == 0 && (time > TimeSpan.Zero || number.Seconds == 0);

    private static bool IsZero(OffsetModifier? offset) =>
        offset?.Duration is DurationLiteral { Value.Ticks: 0 } or DurationNumber { Seconds: < 0.5e-9 };
}

/// <summary>A duration while it is read: with the parentheses around it, which the tree does not keep.</summary>
internal readonly struct DurationOperand(PromQlDuration node, int start, bool isLiteral)
{
    public readonly PromQlDuration Node = node;

    public readonly int Start = start;

    /// <summary>Whether it is a number or a duration, be it with signs, and without parentheses.</summary>
    public readonly bool IsLiteral = isLiteral;

    /// <summary>The seconds of a literal, or NaN.</summary>
    public double Literal =>
        !IsLiteral
            ? double.NaN
            : Node switch
            {
                DurationNumber number => number.Seconds,
                DurationSign { Operand: DurationNumber number } => -number.Seconds,
                _ => Node.Fixed?.TotalSeconds ?? double.NaN,
            };
}
