using System;

namespace ProgressiveSlo.Statistics;

/// <summary>
/// What a service could show if nothing bad happened at all. Where even that does not reach the strength that is asked, no evidence can:
/// the target cannot be tested at this traffic in this time.
/// </summary>
internal static class PerfectRecord
{
    /// <summary>
    /// The days that a perfect record must have to reach a strength, at the traffic seen: as many events a day, and as large a share of
    /// days with traffic, as in the record. More days never say less, so the answer is found by bisection.
    /// </summary>
    /// <param name="events">Events of the record, 0 or more.</param>
    /// <param name="daysWithTraffic">0 to <paramref name="days"/>.</param>
    /// <param name="days">Calendar days of the record, 1 or more; days without data or excluded are better left out of all three.</param>
    /// <param name="budget">1 − target as a ratio, more than 0 and below 1.</param>
    /// <param name="logStrength">Natural logarithm of the strength, 0 or more: it may lie beyond the range of a double.</param>
    /// <param name="trialsPerDay">k of <see cref="EffectiveSample.Of"/>.</param>
    /// <param name="fewestDays">The fewest days with traffic that say anything, 2 or more.</param>
    /// <returns>Calendar days, 2 or more, or null where there is no traffic or it would take more than 10⁹ days.</returns>
    public static long? DaysNeeded(
        long events,
        int daysWithTraffic,
        int days,
        double budget,
        double logStrength,
        double? trialsPerDay = null,
        int fewestDays = 2
    )
    {
        const long Most = 1_000_000_000;
        if (!(days > 0 && daysWithTraffic >= 0 && daysWithTraffic <= days && events >= daysWithTraffic))
            throw new ArgumentOutOfRangeException(nameof(days), days, "Days with traffic are among the days, and each has an event.");
        if (daysWithTraffic == 0)
            return null;

        bool Enough(long length)
        {
            var total = Math.Floor((double)events * length / days);
            var traffic = Math.Floor((double)daysWithTraffic * length / days);
            if (traffic < fewestDays || total < 2)
                return false;
            var sample = EffectiveSample.Perfect(total, traffic, trialsPerDay);
            return StrengthOfEvidence.ReachesLog(sample.Bad, sample.Total, budget, logStrength);
        }

        long low = 1,
            high = 2;
        while (!Enough(high))
        {
            if (high >= Most)
                return null;
            low = high;
            high = Math.Min(high * 2, Most);
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Enough(middle))
                high = middle;
            else
                low = middle;
        }

        return high;
    }
}
