namespace ProgressiveSlo.PromQL;

/// <summary>
/// Chooses series: <c>http_requests_total{code=~"5.."}</c>, with <c>offset</c>, <c>@</c> and <c>smoothed</c>.
/// The selector inside a <see cref="RangeSelector"/> has no modifiers; they belong to the range.
/// </summary>
public sealed class VectorSelector : PromQlExpression
{
    /// <summary>Makes a selector.</summary>
    /// <param name="name">Metric name before the braces, or null.</param>
    /// <param name="conditions">Label conditions, all of which must hold.</param>
    /// <param name="offset">The offset, or null.</param>
    /// <param name="at">The fixed time, or null.</param>
    /// <param name="extension">Which samples beyond the range count.</param>
    /// <param name="span">Where it stood.</param>
    public VectorSelector(
        string? name,
        IReadOnlyList<LabelCondition>? conditions = null,
        OffsetModifier? offset = null,
        AtModifier? at = null,
        RangeExtension extension = RangeExtension.None,
        PromQlSpan span = default
    )
        : base(span)
    {
        Extension = extension;
        Name = name;
        Conditions = conditions ?? [];
        Offset = offset;
        At = at;
    }

    /// <summary>
    /// Metric name before the braces, or null when the name is a condition on <c>__name__</c>, as <c>{"http.requests"}</c> is, or there is
    /// none.
    /// </summary>
    public string? Name { get; }

    /// <summary>The metric, named before the braces or by a condition <c>__name__=</c>; null when neither is there.</summary>
    internal string? Metric => Name ?? Conditions.FirstOrDefault(c => c.Matcher is { Label: "__name__", Operator: "=" })?.Matcher.Value;

    /// <summary>Label conditions, in the order of the text.</summary>
    public IReadOnlyList<LabelCondition> Conditions { get; }

    /// <summary>The offset, or null.</summary>
    public OffsetModifier? Offset { get; }

    /// <summary>The fixed time, or null.</summary>
    public AtModifier? At { get; }

    /// <summary>Which samples beyond the range count.</summary>
    public RangeExtension Extension { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType => PromQlValueType.InstantVector;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => NodeList.Create(Conditions, Offset, At);
}

/// <summary>Which samples beyond its range a selector takes. Source: Prometheus documentation, "Extended Range Selectors".</summary>
public enum RangeExtension
{
    /// <summary>None: the samples of the range alone.</summary>
    None,

    /// <summary><c>anchored</c>: also the last sample before the range.</summary>
    Anchored,

    /// <summary><c>smoothed</c>: the bounds are interpolated from the samples beside them.</summary>
    Smoothed,
}

/// <summary>One label condition of a selector, and where it stood.</summary>
public sealed class LabelCondition : PromQlNode
{
    /// <summary>Makes a condition.</summary>
    /// <param name="matcher">Label, operator and value.</param>
    /// <param name="span">Where it stood.</param>
    public LabelCondition(LabelMatcher matcher, PromQlSpan span = default)
        : base(span) => Matcher = matcher ?? throw new ArgumentNullException(nameof(matcher));

    /// <summary>Label, operator and value.</summary>
    public LabelMatcher Matcher { get; }

    /// <summary>Whether it is a metric name alone, as in <c>{"http.requests"}</c>; the same as <c>__name__="http.requests"</c>.</summary>
    public bool IsBareName { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}

/// <summary>
/// A range of samples of chosen series: <c>http_requests_total[5m]</c>, with <c>offset</c>, <c>@</c>, <c>anchored</c> and <c>smoothed</c>.
/// </summary>
public sealed class RangeSelector : PromQlExpression
{
    /// <summary>Makes a range.</summary>
    /// <param name="selector">Which series.</param>
    /// <param name="range">How far back.</param>
    /// <param name="offset">The offset, or null.</param>
    /// <param name="at">The fixed time, or null.</param>
    /// <param name="extension">Which samples beyond the range count.</param>
    /// <param name="span">Where it stood.</param>
    /// <exception cref="ArgumentException">The selector has modifiers of its own.</exception>
    public RangeSelector(
        VectorSelector selector,
        PromQlDuration range,
        OffsetModifier? offset = null,
        AtModifier? at = null,
        RangeExtension extension = RangeExtension.None,
        PromQlSpan span = default
    )
        : base(span)
    {
        Extension = extension;
        Selector = selector ?? throw new ArgumentNullException(nameof(selector));
        if (selector.Offset is not null || selector.At is not null || selector.Extension != RangeExtension.None)
            throw new ArgumentException("The modifiers belong to the range.", nameof(selector));
        Range = range ?? throw new ArgumentNullException(nameof(range));
        Offset = offset;
        At = at;
    }

    /// <summary>Which series.</summary>
    public VectorSelector Selector { get; }

    /// <summary>How far back.</summary>
    public PromQlDuration Range { get; }

    /// <summary>The offset, or null.</summary>
    public OffsetModifier? Offset { get; }

    /// <summary>The fixed time, or null.</summary>
    public AtModifier? At { get; }

    /// <summary>Which samples beyond the range count.</summary>
    public RangeExtension Extension { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType => PromQlValueType.RangeVector;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => NodeList.Create(Selector, Range, Offset, At);
}

/// <summary>An expression evaluated over a range: <c>rate(x[5m])[1h:1m]</c>, with <c>offset</c> and <c>@</c>.</summary>
public sealed class SubqueryExpression : PromQlExpression
{
    /// <summary>Makes a subquery.</summary>
    /// <param name="operand">What is evaluated; an instant vector.</param>
    /// <param name="range">How far back.</param>
    /// <param name="step">The step, or null for the global evaluation interval.</param>
    /// <param name="offset">The offset, or null.</param>
    /// <param name="at">The fixed time, or null.</param>
    /// <param name="span">Where it stood.</param>
    public SubqueryExpression(
        PromQlExpression operand,
        PromQlDuration range,
        PromQlDuration? step = null,
        OffsetModifier? offset = null,
        AtModifier? at = null,
        PromQlSpan span = default
    )
        : base(span)
    {
        Operand = operand ?? throw new ArgumentNullException(nameof(operand));
        Range = range ?? throw new ArgumentNullException(nameof(range));
        Step = step;
        Offset = offset;
        At = at;
    }

    /// <summary>What is evaluated.</summary>
    public PromQlExpression Operand { get; }

    /// <summary>How far back.</summary>
    public PromQlDuration Range { get; }

    /// <summary>The step, or null for the global evaluation interval.</summary>
    public PromQlDuration? Step { get; }

    /// <summary>The offset, or null.</summary>
    public OffsetModifier? Offset { get; }

    /// <summary>The fixed time, or null.</summary>
    public AtModifier? At { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType => PromQlValueType.RangeVector;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => NodeList.Create([Operand, Range], Step, Offset, At);
}
