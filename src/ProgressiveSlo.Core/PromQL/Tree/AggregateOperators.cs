using System;

namespace ProgressiveSlo.PromQL;

/// <summary>Facts about aggregations.</summary>
public static class AggregateOperators
{
    /// <summary>How the aggregation is written.</summary>
    /// <param name="operator">The aggregation.</param>
    public static string Symbol(this AggregateOperator @operator) => @operator switch
    {
        AggregateOperator.Sum => "sum",
        AggregateOperator.Avg => "avg",
        AggregateOperator.Count => "count",
        AggregateOperator.Min => "min",
        AggregateOperator.Max => "max",
        AggregateOperator.Group => "group",
        AggregateOperator.StdDev => "stddev",
        AggregateOperator.StdVar => "stdvar",
        AggregateOperator.TopK => "topk",
        AggregateOperator.BottomK => "bottomk",
        AggregateOperator.CountValues => "count_values",
        AggregateOperator.Quantile => "quantile",
        _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
    };

    /// <summary>The type of the parameter before the vector, or null when the aggregation has none.</summary>
    /// <param name="operator">The aggregation.</param>
    public static PromQlValueType? ParameterType(this AggregateOperator @operator) => @operator switch
    {
        AggregateOperator.TopK or AggregateOperator.BottomK or AggregateOperator.Quantile => PromQlValueType.Scalar,
        AggregateOperator.CountValues => PromQlValueType.Text,
        _ => null,
    };
}
