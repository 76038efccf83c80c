using System;
using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

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
    public AggregateExpression(AggregateOperator @operator, PromQlExpression operand, PromQlExpression? parameter = null, LabelGrouping? grouping = null, PromQlSpan span = default)
        : base(span)
    {
        if (@operator.ParameterType() is null != parameter is null)
            throw new ArgumentException("topk, bottomk, quantile and count_values have a parameter, the others have none.", nameof(parameter));
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
    public override IReadOnlyList<PromQlNode> Children => NodeList.Of(Grouping, Parameter, Operand);
}
