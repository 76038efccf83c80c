namespace ProgressiveSlo.PromQL;

/// <summary>Aggregations over series.</summary>
public enum AggregateOperator
{
    /// <summary><c>sum</c></summary>
    Sum,

    /// <summary><c>avg</c></summary>
    Avg,

    /// <summary><c>count</c></summary>
    Count,

    /// <summary><c>min</c></summary>
    Min,

    /// <summary><c>max</c></summary>
    Max,

    /// <summary><c>group</c></summary>
    Group,

    /// <summary><c>stddev</c></summary>
    StdDev,

    /// <summary><c>stdvar</c></summary>
    StdVar,

    /// <summary><c>topk</c></summary>
    TopK,

    /// <summary><c>bottomk</c></summary>
    BottomK,

    /// <summary><c>count_values</c></summary>
    CountValues,

    /// <summary><c>quantile</c></summary>
    Quantile,
}
