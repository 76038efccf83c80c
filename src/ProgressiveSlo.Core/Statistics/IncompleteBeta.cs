namespace ProgressiveSlo.Statistics;

/// <summary>
/// The two parts of the regularised incomplete beta function: I_x(a, b) = exp(<see cref="LogPowers"/>) / <see cref="Fraction"/>.
/// </summary>
internal static class IncompleteBeta
{
    private const int MostTerms = 1_000_000;

    /// <summary>
    /// ln(x^a y^b / B(a, b)) by Stirling errors and deviances, never as a difference of large logarithms: ln Γ of 10⁹ events is known to
    /// 10⁻⁶ only. Source: Loader (2000), Fast and Accurate Computation of Binomial Probabilities.
    /// </summary>
    /// <param name="x">0 &lt; x &lt; 1.</param>
    /// <param name="y">1 − x; given because the caller may know more digits of it.</param>
    /// <param name="a">First parameter, more than 0.</param>
    /// <param name="b">Second parameter, more than 0.</param>
    /// <param name="distance">(a + b) x − a; given for the same reason.</param>
    public static double LogPowers(double x, double y, double a, double b, double distance)
    {
        var n = a + b;
        return (0.5 * Math.Log(a / n * (b / (2 * Math.PI))))
            + StirlingError.Compute(n)
            - StirlingError.Compute(a)
            - StirlingError.Compute(b)
            - (a * SmallDifferences.NegativeLogRest(-distance / a, n * x / a))
            - (b * SmallDifferences.NegativeLogRest(distance / b, n * y / b));
    }

    /// <summary>
    /// The continued fraction F, whose terms do not cancel. It takes some 15 terms where x is far below the mean a / (a + b), and about
    /// 1.4 √a where x is next to it. Source: Didonato and Morris (1992), ACM TOMS 708, equation 9; evaluated by the modified method of
    /// Lentz (Thompson and Barnett 1986).
    /// </summary>
    /// <param name="x">0 &lt; x &lt; 1, at most the mean.</param>
    /// <param name="y">1 − x.</param>
    /// <param name="a">First parameter, more than 0.</param>
    /// <param name="b">Second parameter, more than 0.</param>
    /// <param name="lambda">a − (a + b) x, not negative.</param>
    public static double Fraction(double x, double y, double a, double b, double lambda)
    {
        const double Tiny = 1e-300;
        var value = a * (lambda + 1) / (a + 1);
        double c = value,
            d = 0;
        for (var m = 1; m < MostTerms; m++)
        {
            var middle = a + (2 * m) - 1;
            var numerator = (a + m - 1) / middle * ((a + b + m - 1) / middle) * m * (b - m) * x * x;
            var denominator = m + (m * (b - m) * x / middle) + ((a + m) * (lambda + 1 + (m * (1 + y))) / (middle + 2));
            d = denominator + (numerator * d);
            d = 1 / (d == 0 ? Tiny : d);
            c = denominator + (numerator / c);
            if (c == 0)
                c = Tiny;
            var factor = c * d;
            value *= factor;
            if (Math.Abs(factor - 1) < 1e-15)
                break;
        }

        return value;
    }
}

/// <summary>What Stirling's formula lacks: ln Γ(z) = (z − ½) ln z − z + ½ ln 2π + error(z).</summary>
internal static class StirlingError
{
    /// <summary>
    /// The error, which is small and so keeps its digits where ln Γ itself has none left for a difference (at 10⁹ events ln Γ is known to
    /// 10⁻⁶ only). Source: Abramowitz and Stegun 6.1.41 from z = 16 on; below by error(z) = error(z + 1) + (z + ½) ln(1 + 1/z) − 1, which
    /// follows from Γ(z + 1) = z Γ(z). As Loader (2000) does for whole numbers.
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
