namespace ProgressiveSlo.PromQL;

/// <summary>A number in a duration: the factor of <c>[5m * 2]</c>, or seconds that a <see cref="DurationLiteral"/> cannot hold.</summary>
public sealed class DurationNumber : PromQlDuration
{
    /// <summary>Makes a number.</summary>
    /// <param name="seconds">The number, which stands for seconds where no other duration stands beside it; not negative.</param>
    /// <param name="span">Where it stood.</param>
    public DurationNumber(double seconds, PromQlSpan span = default)
        : base(span) => Seconds = seconds;

    /// <summary>The number, in seconds.</summary>
    public double Seconds { get; }

    /// <inheritdoc/>
    public override TimeSpan? Fixed => ToTime(Seconds);
}

/// <summary>A duration with a minus before it: <c>[10m + -5m]</c>.</summary>
public sealed class DurationSign : PromQlDuration
{
    /// <summary>Makes a negative duration.</summary>
    /// <param name="operand">What is negated.</param>
    /// <param name="span">Where it stood.</param>
    public DurationSign(PromQlDuration operand, PromQlSpan span = default)
        : base(span) => Operand = operand ?? throw new ArgumentNullException(nameof(operand));

    /// <summary>What is negated.</summary>
    public PromQlDuration Operand { get; }

    /// <inheritdoc/>
    public override TimeSpan? Fixed => Operand.Fixed is { } time ? time.Negate() : null;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [Operand];
}

/// <summary>Two durations and an operator: <c>[5m * 2]</c>.</summary>
public sealed class DurationOperation : PromQlDuration
{
    /// <summary>Makes an operation.</summary>
    /// <param name="operator"><c>+</c>, <c>-</c>, <c>*</c>, <c>/</c>, <c>%</c> or <c>^</c>.</param>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <param name="span">Where it stood.</param>
    /// <exception cref="ArgumentException">The operator is none of these.</exception>
    public DurationOperation(BinaryOperator @operator, PromQlDuration left, PromQlDuration right, PromQlSpan span = default)
        : base(span)
    {
        if (!@operator.IsArithmetic())
            throw new ArgumentException("Durations have +, -, *, /, % and ^ alone.", nameof(@operator));
        Operator = @operator;
        Left = left ?? throw new ArgumentNullException(nameof(left));
        Right = right ?? throw new ArgumentNullException(nameof(right));
    }

    /// <summary>The operator.</summary>
    public BinaryOperator Operator { get; }

    /// <summary>The left side.</summary>
    public PromQlDuration Left { get; }

    /// <summary>The right side.</summary>
    public PromQlDuration Right { get; }

    /// <inheritdoc/>
    public override TimeSpan? Fixed =>
        SecondsOf(Left) is { } left && SecondsOf(Right) is { } right
            ? ToTime(
                Operator switch
                {
                    BinaryOperator.Add => left + right,
                    BinaryOperator.Subtract => left - right,
                    BinaryOperator.Multiply => left * right,
                    BinaryOperator.Divide => left / right,
                    BinaryOperator.Modulo => left % right,
                    _ => Math.Pow(left, right),
                }
            )
            : null;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [Left, Right];
}

/// <summary>The words of durations that a query fills in.</summary>
public enum DurationVariableKind
{
    /// <summary><c>step()</c>: the step of the range query; 0 for an instant query.</summary>
    Step,

    /// <summary><c>range()</c>: from the start to the end of the range query; 0 for an instant query.</summary>
    Range,
}

/// <summary>A duration that the query fills in: <c>[step()]</c>.</summary>
public sealed class DurationVariable : PromQlDuration
{
    /// <summary>Makes a variable.</summary>
    /// <param name="kind">Which one.</param>
    /// <param name="span">Where it stood.</param>
    public DurationVariable(DurationVariableKind kind, PromQlSpan span = default)
        : base(span) => Kind = kind;

    /// <summary>Which one.</summary>
    public DurationVariableKind Kind { get; }

    /// <inheritdoc/>
    public override TimeSpan? Fixed => null;
}

/// <summary>The longer or the shorter of two durations: <c>[max_of(step(), 5m)]</c>.</summary>
public sealed class DurationChoice : PromQlDuration
{
    /// <summary>Makes a choice.</summary>
    /// <param name="isLonger">True for <c>max_of</c>, false for <c>min_of</c>.</param>
    /// <param name="left">One duration.</param>
    /// <param name="right">The other one.</param>
    /// <param name="span">Where it stood.</param>
    public DurationChoice(bool isLonger, PromQlDuration left, PromQlDuration right, PromQlSpan span = default)
        : base(span)
    {
        IsLonger = isLonger;
        Left = left ?? throw new ArgumentNullException(nameof(left));
        Right = right ?? throw new ArgumentNullException(nameof(right));
    }

    /// <summary>True for <c>max_of</c>, false for <c>min_of</c>.</summary>
    public bool IsLonger { get; }

    /// <summary>One duration.</summary>
    public PromQlDuration Left { get; }

    /// <summary>The other one.</summary>
    public PromQlDuration Right { get; }

    /// <summary>Whether it is written <c>min()</c> or <c>max()</c>, as Prometheus 3.6 to 3.12 had it.</summary>
    public bool HasOldName { get; init; }

    /// <inheritdoc/>
    public override TimeSpan? Fixed =>
        Left.Fixed is { } left && Right.Fixed is { } right
            ? (left > right) == IsLonger
                ? left
                : right
            : null;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [Left, Right];
}
