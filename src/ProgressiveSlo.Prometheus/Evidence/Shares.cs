using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Shares whole events out in proportion to weights, so that the shares add up: what rounding leaves of one is carried to the next.</summary>
internal static class Shares
{
    /// <summary>The shares; equal ones where all weights are 0.</summary>
    /// <param name="events">The events, 0 or more.</param>
    /// <param name="weights">Weights, 0 or more.</param>
    public static long[] Of(long events, IReadOnlyList<double> weights)
    {
        var all = weights.Sum();
        var shares = new long[weights.Count];
        var (reached, given) = (0.0, 0L);
        for (var i = 0; i < shares.Length; i++)
        {
            reached += all > 0 ? weights[i] / all : 1.0 / shares.Length;

            // The last one takes the rest: the sum of fractions may end a little beside 1.
            var upTo = i == shares.Length - 1 ? events : Math.Min(events, (long)Math.Round(events * reached, MidpointRounding.AwayFromZero));
            shares[i] = Math.Max(0, upTo - given);
            given += shares[i];
        }

        return shares;
    }
}
