using System;

namespace ProgressiveSlo.Statistics;

/// <summary>What Stirling's formula lacks: ln Γ(z) = (z − ½) ln z − z + ½ ln 2π + error(z).</summary>
internal static class StirlingError
{
    /// <summary>
    /// The error, which is small and so keeps its digits where ln Γ itself has none left for a difference (at 10⁹ events ln Γ is
    /// known to 10⁻⁶ only). Source: Abramowitz and Stegun 6.1.41 from z = 16 on; below by error(z) = error(z + 1) + (z + ½) ln(1 + 1/z) − 1,
    /// which follows from Γ(z + 1) = z Γ(z). As Loader (2000) does for whole numbers.
    /// </summary>
    /// <param name="z">More than 0.</param>
    public static double Of(double z)
    {
        var correction = 0.0;
        for (; z < 16; z++)
            correction += ((z + 0.5) * SmallDifferences.Log1P(1 / z)) - 1;

        var s = 1 / (z * z);
        var series = ((1.0 / 12) - ((1.0 / 360) - ((1.0 / 1260) - ((1.0 / 1680) - ((1.0 / 1188) - (s * 691.0 / 360360)) * s) * s) * s) * s) / z;
        return correction + series;
    }
}
