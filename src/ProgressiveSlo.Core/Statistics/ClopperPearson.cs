namespace ProgressiveSlo.Statistics;

/// <summary>The exact one-sided bound of a proportion. Source: Clopper and Pearson (1934), Biometrika 26.</summary>
internal static class ClopperPearson
{
    /// <summary>
    /// The one-sided upper bound of the error ratio: the ratio at which so few bad events, or fewer, have the probability 1 − confidence.
    /// It is the quantile of Beta(bad + 1, total − bad) at the confidence. Counts need not be whole (effective events).
    /// </summary>
    /// <param name="bad">Bad events, 0 to <paramref name="total"/>.</param>
    /// <param name="total">All events, not negative.</param>
    /// <param name="confidence">One-sided, 0 &lt; confidence &lt; 1.</param>
    /// <returns>A ratio from 0 to 1, or null where there are no events.</returns>
    public static double? UpperErrorRatio(double bad, double total, double confidence)
    {
        Check(bad, total, confidence);
        if (total == 0)
            return null;
        if (bad >= total)
            return 1;
        return bad == 0
            ? -SmallDifferences.ExpM1(Math.Log(1 - confidence) / total)
            : BetaTail.Quantile(1 - confidence, bad + 1, total - bad);
    }

    /// <summary>Whether the bound is at most an error ratio; one evaluation, where the bound takes several.</summary>
    /// <param name="bad">Bad events, 0 to <paramref name="total"/>.</param>
    /// <param name="total">All events, not negative.</param>
    /// <param name="confidence">One-sided, 0 &lt; confidence &lt; 1.</param>
    /// <param name="errorRatio">0 &lt; ratio &lt; 1.</param>
    public static bool IsAtMost(double bad, double total, double confidence, double errorRatio)
    {
        Check(bad, total, confidence);
        if (bad >= total)
            return false;
        return bad == 0
            ? total * SmallDifferences.Log1P(-errorRatio) <= Math.Log(1 - confidence)
            : BetaTail.Probability(errorRatio, bad + 1, total - bad) <= 1 - confidence;
    }

    private static void Check(double bad, double total, double confidence)
    {
        if (!(bad >= 0 && bad <= total && total <= double.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(bad), bad, "Bad events are between 0 and all events.");
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is between 0 and 1.");
    }
}

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
