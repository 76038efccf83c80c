using System;

namespace ProgressiveSlo.Readiness;

/// <summary>The events of one hour. An hour without data, or excluded as a whole, is not there; one that is there and has no events had no traffic.</summary>
/// <param name="Start">Its start, on the hour, UTC.</param>
/// <param name="GoodEvents">Good events, 0 to <paramref name="TotalEvents"/>.</param>
/// <param name="TotalEvents">All events; 0 is an hour without traffic, which has no availability.</param>
public sealed record SloHour(DateTime Start, long GoodEvents, long TotalEvents)
{
    /// <summary>All events that are not good.</summary>
    public long BadEvents => TotalEvents - GoodEvents;
}
