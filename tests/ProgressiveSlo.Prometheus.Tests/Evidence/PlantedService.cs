namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>
/// A service with events that the test knows. Ticks are intervals of five minutes, counted from the start; each ends with a sample.
/// </summary>
internal sealed record PlantedService(string Name, Func<int, (long Good, long Bad)> Events)
{
    public const int TicksPerDay = 288;

    /// <summary>The tick with the first sample, whose value is 0.</summary>
    public int Born { get; init; }

    /// <summary>Whether there is a sample at the end of a tick.</summary>
    public Func<int, bool> HasSample { get; init; } = _ => true;

    /// <summary>Whether the process has started again after the sample of a tick, so that its counters are 0.</summary>
    public Func<int, bool> Restarts { get; init; } = _ => false;

    /// <summary>In how many series the events are counted.</summary>
    public int Pods { get; init; } = 1;

    /// <summary>Whether there is a series of bad events at all.</summary>
    public bool HasBadSeries { get; init; } = true;

    /// <summary>Seconds by which the samples are late.</summary>
    public int Offset { get; init; }

    /// <summary>The events of a day, counted from the start.</summary>
    public (long Good, long Total) Day(int day) => Sum(day, TicksPerDay);

    /// <summary>The events of an hour, counted from the start.</summary>
    public (long Good, long Total) Hour(int hour) => Sum(hour, TicksPerDay / 24);

    /// <summary>The values of a counter.</summary>
    public IEnumerable<(int Tick, long Value)> Counter(bool bad, int pod, int last)
    {
        var count = 0L;
        for (var tick = Born; tick <= last; tick++)
        {
            if (tick > Born)
            {
                var (g, b) = Events(tick);
                var events = bad ? b : g;
                count += (events / Pods) + (pod == 0 ? events % Pods : 0);
            }

            if (HasSample(tick))
                yield return (tick, count);
            if (Restarts(tick))
                count = 0;
        }
    }

    private (long Good, long Total) Sum(int slot, int ticks)
    {
        var (good, total) = (0L, 0L);
        for (var tick = (slot * ticks) + 1; tick <= (slot + 1) * ticks; tick++)
        {
            if (tick <= Born)
                continue;
            var (g, b) = Events(tick);
            good += g;
            total += g + b;
        }

        return (good, total);
    }
}
