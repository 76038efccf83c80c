using System;
using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

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
