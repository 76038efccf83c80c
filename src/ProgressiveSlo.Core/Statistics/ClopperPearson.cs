using System;

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
