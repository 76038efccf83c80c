using System.Numerics;

namespace ProgressiveSlo.Backtesting;

/// <summary>
/// A burn rate times an error budget as an exact fraction: bad / total is above it where bad × denominator &gt; numerator × total. In
/// doubles the two sides of an equality differ.
/// </summary>
internal sealed class BurnThreshold
{
    // How far off a quotient of doubles may be, many times over.
    private const double Near = 1e-12;

    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;
    private readonly double _ratio;

    /// <param name="factor">Burn rate, 0 or more.</param>
    /// <param name="target">Ratio, 0 &lt; target &lt; 1.</param>
    public BurnThreshold(decimal factor, decimal target)
    {
        var (n, d) = Fraction(factor);
        var (budget, whole) = Fraction(1m - target);
        var common = BigInteger.GreatestCommonDivisor(n * budget, d * whole);
        (_numerator, _denominator) = (n * budget / common, d * whole / common);
        _ratio = (double)(factor * (1m - target));
        if (_numerator <= long.MaxValue && _denominator <= long.MaxValue)
        {
            (Numerator, Denominator) = ((long)_numerator, (long)_denominator);
            MostEvents = long.MaxValue / Math.Max(1, Math.Max(Numerator, Denominator));
        }
    }

    /// <summary>The fraction, where <see cref="MostEvents"/> is not 0.</summary>
    public long Numerator { get; }

    /// <inheritdoc cref="Numerator"/>
    public long Denominator { get; }

    /// <summary>Up to how many events products with the fraction fit into a long.</summary>
    public long MostEvents { get; }

    /// <summary>Whether bad / total is above, for any numbers; without events nothing is.</summary>
    public bool IsAbove(long bad, long total)
    {
        if (total <= 0)
            return false;
        if (total <= MostEvents)
            return bad * Denominator > Numerator * total;
        var ratio = (double)bad / total;
        if (Math.Abs(ratio - _ratio) > _ratio * Near)
            return ratio > _ratio;
        return bad * _denominator > _numerator * total;
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(decimal value)
    {
        const int ScaleShift = 16;
        const int ScaleMask = 0xFF;
        var bits = decimal.GetBits(value);
        var digits = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        return (digits, BigInteger.Pow(10, (bits[3] >> ScaleShift) & ScaleMask));
    }
}
