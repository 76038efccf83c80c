namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>Takes the series of an answer, one after the other. What a try that failed has given is thrown away with its sink.</summary>
internal interface ISeriesSink
{
    /// <summary>Takes a series; it is reused for the next one, so nothing of it may be kept.</summary>
    void Add(SampleSeries series);
}
