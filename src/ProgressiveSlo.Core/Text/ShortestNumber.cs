using System;
using System.Globalization;
using System.Numerics;

namespace ProgressiveSlo.Text;

/// <summary>
/// The shortest text that reads back as the same number, the same on every runtime. .NET Core 3.0 and later have it as "R". That of .NET
/// Framework tries 15 digits and then 17 where 16 would do, and its reader is not exact: a digest or a report made in Windows PowerShell
/// would differ from the same one in PowerShell 7. There the digits are worked out in whole numbers. Known to differ from .NET: some exact
/// powers of two below 2^-24, which .NET shows by a text that reads back as the number below.
/// </summary>
internal static class ShortestNumber
{
    private const int MostDigits = 17;
    private const int SureDigits = 15;
    private static readonly bool _isFramework = typeof(object).Assembly.GetName().Name == "mscorlib";

    /// <summary>The text of a number: digits, "NaN" or an infinity; an exponent below 0.0001 and from 1E+17 up.</summary>
    /// <param name="value">Any number.</param>
    public static string Text(double value) => _isFramework ? Computed(value) : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The same text, worked out in whole numbers.</summary>
    /// <param name="value">Any number.</param>
    internal static string Computed(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            return double.IsNaN(value) ? "NaN"
                : value > 0 ? "Infinity"
                : "-Infinity";
        var sign = value < 0 || (value == 0 && double.IsNegativeInfinity(1 / value)) ? "-" : "";
        return sign + (value == 0 ? "0" : Positive(Math.Abs(value)));
    }

    /// <summary>The number with the shortest digits that read back as that single: 0.1f becomes 0.1.</summary>
    /// <param name="value">A finite number.</param>
    public static double Widen(float value)
    {
        var text = value.ToString(_isFramework ? "G7" : "R", CultureInfo.InvariantCulture);
        for (var digits = 8; digits <= 9 && float.Parse(text, CultureInfo.InvariantCulture) != value; digits++)
            text = value.ToString(digits == 8 ? "G8" : "G9", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string Positive(double value)
    {
        // IEEE 754: a whole number of 53 bits times a power of two. Numbers below the normal ones have fewer bits.
        var bits = BitConverter.DoubleToInt64Bits(value);
        var (fraction, biased) = (bits & ((1L << 52) - 1), (int)(bits >> 52));
        var (mantissa, power) = biased == 0 ? (fraction, -1074) : (fraction | (1L << 52), biased - 1075);
        var first = FirstDigit(mantissa, power, value);
        var isPowerOfTwo = biased > 1 && fraction == 0;
        for (var count = biased == 0 ? 1 : SureDigits; ; count++)
        {
            // Few digits may round up to the next power of ten, and more of them need not: 9.88 is 10, and 9.9.
            var exponent = first;
            var digits = Rounded(mantissa, power, ref exponent, count);
            bool IsEnough(BigInteger tried, int ten) => ReadsBack(tried, ten, mantissa, power, isPowerOfTwo);

            // Above a power of two there is more room than below it, so the digits above can do where the nearest ones do not.
            var last = exponent - count + 1;
            if (count == MostDigits || IsEnough(digits, last) || (isPowerOfTwo && IsEnough(++digits, last)))
                return Written(digits.ToString(CultureInfo.InvariantCulture).TrimEnd('0'), exponent);
        }
    }

    // The power of ten of the first digit. The logarithm is off by one next to a power of ten.
    private static int FirstDigit(long mantissa, int power, double value)
    {
        var ten = (int)Math.Floor(Math.Log10(value));
        while (IsBelow(ten))
            ten--;
        while (!IsBelow(ten + 1))
            ten++;
        return ten;

        bool IsBelow(int exponent) => mantissa * Power(2, power) * Power(10, -exponent) < Power(2, -power) * Power(10, exponent);
    }

    // The number rounded to that many digits, half to even, as a whole number; exponent becomes the power of ten of the first one.
    private static BigInteger Rounded(long mantissa, int power, ref int exponent, int count)
    {
        while (true)
        {
            var ten = exponent - count + 1;
            var (above, below) = (mantissa * Power(2, power) * Power(10, -ten), Power(2, -power) * Power(10, ten));
            var digits = BigInteger.DivRem(above, below, out var rest);
            if (2 * rest > below || (2 * rest == below && !digits.IsEven))
                digits++;
            if (digits < BigInteger.Pow(10, count - 1))
                exponent--;
            else if (digits >= BigInteger.Pow(10, count))
                exponent++;
            else
                return digits;
        }
    }

    // Whether no other number is nearer: the gap to the next one is a unit of the mantissa, and half of it below a power of two.
    private static bool ReadsBack(BigInteger digits, int ten, long mantissa, int power, bool isPowerOfTwo)
    {
        var unit = Power(2, power) * Power(10, -ten);
        var difference = (digits * Power(10, ten) * Power(2, -power)) - (mantissa * unit);
        var distance = BigInteger.Abs(difference) * (isPowerOfTwo && difference.Sign < 0 ? 4 : 2);
        return distance < unit || (distance == unit && mantissa % 2 == 0);
    }

    private static BigInteger Power(int number, int exponent) => exponent > 0 ? BigInteger.Pow(number, exponent) : BigInteger.One;

    private static string Written(string digits, int exponent)
    {
        if (exponent is < -4 or >= MostDigits)
        {
            var fraction = digits.Length > 1 ? "." + digits.Substring(1) : "";
            return $"{digits[0]}{fraction}E{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
        }

        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1
            ? digits.PadRight(exponent + 1, '0')
            : digits.Substring(0, exponent + 1) + "." + digits.Substring(exponent + 1);
    }
}
