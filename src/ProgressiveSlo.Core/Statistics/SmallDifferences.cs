namespace ProgressiveSlo.Statistics;

/// <summary>Logarithms near 1, without losing the digits that the plain function loses there.</summary>
internal static class SmallDifferences
{
    /// <summary>ln(1 + x) with full relative precision. Source: Kahan's correction, in Goldberg (1991), theorem 4.</summary>
    /// <param name="x">More than −1.</param>
    public static double Log1P(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : Math.Log(u) * x / (u - 1);
    }

    /// <summary>−ln(1 − u) − u with full relative precision.</summary>
    /// <param name="u">Less than 1.</param>
    /// <param name="rest">1 − u; told apart because the caller knows more digits of it where it is small.</param>
    public static double NegativeLogRest(double u, double rest)
    {
        if (Math.Abs(u) > 0.1)
            return -Math.Log(rest) - u;

        // The series u²/2 + u³/3 + ...
        var sum = 0.0;
        var power = u * u;
        for (var k = 2; k < 40; k++)
        {
            var term = power / k;
            if (sum + term == sum)
                break;
            sum += term;
            power *= u;
        }

        return sum;
    }
}
