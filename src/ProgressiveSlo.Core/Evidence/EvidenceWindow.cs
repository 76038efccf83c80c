using ProgressiveSlo.Errors;
using ProgressiveSlo.Statistics;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Evidence;

/// <summary>Checks the days and exclusions of evidence, and adds up from the days what the evidence does not say itself.</summary>
internal static class EvidenceWindow
{
    /// <summary>Checks days and exclusions by themselves, with the window and with the sums.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <exception cref="SloValidationException">A day or an exclusion cannot be; the message names it and its value.</exception>
    public static void Validate(SloEvidence evidence)
    {
        CheckExclusions(evidence.Exclusions, "Exclusions");
        if (evidence.HasDays)
            CheckDays(evidence);
        if (evidence.HasHours)
            EvidenceHoursValidator.Validate(evidence);
    }

    /// <summary>Checks exclusions by themselves.</summary>
    /// <param name="exclusions">The exclusions.</param>
    /// <param name="key">What the list is called, for errors.</param>
    /// <exception cref="SloValidationException">An exclusion cannot be; the message names it and its value.</exception>
    public static void CheckExclusions(IReadOnlyList<EvidenceExclusion> exclusions, string key)
    {
        for (var i = 0; i < exclusions.Count; i++)
            CheckExclusion(exclusions[i], key + Field("[{0}]", i));
    }

    /// <summary>Whether each moment of an interval is excluded; exclusions may touch and overlap, and come in any order.</summary>
    /// <param name="exclusions">The exclusions; times without zone are UTC.</param>
    /// <param name="from">Start of the interval, UTC.</param>
    /// <param name="to">Its end, UTC.</param>
    public static bool IsExcluded(IReadOnlyList<EvidenceExclusion> exclusions, DateTime from, DateTime to)
    {
        foreach (var exclusion in exclusions.OrderBy(e => UtcTime.From(e.From)))
        {
            if (UtcTime.From(exclusion.From) <= from && UtcTime.From(exclusion.To) > from)
                from = UtcTime.From(exclusion.To);
        }

        return from >= to;
    }

    /// <summary>The evidence with the end of its window, which is that of its last day where it does not say; as it is without
    /// days.</summary>
    /// <param name="evidence">Evidence that was checked.</param>
    /// <param name="now">Now, UTC; the last day may not be over yet.</param>
    public static SloEvidence WithEnd(SloEvidence evidence, DateTime now)
    {
        if (!evidence.HasDays || evidence.To is not null)
            return evidence;
        var last = UtcTime.From(evidence.Days[evidence.Days.Count - 1].Date);
        var end = last.AddDays(1);
        return evidence with { To = end > now && last <= now ? now : end };
    }

    private static void CheckDays(SloEvidence evidence)
    {
        decimal good = 0,
            total = 0;
        for (var i = 0; i < evidence.Days.Count; i++)
        {
            var day = evidence.Days[i] ?? throw new SloValidationException(DayField(i), "There is no day", "Leave the entry out");
            CheckDay(day, i);
            CheckPlace(evidence, i);
            good += day.GoodEvents;
            total += day.TotalEvents;
        }

        CheckSum("GoodEvents", evidence.GoodEvents, good);
        CheckSum("TotalEvents", evidence.TotalEvents, total);
        EvidenceSummary.Check(evidence);
    }

    private static void CheckDay(SloDay day, int index)
    {
        if (day.Date.Kind == DateTimeKind.Local || day.Date.TimeOfDay != TimeSpan.Zero)
            throw new SloValidationException(
                DayField(index) + ".Date",
                $"{day.Date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)} is not midnight UTC",
                "Give the date of the day in UTC, without a time"
            );
        if (!UtcTime.IsInCalendar(UtcTime.From(day.Date)))
            throw new SloValidationException(
                DayField(index) + ".Date",
                $"{UtcTime.DateText(day.Date)} is out of range",
                "Give a date from 1970-01-01 to 2199-12-31"
            );
        if (day.GoodEvents < 0)
            throw new SloValidationException(
                DayField(index) + ".GoodEvents",
                $"{Text(day.GoodEvents)} is negative",
                "Give a count of 0 or more"
            );
        if (day.TotalEvents < 0)
            throw new SloValidationException(
                DayField(index) + ".TotalEvents",
                $"{Text(day.TotalEvents)} is negative",
                "Give a count of 0 or more"
            );
        if (day.GoodEvents > day.TotalEvents)
            throw new SloValidationException(
                DayField(index) + ".GoodEvents",
                $"{EvidenceValidator.CountsProblem(day.GoodEvents, day.TotalEvents)} on {UtcTime.DateText(day.Date)}",
                EvidenceValidator.CountsFix
            );
        if (day.Coverage is not 1)
            EvidenceValidator.CheckRatio(DayField(index) + ".Coverage", day.Coverage);
        if (day.LatencyP95 is { } p95)
            EvidenceValidator.CheckNumber(DayField(index) + ".LatencyP95", p95);
        if (day.LatencyP99 is { } p99)
            EvidenceValidator.CheckNumber(DayField(index) + ".LatencyP99", p99);
        if (day.LatencyP99 < day.LatencyP95)
            throw new SloValidationException(
                DayField(index) + ".LatencyP99",
                $"{NumberText.Plain(day.LatencyP99.Value)} ms is below the p95 latency of {NumberText.Plain(day.LatencyP95.Value)} ms",
                "Check which value is which"
            );
        if (day.Coverage == 0 && day.GoodEvents > 0)
            throw new SloValidationException(
                DayField(index) + ".Coverage",
                $"{UtcTime.DateText(day.Date)} has {CountText.Of(day.GoodEvents, "good event")} and a coverage of 0",
                "Give the share of the day that has data, or no good events"
            );
    }

