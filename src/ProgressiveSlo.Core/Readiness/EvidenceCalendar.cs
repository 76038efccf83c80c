using System;
using System.Collections.Generic;
using ProgressiveSlo.Statistics;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>The days of the evidence as a calendar without gaps: a date that is missing has no events.</summary>
internal static class EvidenceCalendar
{
    /// <summary>The last date that the evidence is about: that of its last day, or the last whole day before the end of its window, whichever is later.</summary>
    /// <param name="evidence">Evidence with at least one day.</param>
    public static DateTime LastDate(SloMetric evidence)
    {
        var last = evidence.Days[evidence.Days.Count - 1].Date;
        if (evidence.To is not { } to)
            return last;
        var ended = UtcTime.From(to).Date;
        return ended > last.AddDays(1) ? ended.AddDays(-1) : last;
    }

    /// <summary>The counts of the last days, one for each date from the first day of the evidence on.</summary>
    /// <param name="days">In order, at least one.</param>
    /// <param name="lastDate">The last date.</param>
    /// <param name="most">The most days to return.</param>
    public static DayCount[] Counts(IReadOnlyList<SloDay> days, DateTime lastDate, int most)
    {
        var counts = new DayCount[Math.Min(most, (lastDate - days[0].Date).Days + 1)];
        for (var i = days.Count - 1; i >= 0; i--)
        {
            var place = counts.Length - 1 - (lastDate - days[i].Date).Days;
            if (place < 0)
                break;
            counts[place] = new DayCount(days[i].BadEvents, days[i].TotalEvents);
        }

        return counts;
    }
}
