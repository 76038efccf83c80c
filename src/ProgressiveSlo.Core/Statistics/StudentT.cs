namespace ProgressiveSlo.Statistics;

/// <summary>The quantiles of Student's t distribution that the strength of evidence needs.</summary>
internal static class StudentT
{
    private const double Inside = 0.9;

    // From here on the expansion is exact to the last digits.
    private const double Far = 1000;

    /// <summary>
    /// The one-sided 95 % quantile. Up to 1,000 degrees of freedom it is the root of the finite sum for P(|T| ≤ t) (Abramowitz and Stegun
    /// 26.7.3 and 26.7.4), found by Newton from the expansion that stands for it beyond (26.7.5).
    /// </summary>
    /// <param name="degreesOfFreedom">1 or more; whole where it is below 1,000.</param>
    public static double Quantile95(double degreesOfFreedom)
    {
        if (!(degreesOfFreedom >= 1) || (degreesOfFreedom < Far && degreesOfFreedom != Math.Floor(degreesOfFreedom)))
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom are whole, 1 or more.");
        if (degreesOfFreedom == 1)
            return Math.Tan(Math.PI * Inside / 2);
        var start = Expand(degreesOfFreedom);
        return degreesOfFreedom < Far ? Solve((int)degreesOfFreedom, start) : start;
    }

    private static double Expand(double degreesOfFreedom)
    {
        const double Z = 1.6448536269514722,
            Z2 = Z * Z;
        const double First = Z * (1 + Z2) / 4;
        const double Second = Z * (3 + (Z2 * (16 + (Z2 * 5)))) / 96;
        const double Third = Z * (-15 + (Z2 * (17 + (Z2 * (19 + (Z2 * 3)))))) / 384;
        const double Fourth = Z * (-945 + (Z2 * (-1920 + (Z2 * (1482 + (Z2 * (776 + (Z2 * 79)))))))) / 92160;
        var w = 1 / degreesOfFreedom;
        return Z + (w * (First + (w * (Second + (w * (Third + (w * Fourth)))))));
    }

    // Both sums are over powers of the cosine of the angle whose tangent is t / √ν.
    private static double Solve(int degreesOfFreedom, double start)
    {
        const int MostSteps = 20;
        var root = Math.Sqrt(degreesOfFreedom);
        var angle = Math.Atan(start / root);
        for (var step = 0; step < MostSteps; step++)
        {
            var (inside, slope) = Sum(degreesOfFreedom, angle);
            var change = (inside - Inside) / slope;
            angle -= change;

            // Newton doubles the digits: the next change would be below the last of them.
            if (Math.Abs(change) < 1e-9 * angle)
                break;
        }

        return root * Math.Tan(angle);
    }

    private static (double Inside, double Slope) Sum(int degreesOfFreedom, double angle)
    {
        var (sine, cosine) = (Math.Sin(angle), Math.Cos(angle));
        var square = cosine * cosine;
        var odd = degreesOfFreedom % 2 == 1;
        double term = odd ? cosine : 1,
            sum = 0;
        for (var k = odd ? 3 : 2; k <= degreesOfFreedom; k += 2)
        {
            sum += term;
            term *= square * (k - 1) / k;
        }

        // The derivative is the density, whose coefficient is that of the next term times ν.
        var slope = term * degreesOfFreedom / cosine;
        return odd ? (2 / Math.PI * (angle + (sine * sum)), 2 / Math.PI * slope) : (sine * sum, slope);
    }
}
