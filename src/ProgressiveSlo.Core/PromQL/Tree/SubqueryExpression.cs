using System;
using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

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
    public SubqueryExpression(PromQlExpression operand, PromQlDuration range, PromQlDuration? step = null, OffsetModifier? offset = null, AtModifier? at = null, PromQlSpan span = default)
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
    public override IReadOnlyList<PromQlNode> Children => NodeList.Of([Operand, Range], Step, Offset, At);
}
