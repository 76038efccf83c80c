using System;
using System.Globalization;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness;

/// <summary>The ranges that measured values may have. A value outside is refused with its key, never judged.</summary>
internal static class EvidenceRange
{
    // Above 2^53 a double no longer holds every whole number.
    internal const double LargestCount = 9_007_199_254_740_992;

    public static double CheckRatio(string key, double value)
    {
        if (value is >= 0 and <= 1)
            return value;
        CheckNumber(key, value);
        throw new SloValidationException(
            key,
            $"{NumberText.Plain(value)} is not a ratio from 0 to 1",
            value < 1.5 ? "Write a ratio of at most 1" : value <= 100 ? $"Write {NumberText.Plain(NumberText.Exact(value) / 100m)} for {NumberText.Plain(value)} %" : "Write for example 0.9965 for 99.65 %");
    }

    public static double CheckNumber(string key, double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            throw new SloValidationException(key, $"{Name(value)} is not a measurement", "Leave the key out when nothing was measured");
        if (value < 0)
            throw new SloValidationException(key, $"{NumberText.Plain(value)} is negative", "Give a value of 0 or more, or leave the key out when nothing was measured");
        return value;
    }

    public static long CheckCount(string key, double value, object given)
    {
        // A long goes through as it is: a double could have rounded it.
        if (given is long and >= 0)
            return (long)given;
        CheckNumber(key, value);
        if (value > LargestCount)
            throw new SloValidationException(key, $"{NumberText.Plain(value)} is too large for a number of events", $"Give at most {NumberText.Plain(LargestCount)}");
        if (Math.Floor(value) != value)
            throw new SloValidationException(key, $"{NumberText.Plain(value)} is not a whole number of events", "Give a whole number");
        return (long)value;
    }

    /// <summary>Checks evidence that came as an object: every field's range, and that the fields agree.</summary>
    public static void Check(SloMetric evidence)
    {
        if (evidence.Availability is { } availability)
            CheckRatio("Availability", availability);
        if (evidence.LatencyP95 is { } p95)
            CheckNumber("LatencyP95", p95);
        if (evidence.LatencyP99 is { } p99)
            CheckNumber("LatencyP99", p99);
        if (evidence.AvailabilityStdDev is { } deviation)
            CheckRatio("AvailabilityStdDev", deviation);
        if (evidence.Coverage is { } coverage)
            CheckRatio("Coverage", coverage);
        CheckNotNegative("IncidentsLast30d", evidence.IncidentsLast30d);
        CheckNotNegative("GoodEvents", evidence.GoodEvents);
        CheckNotNegative("TotalEvents", evidence.TotalEvents);
        CheckAgreement(evidence, name => name);
        EvidenceDays.Check(evidence);
    }

    /// <summary>Checks that the fields agree with each other.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="keyOf">The key that the user wrote for a property.</param>
    public static void CheckAgreement(SloMetric evidence, Func<string, string> keyOf)
    {
        if (evidence is { LatencyP95: { } p95, LatencyP99: { } p99 } && p99 < p95)
            throw new SloValidationException(keyOf("LatencyP99"), $"{NumberText.Plain(p99)} ms is below the p95 latency of {NumberText.Plain(p95)} ms, and that cannot be", "Check which value is which");
        if (evidence is { From: { } from, To: { } to } && to <= from)
            throw new SloValidationException(keyOf("To"), "The window ends before it starts, or is empty", "Check which value is which");
        if (evidence is { GoodEvents: not null, TotalEvents: null })
            throw new SloValidationException(keyOf("GoodEvents"), "There are good events and no total", "Give total_events too");
        if (evidence is not { GoodEvents: { } good, TotalEvents: { } total })
            return;
        if (good > total)
            throw new SloValidationException(keyOf("GoodEvents"), $"{good.ToString(CultureInfo.InvariantCulture)} good events of {total.ToString(CultureInfo.InvariantCulture)}", "Give at most as many good events as there are in total");

        // A ratio printed with four decimals is off by up to half of the fourth.
        if (total > 0 && evidence.Availability is { } given && Math.Abs(given - ((double)good / total)) > 0.0000500001)
            throw new SloValidationException(keyOf("Availability"), $"{NumberText.Plain(given)} does not agree with {good.ToString(CultureInfo.InvariantCulture)} good events of {total.ToString(CultureInfo.InvariantCulture)}", "Give the ratio of these counts, or leave it out");
    }

    private static void CheckNotNegative(string key, long? count)
    {
        if (count < 0)
            throw new SloValidationException(key, $"{count.Value.ToString(CultureInfo.InvariantCulture)} is negative", "Give a count of 0 or more");
    }

    private static string Name(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