    private static void CheckPlace(SloEvidence evidence, int index)
    {
        var date = evidence.Days[index].Date;
        if (index > 0 && date <= evidence.Days[index - 1].Date)
        {
            throw new SloValidationException(
                DayField(index) + ".Date",
                date == evidence.Days[index - 1].Date
                    ? $"{UtcTime.DateText(date)} is duplicated"
                    : $"{UtcTime.DateText(date)} comes after {UtcTime.DateText(evidence.Days[index - 1].Date)}",
                "Give each day once, in the order of their dates"
            );
        }

        if (evidence.From is { } from && date < UtcTime.Day(from))
            throw new SloValidationException(
                DayField(index) + ".Date",
                $"{UtcTime.DateText(date)} is before the window, which starts at {UtcTime.Text(from)}",
                "Leave the day out, or give the window that the days are of"
            );
        if (evidence.To is { } to && date >= UtcTime.From(to))
            throw new SloValidationException(
                DayField(index) + ".Date",
                $"{UtcTime.DateText(date)} is after the window, which ends at {UtcTime.Text(to)}",
                "Leave the day out, or give the window that the days are of"
            );
    }

    private static void CheckSum(string key, long? given, decimal sum)
    {
        if (sum > (decimal)EvidenceValidator.LargestCount)
            throw new SloValidationException(
                "Days",
                $"The days add up to {NumberText.Plain(sum)} events, more than can be counted exactly",
                $"Give days with at most {NumberText.Plain(EvidenceValidator.LargestCount)} events in all"
            );
        if (given is { } number && number != sum)
            throw new SloValidationException(
                key,
                $"{Text(number)} does not agree with the days, which add up to {NumberText.Plain(sum)}",
                "Give the sum of the days, or leave it out"
            );
    }

    private static void CheckExclusion(EvidenceExclusion exclusion, string field)
    {
        if (exclusion is null)
            throw new SloValidationException(field, "There is no exclusion", "Leave the entry out");
        if (UtcTime.From(exclusion.To) <= UtcTime.From(exclusion.From))
            throw new SloValidationException(
                field + ".To",
                $"The exclusion ends at {UtcTime.Text(exclusion.To)}, and it starts at {UtcTime.Text(exclusion.From)}",
                "Give an end after the start"
            );
        if (EvidenceValidator.CountsProblem(exclusion.GoodEvents, exclusion.TotalEvents) is { } problem)
            throw new SloValidationException(field + ".GoodEvents", problem, EvidenceValidator.CountsFix);
        if (PrintableText.IsBlank(exclusion.Reason))
            throw new SloValidationException(
                field + ".Reason",
                $"{UtcTime.Text(exclusion.From)} to {UtcTime.Text(exclusion.To)} is excluded without a reason",
                "Say why, for example Reason = 'database upgrade': reports and the history of the plan show it"
            );
    }

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);

    // Made for errors alone: evidence has hundreds of days.
    private static string DayField(int index) => Field("Days[{0}]", index);

    private static string Field(string format, int index) => string.Format(CultureInfo.InvariantCulture, format, index);
}

/// <summary>The days of the evidence as a calendar without gaps: a date that is missing has no events.</summary>
internal static class EvidenceCalendar
{
    /// <summary>
    /// The last date that the evidence is about: that of its last day, or the last whole day before the end of its window, whichever is
    /// later.
    /// </summary>
    /// <param name="evidence">Evidence with at least one day.</param>
    public static DateTime LastDate(SloEvidence evidence)
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
