using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Responses;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

public sealed class FiringTimesTests
{
    private static readonly TimeSpan Join = TimeSpan.FromMinutes(15);

    [Theory]
    [InlineData(1, 0, 900)]
    [InlineData(2, 0, 901)]
    [InlineData(1, 0, 900, 1800)]
    [InlineData(3, 0, 1200, 2400)]
    [InlineData(2, 0, 300, 600, 1501)]
    [InlineData(0)]
    public void Times_exactly_as_far_apart_as_the_join_are_one_incident(long expected, params int[] seconds)
    {
        var times = new IncidentCounter(["service"], ["api"], ownsAll: false, isAlerts: true);
        times.Add(Series("api", seconds));
        Assert.Equal(expected, times.Count("api", Join));
    }

    private static SampleSeries Series(string service, int[] seconds)
    {
        var series = new SampleSeries();
        series.AddLabel("service", service);
        series.AddLabel(IncidentCounter.StateLabel, "firing");
        foreach (var second in seconds.Select(s => (double)s))
            series.AddSample(second, 1);
        return series;
    }
}
