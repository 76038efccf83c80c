using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Chooses series: <c>http_requests_total{code=~"5.."}</c>, with <c>offset</c> and <c>@</c>.
/// The selector inside a <see cref="RangeSelector"/> has no modifiers; they belong to the range.
/// </summary>
public sealed class VectorSelector : PromQlExpression
{
    /// <summary>Makes a selector.</summary>
    /// <param name="name">Metric name before the braces, or null.</param>
    /// <param name="conditions">Label conditions, all of which must hold.</param>
    /// <param name="offset">The offset, or null.</param>
    /// <param name="at">The fixed time, or null.</param>
    /// <param name="span">Where it stood.</param>
    public VectorSelector(string? name, IReadOnlyList<LabelCondition>? conditions = null, OffsetModifier? offset = null, AtModifier? at = null, PromQlSpan span = default)
        : base(span)
    {
        Name = name;
        Conditions = conditions ?? [];
        Offset = offset;
        At = at;
    }

    /// <summary>Metric name before the braces, or null when the name is a condition on <c>__name__</c> or there is none.</summary>
    public string? Name { get; }

    /// <summary>Label conditions, in the order of the text.</summary>
    public IReadOnlyList<LabelCondition> Conditions { get; }

    /// <summary>The offset, or null.</summary>
    public OffsetModifier? Offset { get; }

    /// <summary>The fixed time, or null.</summary>
    public AtModifier? At { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType => PromQlValueType.InstantVector;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => NodeList.Of(Conditions, Offset, At);
}
