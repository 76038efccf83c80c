using System;

namespace ProgressiveSlo.Migration;

/// <summary>The SLI of one interval, as a Prometheus or a spreadsheet has it. It is kept as it came: what is no ratio is judged later.</summary>
/// <param name="Time">Start of the interval, UTC.</param>
/// <param name="ErrorRatio">Bad events divided by all events, 0 to 1; NaN where there was none, as 0/0 has it.</param>
/// <param name="Total">All events of the interval, 0 or more; NaN when they are not known. 0 says that there was no traffic.</param>
public readonly record struct SliPoint(DateTime Time, double ErrorRatio, double Total = double.NaN)
{
    /// <summary>A point of counted events.</summary>
    /// <param name="time">Start of the interval, UTC.</param>
    /// <param name="good">Good events, 0 or more.</param>
    /// <param name="total">All events, 0 or more.</param>
    public static SliPoint OfCounts(DateTime time, double good, double total) => new(time, total > 0 ? (total - good) / total : double.NaN, total);
}
