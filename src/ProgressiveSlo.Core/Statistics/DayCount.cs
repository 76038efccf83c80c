namespace ProgressiveSlo.Statistics;

/// <summary>Events of one calendar day.</summary>
/// <param name="Bad">Bad events, 0 to <paramref name="Total"/>.</param>
/// <param name="Total">All events; 0 for a day without traffic or without data.</param>
internal readonly record struct DayCount(long Bad, long Total);
