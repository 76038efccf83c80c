using System;
using ProgressiveSlo.Statistics;

namespace ProgressiveSlo.Readiness;

/// <summary>What a look would need to hold, with errors gathered in days as they are.</summary>
internal static class DemonstrationNeeds
{
    // Beyond a billion times the events nobody waits for the answer.
    private const double MostTimes = 1e9;

    /// <summary>How many more events, at the same error ratio, the bound needs.</summary>
    /// <param name="effective">The effective events of the look.</param>
    /// <param name="total">Its events.</param>
    /// <param name="confidence">One-sided.</param>
    /// <param name="budget">1 − target.</param>
    /// <returns>0 when the bound holds; null when the error ratio is too near to the budget for any number.</returns>
    public static long? MoreEvents(EffectiveEvents effective, long total, double confidence, double budget)
    {
        bool Holds(double times) => ClopperPearson.IsAtMost(effective.Bad * times, effective.Total * times, confidence, budget);

        if (effective.Total == 0 || effective.Bad / effective.Total >= budget)
            return null;
        if (Holds(1))
            return 0;
        var high = 2.0;
        while (!Holds(high))
        {
            high *= 2;
            if (high > MostTimes)
                return null;
        }

        var low = high / 2;
        while (high - low > 1e-9 * high && total * (high - low) >= 0.5)
        {
            var middle = (low + high) / 2;
            if (Holds(middle))
                high = middle;
            else
                low = middle;
        }

        var more = Math.Ceiling(total * (high - 1));
        return more < long.MaxValue / 2 ? (long)more : null;
    }

    /// <summary>The most bad events in the same traffic with which the bound would hold, when each day has the same share of those that it has.</summary>
    /// <param name="effective">The effective events of the look.</param>
    /// <param name="bad">Its bad events.</param>
    /// <param name="total">Its events.</param>
    /// <param name="confidence">One-sided.</param>
    /// <param name="budget">1 − target.</param>
    /// <returns>At most <paramref name="bad"/>; null when not even no bad event would do.</returns>
    public static long? MostBad(EffectiveEvents effective, long bad, long total, double confidence, double budget)
    {
        bool Holds(long fewer)
        {
            var scaled = effective.WithShareOfBad((double)fewer / bad, total);
            return ClopperPearson.IsAtMost(scaled.Bad, scaled.Total, confidence, budget);
        }

        if (total == 0 || !ClopperPearson.IsAtMost(0, total, confidence, budget))
            return null;
        if (bad == 0 || bad == total || Holds(bad))
            return bad == total ? 0 : bad;
        long low = 0, high = bad;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Holds(middle))
                low = middle;
            else
                high = middle;
        }

        return low;
    }
}
