namespace ProgressiveSlo.PromQL;

/// <summary>The language of queries.</summary>
public enum QueryDialect
{
    /// <summary>PromQL, that of Prometheus.</summary>
    PromQl,

    /// <summary>
    /// MetricsQL, that of VictoriaMetrics: PromQL and more. A query that is not PromQL is kept as text, and is not an error.
    /// </summary>
    MetricsQl,
}
