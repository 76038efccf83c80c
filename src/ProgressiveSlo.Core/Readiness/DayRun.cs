using System;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Readiness;

/// <summary>The days that met a target one after the other, counted backwards from the end of the evidence, and what broke them.</summary>
/// <param name="Length">Days that met it; those without traffic are not among them, and break nothing.</param>
/// <param name="LastDate">The last day of the evidence.</param>
/// <param name="Missed">The day that missed the target, or null.</param>
/// <param name="NoData">The day without data, or null; null both ways where the evidence starts there.</param>
internal sealed record DayRun(int Length, DateTime LastDate, SloDay? Missed, DateTime? NoData)
{
    public static DayRun Of(SloMetric evidence, decimal target)
    {
        var last = EvidenceCalendar.LastDate(evidence);
        var expected = last;
        var length = 0;
        for (var i = evidence.Days.Count - 1; i >= 0; i--, expected = expected.AddDays(-1))
        {
            var day = evidence.Days[i];
            if (day.Date != expected || day.Coverage == 0)
                return new DayRun(length, last, null, expected);
            if (BurnRateComparison.IsAbove(day.BadEvents, day.TotalEvents, 1m, target))
                return new DayRun(length, last, day, null);
            if (day.TotalEvents > 0)
                length++;
        }

        return new DayRun(length, last, null, null);
    }
}
