namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>Takes the alert rules of an answer, too.</summary>
internal interface IRuleSink : ISeriesSink
{
    /// <summary>Takes a rule.</summary>
    void Add(AlertRule rule);
}
