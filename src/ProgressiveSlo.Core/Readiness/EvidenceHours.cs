using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>Hours and the days that they make.</summary>
internal static class EvidenceHours
{
    /// <summary>Checks the hours by themselves, and that the days are their sums.</summary>
    /// <param name="evidence">Evidence with hours, whose days were checked.</param>
    /// <exception cref="SloValidationException">An hour cannot be, or does not agree with its day; the message names it and its value.</exception>
    public static void Check(SloMetric evidence)
    {
        if (!evidence.HasDays)
            throw new SloValidationException("Days", "There are hours and no days", "Give the days, which are the sums of their hours, or leave the hours out");

        var sums = new Dictionary<DateTime, (decimal Good, decimal Total)>();
        for (var i = 0; i < evidence.Hours.Count; i++)
        {
            var field = string.Format(CultureInfo.InvariantCulture, "Hours[{0}]", i);
            var hour = evidence.Hours[i] ?? throw new SloValidationException(field, "There is no hour", "Leave the entry out");
            CheckHour(hour, i == 0 ? null : evidence.Hours[i - 1], field);
            sums.TryGetValue(hour.Start.Date, out var sum);
            sums[hour.Start.Date] = (sum.Good + hour.GoodEvents, sum.Total + hour.TotalEvents);
        }

        foreach (var day in evidence.Days)
        {
            // What was counted of a day may not be known by the hour.
            if (sums.TryGetValue(day.Date, out var sum) && sum != (day.GoodEvents, day.TotalEvents))
                throw new SloValidationException("Hours", $"The hours of {UtcTime.DateText(day.Date)} add up to {Text(sum.Good)} good events of {Text(sum.Total)}, and the day has {Text(day.GoodEvents)} of {Text(day.TotalEvents)}", "Give all hours of the day that have events, or none of them");
            sums.Remove(day.Date);
        }

        if (sums.Count > 0)
            throw new SloValidationException("Hours", $"There are hours of {UtcTime.DateText(sums.Keys.Min())}, which is none of the days", "Give the day too, or leave its hours out");
    }

    private static void CheckHour(SloHour hour, SloHour? before, string field)
    {
        if (hour.Start.Kind == DateTimeKind.Local || hour.Start.Ticks % TimeSpan.TicksPerHour != 0)
            throw new SloValidationException(field + ".Start", $"{hour.Start.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)} is not on the hour in UTC", "Give the start of the hour in UTC");
        if (hour.Start <= before?.Start)
        {
            throw new SloValidationException(
                field + ".Start",
                hour.Start == before.Start ? $"{UtcTime.Text(hour.Start)} is there twice" : $"{UtcTime.Text(hour.Start)} comes after {UtcTime.Text(before.Start)}",
                "Give each hour once, in order");
        }

        if (hour.GoodEvents < 0 || hour.GoodEvents > hour.TotalEvents)
            throw new SloValidationException(field + ".GoodEvents", $"{Text(hour.GoodEvents)} good events of {Text(hour.TotalEvents)} cannot be", "Give 0 or more good events, and at most as many as there are in total");
    }

    private static string Text(decimal count) => count.ToString("0", CultureInfo.InvariantCulture);
}
