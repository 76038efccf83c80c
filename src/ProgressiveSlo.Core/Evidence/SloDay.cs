namespace ProgressiveSlo.Evidence;

/// <summary>The events of one calendar day. A day without data is one with <see cref="Coverage"/> 0, or one that is missing.</summary>
/// <param name="Date">Midnight at its start, UTC.</param>
/// <param name="GoodEvents">Good events, 0 to <paramref name="TotalEvents"/>.</param>
/// <param name="TotalEvents">All events; 0 is a day without traffic, which has no availability.</param>
public sealed record SloDay(DateTime Date, long GoodEvents, long TotalEvents)
{
    /// <summary>Share of the day's expected intervals that have data, 0 to 1.</summary>
    public double Coverage { get; init; } = 1;

    /// <summary>95th percentile of latency of the day, milliseconds; null when it is not known by day.</summary>
    public double? LatencyP95 { get; init; }

    /// <summary>99th percentile of latency of the day, milliseconds; null when it is not known by day.</summary>
    public double? LatencyP99 { get; init; }

    /// <summary>All events that are not good.</summary>
    public long BadEvents => TotalEvents - GoodEvents;
}

/// <summary>
/// The events of one hour. An hour without data, or excluded as a whole, is not there; one that is there and has no events had no traffic.
/// </summary>
/// <param name="Start">Its start, on the hour, UTC.</param>
/// <param name="GoodEvents">Good events, 0 to <paramref name="TotalEvents"/>.</param>
/// <param name="TotalEvents">All events; 0 is an hour without traffic, which has no availability.</param>
public sealed record SloHour(DateTime Start, long GoodEvents, long TotalEvents)
{
    /// <summary>All events that are not good.</summary>
    public long BadEvents => TotalEvents - GoodEvents;
}
