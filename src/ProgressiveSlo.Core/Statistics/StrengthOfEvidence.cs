using System;

namespace ProgressiveSlo.Statistics;

/// <summary>
/// How strongly counts speak for a service being better than its target: the likelihood ratio E of the counts, mixed evenly over all
/// error ratios below the budget, against an error ratio that is just the budget.
/// </summary>
/// <remarks>
/// For independent events of a service that is never better than its target, E ever reaches s with probability at most 1 / s, however
/// often one looks. With events whose number is itself estimated (<see cref="EffectiveSample"/>) that is a calibrated strength, and no
/// theorem. Source: Robbins (1970), Annals of Mathematical Statistics 41; Howard, Ramdas, McAuliffe and Sekhon (2021), Annals of
/// Statistics 49 (arXiv 1810.08240), the beta-binomial mixture, with the evenly mixed prior cut off at the budget.
/// </remarks>
internal static class StrengthOfEvidence
{
    // What is left out below is less than e⁻⁴⁰ of the result, and a double has e⁻³⁶.
    private const double Negligible = -40;

    /// <summary>
    /// ln E, E = B(1 + x, 1 + n − x) · I_β(1 + x, 1 + n − x) / (β · β^x · (1 − β)^(n − x)), for x bad events of n and the budget β. It
    /// is the integral of u^x · ((1 − β u) / (1 − β))^(n − x) over u from 0 to 1: more bad events of as many make it less, more good
    /// ones more, and it is below 1 wherever x is n·β or more.
    /// </summary>
    /// <remarks>
    /// The incomplete beta function never stands alone, as it has no digits left where E is very large or very small. With the continued
    /// fraction F of I_β the powers cancel: E = (1 − β) / F. Below the mean E is what the whole integral gives less the same above β.
    /// </remarks>
    /// <param name="bad">
    /// Bad events, 0 to <paramref name="total"/>; need not be whole. Where all are bad the answer is −∞ by definition.
    /// </param>
    /// <param name="total">All events, more than 0; need not be whole.</param>
    /// <param name="budget">1 − target as a ratio, more than 0 and below 1.</param>
    /// <returns>The natural logarithm; E itself leaves the range of a double beyond 709.</returns>
    public static double Log(double bad, double total, double budget)
    {
        Check(bad, total, budget);
        if (bad >= total)
            return double.NegativeInfinity;

        double a = 1 + bad,
            b = 1 + (total - bad),
            rest = 1 - budget;
        var spared = (total * budget) - bad;

        // How far the budget is above the mean of Beta(a, b), times a + b.
        var distance = spared - (1 - (2 * budget));
        var logRest = SmallDifferences.Log1P(-budget);
        if (distance <= 0)
            return logRest - Math.Log(IncompleteBeta.Fraction(budget, rest, a, b, -distance));

        var logPowers = IncompleteBeta.LogPowers(budget, rest, a, b, distance);
        var whole = logRest - logPowers;

        // The fraction is at least n·β − x, since the integrand is log-concave and falls from β on.
        if (spared >= 1 && logPowers - Math.Log(spared) < Negligible)
            return whole;
        return whole + SmallDifferences.Log1P(-Math.Exp(logPowers) / IncompleteBeta.Fraction(rest, budget, b, a, distance));
    }

    /// <summary>Whether E is at least a strength; at once where no computation is needed.</summary>
    /// <param name="bad">Bad events, 0 to <paramref name="total"/>.</param>
    /// <param name="total">All events, more than 0.</param>
    /// <param name="budget">1 − target as a ratio, more than 0 and below 1.</param>
    /// <param name="strength">1 or more, such as 5 or 20.</param>
    public static bool Reaches(double bad, double total, double budget, double strength)
    {
        if (!(strength >= 1 && strength <= double.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "A strength of evidence is 1 or more.");
        return ReachesLog(bad, total, budget, Math.Log(strength));
    }

    /// <summary>The same for a strength that may lie beyond the range of a double, by its natural logarithm.</summary>
    /// <param name="bad">Bad events, 0 to <paramref name="total"/>.</param>
    /// <param name="total">All events, more than 0.</param>
    /// <param name="budget">1 − target as a ratio, more than 0 and below 1.</param>
    /// <param name="logStrength">0 or more.</param>
    public static bool ReachesLog(double bad, double total, double budget, double logStrength)
    {
        if (!(logStrength >= 0 && logStrength <= double.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(logStrength), logStrength, "A strength of evidence is 1 or more.");
        Check(bad, total, budget);
        return bad < total * budget && Log(bad, total, budget) >= logStrength;
    }

    private static void Check(double bad, double total, double budget)
    {
        if (!(total > 0 && total <= double.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(total), total, "There is no strength of evidence without events.");
        if (!(bad >= 0 && bad <= total))
            throw new ArgumentOutOfRangeException(nameof(bad), bad, "Bad events are between 0 and all events.");
        if (!(budget > 0 && budget < 1))
            throw new ArgumentOutOfRangeException(nameof(budget), budget, "An error budget is between 0 and 1.");
    }
}
