namespace ProgressiveSlo.PromQL;

/// <summary>A number, with its sign: <c>0.999</c>, <c>-1</c>, <c>0x1F</c>, <c>Inf</c>, <c>1h</c>.</summary>
public sealed class NumberLiteral : PromQlExpression
{
    /// <summary>Makes a number.</summary>
    /// <param name="value">The number; infinities and NaN are allowed.</param>
    /// <param name="span">Where it stood.</param>
    public NumberLiteral(double value, PromQlSpan span = default)
        : base(span) => Value = value;

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <summary>Whether it is written as a duration: <c>1h</c> is 3600.</summary>
    public bool IsDuration { get; init; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType => PromQlValueType.Scalar;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}

/// <summary>A quoted text.</summary>
public sealed class StringLiteral : PromQlExpression
{
    /// <summary>Makes a text.</summary>
    /// <param name="value">The text without quotes and escapes.</param>
    /// <param name="span">Where it stood.</param>
    public StringLiteral(string value, PromQlSpan span = default)
        : base(span) => Value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>
    /// The text without quotes and escapes. A byte that an escape such as <c>\xff</c> puts in and that is not UTF-8
    /// stands as the lone surrogate U+DC00 + byte, so that nothing is lost.
    /// </summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType => PromQlValueType.Text;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}

/// <summary>A sign before an expression. The sign of a bare number is part of the <see cref="NumberLiteral"/>.</summary>
public sealed class UnaryExpression : PromQlExpression
{
    /// <summary>Makes a signed expression.</summary>
    /// <param name="operator">The sign.</param>
    /// <param name="operand">A scalar or an instant vector.</param>
    /// <param name="span">Where it stood.</param>
    public UnaryExpression(UnaryOperator @operator, PromQlExpression operand, PromQlSpan span = default)
        : base(span)
    {
        Operator = @operator;
        Operand = operand ?? throw new ArgumentNullException(nameof(operand));
        ValueType = operand.ValueType;
    }

    /// <summary>The sign.</summary>
    public UnaryOperator Operator { get; }

    /// <summary>What the sign stands before.</summary>
    public PromQlExpression Operand { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [Operand];
}

/// <summary>Two expressions and an operator: <c>a / on (job) b</c>.</summary>
public sealed class BinaryExpression : PromQlExpression
{
    /// <summary>Makes an operation.</summary>
    /// <param name="operator">The operator.</param>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <param name="returnsBool">True for <c>bool</c> after a comparison.</param>
    /// <param name="matching">How series find each other, or null.</param>
    /// <param name="fill">What fills in series that find none, or null.</param>
    /// <param name="span">Where it stood.</param>
    public BinaryExpression(
        BinaryOperator @operator,
        PromQlExpression left,
        PromQlExpression right,
        bool returnsBool = false,
        VectorMatching? matching = null,
        FillModifier? fill = null,
        PromQlSpan span = default
    )
        : base(span)
    {
        Operator = @operator;
        Left = left ?? throw new ArgumentNullException(nameof(left));
        Right = right ?? throw new ArgumentNullException(nameof(right));
        ReturnsBool = returnsBool;
        Matching = matching;
        Fill = fill;
        ValueType =
            left.ValueType == PromQlValueType.Scalar && right.ValueType == PromQlValueType.Scalar
                ? PromQlValueType.Scalar
                : PromQlValueType.InstantVector;
    }

    /// <summary>The operator.</summary>
    public BinaryOperator Operator { get; }

    /// <summary>The left side.</summary>
    public PromQlExpression Left { get; }

    /// <summary>The right side.</summary>
    public PromQlExpression Right { get; }

    /// <summary>True when a comparison gives 0 or 1 instead of filtering.</summary>
    public bool ReturnsBool { get; }

    /// <summary>
    /// How series find each other, or null when nothing is said. Always null when a side is a scalar: Prometheus ignores it there.
    /// </summary>
    public VectorMatching? Matching { get; }

    /// <summary>What fills in series that find none on the other side, or null.</summary>
    public FillModifier? Fill { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => NodeList.Create(Left, Matching, Fill, Right);
}

/// <summary>How series of both sides find each other: <c>on (job) group_left (team)</c>.</summary>
public sealed class VectorMatching : PromQlNode
{
    /// <summary>Makes a matching.</summary>
    /// <param name="isOn">True for <c>on</c>, false for <c>ignoring</c>.</param>
    /// <param name="labels">Labels of <c>on</c> or <c>ignoring</c>.</param>
    /// <param name="group">The side with many series.</param>
    /// <param name="include">Labels of <c>group_left</c> or <c>group_right</c>.</param>
    /// <param name="span">Where it stood.</param>
    public VectorMatching(
        bool isOn,
        IReadOnlyList<string> labels,
        GroupSide group = GroupSide.None,
        IReadOnlyList<string>? include = null,
        PromQlSpan span = default
    )
        : base(span)
    {
        IsOn = isOn;
        Labels = labels ?? throw new ArgumentNullException(nameof(labels));
        Group = group;
        Include = include ?? [];
    }

