namespace ProgressiveSlo.Statistics;

/// <summary>
/// The upper tail of a beta distribution, P(X &gt; p), and its inverse. Both keep their relative precision at p near 10⁻⁹ and at
/// parameters near 10⁹.
/// </summary>
internal static class BetaTail
{
    private const int MostSteps = 200;

    /// <summary>The probability that a beta variable is above <paramref name="p"/>.</summary>
    /// <param name="p">0 &lt; p &lt; 1.</param>
    /// <param name="a">First parameter, more than 0.</param>
    /// <param name="b">Second parameter, more than 0.</param>
    public static double Probability(double p, double a, double b) => Math.Exp(Log(p, a, b, out _));

    /// <summary>
    /// The p above which a beta variable is with probability <paramref name="tail"/>: Newton on ln tail over ln p, which is concave,
    /// so that it cannot leap over the root for long; bisection where a step leaves the bracket.
    /// </summary>
    /// <param name="tail">Probability, 0 &lt; tail &lt; 1.</param>
    /// <param name="a">First parameter, more than 0.</param>
    /// <param name="b">Second parameter, more than 0.</param>
    public static double Quantile(double tail, double a, double b)
    {
        var wanted = Math.Log(tail);
        double low = 0,
            high = 1;
        var p = Start(tail, a, b);
        for (var step = 0; step < MostSteps; step++)
        {
            var log = Log(p, a, b, out var slope);
            if (log > wanted)
                low = p;
            else
                high = p;

            // The slope is that of ln tail over ln p.
            var next = p * Math.Exp((log - wanted) / slope);
            if (!(next > low && next < high))
                next = low > 0 && high / low > 4 ? Math.Sqrt(low * high) : (low + high) / 2;
            if (Math.Abs(next - p) <= 1e-15 * p || high - low <= 1e-16 * high)
                return next;
            p = next;
        }

        return p;
    }

    // ln P(X > p), and minus its slope over ln p.
    private static double Log(double p, double a, double b, out double slope)
    {
        var q = 1 - p;

        // How far p is above the mean, times a + b. Both continued fractions and the density need it without cancellation.
        var distance = (p * (a + b)) - a;
        var logDensity = IncompleteBeta.LogPowers(p, q, a, b, distance);
        double log;
        if (distance >= 0)
        {
            log = logDensity - Math.Log(IncompleteBeta.Fraction(q, p, b, a, distance));
        }
        else
        {
            var below = Math.Exp(logDensity) / IncompleteBeta.Fraction(p, q, a, b, -distance);
            log = SmallDifferences.Log1P(-Math.Min(below, 1 - 1e-16));
        }

        slope = Math.Exp(logDensity - log) / q;
        return log;
    }

    // A normal approximation, kept inside (0, 1). Newton does the rest.
    private static double Start(double tail, double a, double b)
    {
        var mean = a / (a + b);
        var deviation = Math.Sqrt(mean * (1 - mean) / (a + b + 1));
        var guess = mean + (deviation * Math.Sqrt(Math.Max(0, -1.6 * Math.Log(tail))) * (tail < 0.3 ? 0.85 : 0.3));
        return guess < 1 ? guess : (1 + mean) / 2;
    }
}

/// <summary>What Stirling's formula lacks: ln Γ(z) = (z − ½) ln z − z + ½ ln 2π + error(z).</summary>
internal static class StirlingError
{
    /// <summary>
    /// The error, which is small and so keeps its digits where ln Γ itself has none left for a difference (at 10⁹ events ln Γ is
    /// known to 10⁻⁶ only). Source: Abramowitz and Stegun 6.1.41 from z = 16 on; below by error(z) = error(z + 1) + (z + ½) ln(1 + 1/z) −
    /// 1,
    /// which follows from Γ(z + 1) = z Γ(z). As Loader (2000) does for whole numbers.
    /// </summary>
    /// <param name="z">More than 0.</param>
    public static double Compute(double z)
    {
        var correction = 0.0;
        for (; z < 16; z++)
            correction += ((z + 0.5) * SmallDifferences.Log1P(1 / z)) - 1;

        var s = 1 / (z * z);
        var series =
            ((1.0 / 12) - ((1.0 / 360) - ((1.0 / 1260) - ((1.0 / 1680) - ((1.0 / 1188) - (s * 691.0 / 360360)) * s) * s) * s) * s) / z;
        return correction + series;
    }
}
