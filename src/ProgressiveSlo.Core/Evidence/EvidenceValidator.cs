using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Evidence;

/// <summary>The ranges that measured values may have. A value outside is refused with its key, never judged.</summary>
internal static class EvidenceValidator
{
    // Above 2^53 a double no longer holds every whole number.
    internal const double LargestCount = 9_007_199_254_740_992;

    /// <summary>Milliseconds of a day, as for targets.</summary>
    internal const double LongestLatency = 86_400_000;

    public static double CheckRatio(string key, double value)
    {
        if (value is >= 0 and <= 1)
            return value;
        CheckNumber(key, value);
        throw new SloValidationException(
            key,
            $"{NumberText.Plain(value)} is not a ratio from 0 to 1",
            value < 1.5 ? "Write a ratio of at most 1"
                : value <= 100 ? $"Write {NumberText.Plain(NumberText.Exact(value) / 100m)} for {NumberText.Plain(value)} %"
                : "Write for example 0.9965 for 99.65 %"
        );
    }

    public static double CheckNumber(string key, double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            throw new SloValidationException(key, $"{Name(value)} is not a measurement", "Leave the key out when nothing was measured");
        if (value < 0)
            throw new SloValidationException(
                key,
                $"{NumberText.Plain(value)} is negative",
                "Give a value of 0 or more, or leave the key out when nothing was measured"
            );
        return value;
    }

    /// <summary>Milliseconds of a latency: no request takes longer than a day.</summary>
    public static double CheckLatency(string key, double value)
    {
        CheckNumber(key, value);
        return value <= LongestLatency
            ? value
            : throw new SloValidationException(
                key,
                $"{NumberText.Plain(value)} ms is longer than a day",
                $"Give milliseconds, at most {NumberText.Plain(LongestLatency)}, or leave the key out when nothing was measured"
            );
    }

    public static long CheckCount(string key, double value, object given)
    {
        // A long goes through as it is: a double could have rounded it.
        if (given is long and >= 0 and <= (long)LargestCount)
            return (long)given;
        CheckNumber(key, value);
        if (value > LargestCount || given is > (long)LargestCount)
            throw new SloValidationException(
                key,
                $"{(given is long whole ? NumberText.Plain(whole) : NumberText.Plain(value))} is too large for a number of events",
                $"Give at most {NumberText.Plain(LargestCount)}"
            );
        if (Math.Floor(value) != value)
            throw new SloValidationException(key, $"{NumberText.Plain(value)} is not a whole number of events", "Give a whole number");
        return (long)value;
    }

    /// <summary>Checks evidence that came as an object: every field's range, and that the fields agree.</summary>
    public static void Validate(SloEvidence evidence)
    {
        if (evidence.Availability is { } availability)
            CheckRatio("Availability", availability);
        if (evidence.LatencyP95 is { } p95)
            CheckLatency("LatencyP95", p95);
        if (evidence.LatencyP99 is { } p99)
            CheckLatency("LatencyP99", p99);
        if (evidence.AvailabilityStdDev is { } deviation)
            CheckRatio("AvailabilityStdDev", deviation);
        if (evidence.Coverage is { } coverage)
            CheckRatio("Coverage", coverage);
        CheckNotNegative("IncidentsLast30d", evidence.IncidentsLast30d);
        CheckNotNegative("GoodEvents", evidence.GoodEvents);
        CheckNotNegative("TotalEvents", evidence.TotalEvents);
        CheckAgreement(evidence, name => name);
        EvidenceWindow.Validate(evidence);
    }

    /// <summary>Checks that the fields agree with each other.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="keyOf">The key that the user wrote for a property.</param>
    public static void CheckAgreement(SloEvidence evidence, Func<string, string> keyOf)
    {
        if (evidence is { LatencyP95: { } p95, LatencyP99: { } p99 } && p99 < p95)
            throw new SloValidationException(
                keyOf("LatencyP99"),
                $"{NumberText.Plain(p99)} ms is below the p95 latency of {NumberText.Plain(p95)} ms",
                "Check which value is which"
            );
        if (evidence is { From: { } from, To: { } to } && to <= from)
            throw new SloValidationException(keyOf("To"), "The window ends before it starts, or is empty", "Check which value is which");
        if (evidence is { GoodEvents: not null, TotalEvents: null })
            throw new SloValidationException(keyOf("GoodEvents"), "There are good events and no total", "Give total_events too");
        if (evidence is not { GoodEvents: { } good, TotalEvents: { } total })
            return;
        if (good > total)
            throw new SloValidationException(
                keyOf("GoodEvents"),
                Exceeds(keyOf("GoodEvents"), good, keyOf("TotalEvents"), total),
                CountsFix
            );

        // A ratio printed with four decimals is off by up to half of the fourth.
        if (total > 0 && evidence.Availability is { } given && Math.Abs(given - ((double)good / total)) > 0.0000500001)
            throw new SloValidationException(
                keyOf("Availability"),
                $"{NumberText.Plain(given)} does not agree with "
                    + $"{good.ToString(CultureInfo.InvariantCulture)} good events of "
                    + $"{total.ToString(CultureInfo.InvariantCulture)}",
                "Give the ratio of these counts, or leave it out"
            );
    }

