using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>A number, with its sign: <c>0.999</c>, <c>-1</c>, <c>0x1F</c>, <c>Inf</c>.</summary>
public sealed class NumberLiteral : PromQlExpression
{
    /// <summary>Makes a number.</summary>
    /// <param name="value">The number; infinities and NaN are allowed.</param>
    /// <param name="span">Where it stood.</param>
    public NumberLiteral(double value, PromQlSpan span = default)
        : base(span) => Value = value;

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType => PromQlValueType.Scalar;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}
