using System;

namespace ProgressiveSlo.Readiness;

/// <summary>The events of one calendar day. A day without data is one with <see cref="Coverage"/> 0, or one that is missing.</summary>
/// <param name="Date">Midnight at its start, UTC.</param>
/// <param name="GoodEvents">Good events, 0 to <paramref name="TotalEvents"/>.</param>
/// <param name="TotalEvents">All events; 0 is a day without traffic, which has no availability.</param>
public sealed record SloDay(DateTime Date, long GoodEvents, long TotalEvents)
{
    /// <summary>Share of the day's expected intervals that have data, 0 to 1.</summary>
    public double Coverage { get; init; } = 1;

    /// <summary>All events that are not good.</summary>
    public long BadEvents => TotalEvents - GoodEvents;
}