    /// <summary>What to do about counts that are not right.</summary>
    public const string CountsFix = "Give 0 or more good events, and at most as many as there are in total";

    /// <summary>What is wrong with the counts of an interval; null when they are right.</summary>
    public static string? CountsProblem(decimal good, decimal total) =>
        good < 0 ? $"GoodEvents ({Text(good)}) must not be negative"
        : good > total ? Exceeds("GoodEvents", good, "TotalEvents", total)
        : null;

    private static string Exceeds(string goodKey, decimal good, string totalKey, decimal total) =>
        $"{goodKey} ({Text(good)}) exceeds {totalKey} ({Text(total)})";

    private static string Text(decimal count) => count.ToString("0", CultureInfo.InvariantCulture);

    private static void CheckNotNegative(string key, long? count)
    {
        if (count < 0)
            throw new SloValidationException(
                key,
                $"{count.Value.ToString(CultureInfo.InvariantCulture)} is negative",
                "Give a count of 0 or more"
            );
        if (count > (long)LargestCount)
            throw new SloValidationException(
                key,
                $"{count.Value.ToString(CultureInfo.InvariantCulture)} is too large for a number of events",
                $"Give at most {NumberText.Plain(LargestCount)}"
            );
    }

    private static string Name(double value) =>
        double.IsNaN(value) ? "NaN"
        : value > 0 ? "Infinity"
        : "-Infinity";
}

/// <summary>Hours and the days that they make.</summary>
internal static class EvidenceHoursValidator
{
    /// <summary>Checks the hours by themselves, and that the days are their sums.</summary>
    /// <param name="evidence">Evidence with hours, whose days were checked.</param>
    /// <exception cref="SloValidationException">An hour cannot be, or does not agree with its day; the message names it and its
    /// value.</exception>
    public static void Validate(SloEvidence evidence)
    {
        if (!evidence.HasDays)
            throw new SloValidationException(
                "Days",
                "There are hours and no days",
                "Give the days, which are the sums of their hours, or leave the hours out"
            );

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
                throw new SloValidationException(
                    "Hours",
                    $"The hours of {UtcTime.DateText(day.Date)} add up to {Text(sum.Good)} good events of "
                        + $"{Text(sum.Total)}, and the day has {Text(day.GoodEvents)} of {Text(day.TotalEvents)}",
                    "Give all hours of the day that have events, or none of them"
                );
            sums.Remove(day.Date);
        }

        if (sums.Count > 0)
            throw new SloValidationException(
                "Hours",
                $"There are hours of {UtcTime.DateText(sums.Keys.Min())}, which is not one of the days",
                "Give the day too, or leave its hours out"
            );
    }

    private static void CheckHour(SloHour hour, SloHour? before, string field)
    {
        if (hour.Start.Kind == DateTimeKind.Local || hour.Start.Ticks % TimeSpan.TicksPerHour != 0)
            throw new SloValidationException(
                field + ".Start",
                $"{hour.Start.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)} is not on the hour in UTC",
                "Give the start of the hour in UTC"
            );
        if (hour.Start <= before?.Start)
        {
            throw new SloValidationException(
                field + ".Start",
                hour.Start == before.Start
                    ? $"{UtcTime.Text(hour.Start)} is duplicated"
                    : $"{UtcTime.Text(hour.Start)} comes after {UtcTime.Text(before.Start)}",
                "Give each hour once, in order"
            );
        }

        if (EvidenceValidator.CountsProblem(hour.GoodEvents, hour.TotalEvents) is { } problem)
            throw new SloValidationException(field + ".GoodEvents", problem, EvidenceValidator.CountsFix);
    }

    private static string Text(decimal count) => count.ToString("0", CultureInfo.InvariantCulture);
}
