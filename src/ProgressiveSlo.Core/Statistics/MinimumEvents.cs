using System;

namespace ProgressiveSlo.Statistics;

/// <summary>How many events it takes to demonstrate a target.</summary>
internal static class MinimumEvents
{
    /// <summary>
    /// The smallest total at which so many failures still demonstrate the target: the Clopper–Pearson bound of the error ratio is at
    /// most 1 − target. Without failures that is ln(1 − confidence) / ln(target), rounded up.
    /// </summary>
    /// <param name="target">Ratio, 0 &lt; target &lt; 1.</param>
    /// <param name="confidence">One-sided, 0 &lt; confidence &lt; 1.</param>
    /// <param name="failures">Bad events, 0 or more.</param>
    public static long ToDemonstrate(decimal target, double confidence, long failures)
    {
        if (target is <= 0 or >= 1)
            throw new ArgumentOutOfRangeException(nameof(target), target, "A target is between 0 and 1.");
        var budget = (double)(1m - target);
        bool Enough(long total) => ClopperPearson.IsAtMost(failures, total, confidence, budget);

        // At failures / budget events the estimate is the target: the answer is not below.
        var high = Math.Max(failures + 1, (long)Math.Min(failures / budget, long.MaxValue / 8));
        var low = failures;
        if (failures == 0)
        {
            // The closed form is right but for rounding: a look at its neighbour settles it.
            high = Math.Max(1, (long)Math.Ceiling(Math.Log(1 - confidence) / SmallDifferences.Log1P(-budget)));
            low = high > 1 && !Enough(high - 1) ? high - 1 : 0;
        }

        while (!Enough(high))
        {
            low = high;
            high *= 2;
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
