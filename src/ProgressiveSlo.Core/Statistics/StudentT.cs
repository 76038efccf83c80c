using System;

namespace ProgressiveSlo.Statistics;

/// <summary>Quantiles of Student's t distribution.</summary>
internal static class StudentT
{
    /// <summary>
    /// The one-sided quantile. t² / (df + t²) has the distribution Beta(½, df / 2), and its upper tail is twice that of t.
    /// Source: Abramowitz and Stegun 26.7.1; the closed forms for 1 and 2 degrees of freedom are those of the Cauchy distribution and of Hill (1970).
    /// </summary>
    /// <param name="confidence">One-sided, ½ &lt; confidence &lt; 1.</param>
    /// <param name="degreesOfFreedom">1 or more.</param>
    public static double Quantile(double confidence, double degreesOfFreedom)
    {
        if (!(confidence > 0.5 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is above one half and below 1.");
        if (!(degreesOfFreedom >= 1))
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "There is at least one degree of freedom.");

        var tail = 1 - confidence;
        if (degreesOfFreedom == 1)
            return 1 / Math.Tan(Math.PI * tail);
        if (degreesOfFreedom == 2)
            return (1 - (2 * tail)) / Math.Sqrt(2 * tail * confidence);
        var share = BetaTail.Quantile(2 * tail, 0.5, degreesOfFreedom / 2);
        return Math.Sqrt(degreesOfFreedom * share / (1 - share));
    }
}
