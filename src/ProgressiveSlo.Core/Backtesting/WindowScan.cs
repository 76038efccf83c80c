namespace ProgressiveSlo.Backtesting;

/// <summary>
/// Finds the steps at which windows are above a threshold. Sums only grow, so one comparison of the most bad and the fewest events that any
/// window of a block can have clears the whole block; only blocks that it does not clear are looked at step by step.
/// </summary>
internal static class WindowScan
{
    private const int SmallestBlock = 8;
    private const int LargestBlock = 256;

    /// <summary>Marks the steps at which both windows are above the threshold.</summary>
    /// <param name="events">The series.</param>
    /// <param name="threshold">Error ratio; strictly above it.</param>
    /// <param name="longSteps">Steps of the long window.</param>
    /// <param name="shortSteps">Steps of the short window.</param>
    /// <param name="fires">Set to 1 at each such step; from 1.</param>
    public static void Mark(WindowEvents events, BurnThreshold threshold, int longSteps, int shortSteps, byte[] fires)
    {
        var block = Block(longSteps);
        for (var first = 1; first <= events.Steps; first += block)
        {
            var last = Math.Min(first + block - 1, events.Steps);
            if (!CanBeAbove(events, threshold, longSteps, first, last) || !CanBeAbove(events, threshold, shortSteps, first, last))
                continue;
            if (events.Total[events.Steps] <= threshold.MostEvents)
            {
                MarkExactly(events, threshold, longSteps, shortSteps, fires, first, last);
                continue;
            }

            for (var t = first; t <= last; t++)
            {
                if (IsAbove(events, threshold, t, longSteps) && IsAbove(events, threshold, t, shortSteps))
                    fires[t] = 1;
            }
        }
    }

    /// <summary>How many of the whole windows are above the threshold.</summary>
    /// <param name="events">The series.</param>
    /// <param name="threshold">Error ratio; strictly above it.</param>
    /// <param name="steps">Steps of the window.</param>
    public static int Count(WindowEvents events, BurnThreshold threshold, int steps)
    {
        var count = 0;
        var block = Block(steps);
        for (var first = steps; first <= events.Steps; first += block)
        {
            var last = Math.Min(first + block - 1, events.Steps);
            if (!CanBeAbove(events, threshold, steps, first, last))
                continue;
            for (var t = first; t <= last; t++)
            {
                if (IsAbove(events, threshold, t, steps))
                    count++;
            }
        }

        return count;
    }

    /// <summary>Whether a window that ends with a step is above the threshold.</summary>
    public static bool IsAbove(WindowEvents events, BurnThreshold threshold, int step, int length)
    {
        var (bad, total) = events.Over(step, length);
        return threshold.IsAbove(bad, total);
    }

    private static int Block(int length) => Math.Max(SmallestBlock, Math.Min(LargestBlock, length / SmallestBlock));

    // Of all windows that end in a block: those with the most bad and those with the fewest events need not be the same.
    private static bool CanBeAbove(WindowEvents events, BurnThreshold threshold, int length, int first, int last)
    {
        var most = events.Bad[last] - events.Bad[Math.Max(0, first - length)];
        if (most == 0)
            return false;
        var start = events.Start(last - length);
        return start >= first
            || events.Total[first] == events.Total[start]
            || threshold.IsAbove(most, events.Total[first] - events.Total[start]);
    }

    // The products fit, and nothing is called for a step.
    private static void MarkExactly(
        WindowEvents events,
        BurnThreshold threshold,
        int longSteps,
        int shortSteps,
        byte[] fires,
        int first,
        int last
    )
    {
        var (bad, total) = (events.Bad, events.Total);
        var (numerator, denominator) = (threshold.Numerator, threshold.Denominator);
        for (var t = first; t <= last; t++)
        {
            var start = Math.Min(events.Start(t - longSteps), t);
            if ((bad[t] - bad[start]) * denominator <= numerator * (total[t] - total[start]))
                continue;
            start = Math.Min(events.Start(t - shortSteps), t);
            if ((bad[t] - bad[start]) * denominator > numerator * (total[t] - total[start]))
                fires[t] = 1;
        }
    }
}
