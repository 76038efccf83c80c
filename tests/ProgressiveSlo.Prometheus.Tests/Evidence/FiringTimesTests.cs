using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Responses;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>The values of the answer are the first and the last time of each step at which an alert fired.</summary>
public sealed class FiringTimesTests
{
    private static readonly TimeSpan _join = TimeSpan.FromMinutes(15);

    [Theory]
    [InlineData(1, 0, 900)]
    [InlineData(2, 0, 901)]
    [InlineData(1, 0, 900, 1800)]
    [InlineData(3, 0, 1200, 2400)]
    [InlineData(2, 0, 300, 600, 1501)]
    [InlineData(0)]
    public void Times_exactly_as_far_apart_as_the_join_are_one_incident(long expected, params int[] seconds)
    {
        // The order in which the edges of steps come says nothing.
        var times = new IncidentCounter(["service"], ["api"], ownsAll: false, isAlerts: true);
        times.Add(Series("api", [.. seconds.Reverse()]));
        Assert.Equal(expected, times.Starts("api", _join).Count);
    }

    private static SampleSeries Series(string service, int[] seconds)
    {
        var series = new SampleSeries();
        series.AddLabel("service", service);
        series.AddLabel(IncidentCounter.StateLabel, "firing");
        foreach (var second in seconds.Select(s => (double)s))
            series.AddSample(0, second);
        return series;
    }
}
