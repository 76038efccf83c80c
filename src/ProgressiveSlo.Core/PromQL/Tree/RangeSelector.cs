using System;
using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>A range of samples of chosen series: <c>http_requests_total[5m]</c>, with <c>offset</c> and <c>@</c>.</summary>
public sealed class RangeSelector : PromQlExpression
{
    /// <summary>Makes a range.</summary>
    /// <param name="selector">Which series.</param>
    /// <param name="range">How far back.</param>
    /// <param name="offset">The offset, or null.</param>
    /// <param name="at">The fixed time, or null.</param>
    /// <param name="span">Where it stood.</param>
    /// <exception cref="ArgumentException">The selector has modifiers of its own.</exception>
    public RangeSelector(VectorSelector selector, PromQlDuration range, OffsetModifier? offset = null, AtModifier? at = null, PromQlSpan span = default)
        : base(span)
    {
        Selector = selector ?? throw new ArgumentNullException(nameof(selector));
        if (selector.Offset is not null || selector.At is not null)
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

    /// <inheritdoc/>
    public override PromQlValueType ValueType => PromQlValueType.RangeVector;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => NodeList.Of(Selector, Range, Offset, At);
}
