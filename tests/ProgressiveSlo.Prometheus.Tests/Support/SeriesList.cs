using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.Tests.Support;

/// <summary>Keeps all series of an answer.</summary>
internal sealed class SeriesList : ISeriesSink
{
    public List<(string Labels, (double Time, double Value)[] Samples)> All { get; } = [];

    public void Add(SampleSeries series) =>
        All.Add(
            (
                string.Join(",", series.Labels.OrderBy(l => l.Key, System.StringComparer.Ordinal).Select(l => l.Key + "=" + l.Value)),
                series.Times.ToArray().Zip(series.Values.ToArray()).ToArray()
            )
        );
}