    /// <summary>True for <c>on</c>, false for <c>ignoring</c>.</summary>
    public bool IsOn { get; }

    /// <summary>Labels of <c>on</c> or <c>ignoring</c>.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The side with many series.</summary>
    public GroupSide Group { get; }

    /// <summary>Labels of <c>group_left</c> or <c>group_right</c>.</summary>
    public IReadOnlyList<string> Include { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}

/// <summary>The values of series that find none on the other side: <c>fill(0)</c>, <c>fill_left(0) fill_right(1)</c>.</summary>
public sealed class FillModifier : PromQlNode
{
    /// <summary>Makes a modifier.</summary>
    /// <param name="left">The value for series that are missing on the left, or null.</param>
    /// <param name="right">The value for series that are missing on the right, or null.</param>
    /// <param name="span">Where it stood.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public FillModifier(double? left, double? right, PromQlSpan span = default)
        : base(span)
    {
        if (left is null && right is null)
            throw new ArgumentException("One side has a value at least.", nameof(left));
        Left = left;
        Right = right;
    }

    /// <summary>The value for series that are missing on the left, or null.</summary>
    public double? Left { get; }

    /// <summary>The value for series that are missing on the right, or null.</summary>
    public double? Right { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}

/// <summary>Which side of a vector match may have many series for one of the other side.</summary>
public enum GroupSide
{
    /// <summary>Neither: one to one, or many to many for set operators.</summary>
    None,

    /// <summary><c>group_left</c>: many on the left.</summary>
    Left,

    /// <summary><c>group_right</c>: many on the right.</summary>
    Right,
}

/// <summary>An aggregation: <c>sum by (job) (rate(x[5m]))</c>, <c>topk(3, x)</c>.</summary>
public sealed class AggregateExpression : PromQlExpression
{
    /// <summary>Makes an aggregation.</summary>
    /// <param name="operator">The aggregation.</param>
    /// <param name="operand">The instant vector.</param>
    /// <param name="parameter">The parameter before the vector, for the aggregations that have one.</param>
    /// <param name="grouping">Which labels stay, or null when nothing is said.</param>
    /// <param name="span">Where it stood.</param>
    /// <exception cref="ArgumentException">The aggregation has a parameter and none is given, or the other way round.</exception>
    public AggregateExpression(
        AggregateOperator @operator,
        PromQlExpression operand,
        PromQlExpression? parameter = null,
        LabelGrouping? grouping = null,
        PromQlSpan span = default
    )
        : base(span)
    {
        if (@operator.ParameterType() is null != parameter is null)
            throw new ArgumentException(
                "topk, bottomk, quantile, count_values, limitk and limit_ratio have a parameter, the others have none.",
                nameof(parameter)
            );
        Operator = @operator;
        Operand = operand ?? throw new ArgumentNullException(nameof(operand));
        Parameter = parameter;
        Grouping = grouping;
    }

    /// <summary>The aggregation.</summary>
    public AggregateOperator Operator { get; }

    /// <summary>The instant vector.</summary>
    public PromQlExpression Operand { get; }

    /// <summary>The parameter before the vector, or null.</summary>
    public PromQlExpression? Parameter { get; }

    /// <summary>Which labels stay, or null when nothing is said.</summary>
    public LabelGrouping? Grouping { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType => PromQlValueType.InstantVector;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => NodeList.Create(Grouping, Parameter, Operand);
}

/// <summary>Which labels an aggregation keeps: <c>by (job)</c> or <c>without (instance)</c>.</summary>
public sealed class LabelGrouping : PromQlNode
{
    /// <summary>Makes a grouping.</summary>
    /// <param name="isWithout">True for <c>without</c>, false for <c>by</c>.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="span">Where it stood.</param>
    public LabelGrouping(bool isWithout, IReadOnlyList<string> labels, PromQlSpan span = default)
        : base(span)
    {
        IsWithout = isWithout;
        Labels = labels ?? throw new ArgumentNullException(nameof(labels));
    }

    /// <summary>True for <c>without</c>, false for <c>by</c>.</summary>
    public bool IsWithout { get; }

    /// <summary>The labels, in the order of the text.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}

/// <summary>A function call: <c>rate(x[5m])</c>.</summary>
public sealed class CallExpression : PromQlExpression
{
    /// <summary>Makes a call.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="span">Where it stood.</param>
    public CallExpression(PromQlFunction function, IReadOnlyList<PromQlExpression> arguments, PromQlSpan span = default)
        : base(span)
    {
        Function = function ?? throw new ArgumentNullException(nameof(function));
        Arguments = arguments ?? throw new ArgumentNullException(nameof(arguments));
    }

    /// <summary>The function.</summary>
    public PromQlFunction Function { get; }

    /// <summary>The arguments, in the order of the text.</summary>
    public IReadOnlyList<PromQlExpression> Arguments { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType => Function.ReturnType;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => Arguments;
}
