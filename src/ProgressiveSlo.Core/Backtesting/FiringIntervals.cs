namespace ProgressiveSlo.Backtesting;

/// <summary>From the steps at which a condition holds to those at which its alert fires.</summary>
internal static class FiringIntervals
{
    /// <summary>
    /// The intervals, first and last step, both firing. Source: Prometheus, rules/alerting.go: an alert is pending until its condition has
    /// held for the duration, and goes on for the other after it has ceased to hold.
    /// </summary>
    /// <param name="holds">1 at each step at which the condition holds; from 1.</param>
    /// <param name="steps">How many steps there are.</param>
    /// <param name="pending">Steps that the condition must hold before the alert fires.</param>
    /// <param name="keep">Steps that the alert goes on.</param>
    public static IEnumerable<(int Active, int First, int Last)> Find(byte[] holds, int steps, int pending, int keep)
    {
        (int Active, int First, int Last)? open = null;
        for (var t = Next(holds, 1, steps); t <= steps; )
        {
            var end = t;
            while (end < steps && holds[end + 1] != 0)
                end++;
            if (open is { } before && t <= before.Last + 1)
                open = (before.Active, before.First, Math.Min(steps, end + keep));
            else
            {
                if (open is { } done)
                    yield return done;
                open = t + pending <= end ? (t, t + pending, Math.Min(steps, end + keep)) : null;
            }

            t = Next(holds, end + 1, steps);
        }

        if (open is { } last)
            yield return last;
    }

    private static int Next(byte[] holds, int from, int steps)
    {
        var found = from > steps ? -1 : Array.IndexOf(holds, (byte)1, from, steps - from + 1);
        return found < 0 ? steps + 1 : found;
    }
}
