using System;
using System.Globalization;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>Numbers as Go prints them: the shortest digits that read back to the same double.</summary>
internal static class GoNumber
{
    /// <summary>The double nearest to a decimal number, as Go reads it from a document.</summary>
    public static double Parse(decimal value) => double.Parse(NumberText.Plain(value), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Go's <c>%g</c> and <c>%v</c>: an exponent of two digits where it is below -4 or at 6 or above.</summary>
    public static string General(double value)
    {
        var (digits, exponent) = Digits(value);
        if (exponent is >= -4 and < 6)
            return Positional(digits, exponent);
        var fraction = digits.Length > 1 ? "." + digits.Substring(1) : "";
        return string.Format(CultureInfo.InvariantCulture, "{0}{1}e{2}{3:00}", digits[0], fraction, exponent < 0 ? "-" : "+", Math.Abs(exponent));
    }

    /// <summary>Go's format <c>f</c> with the fewest digits: never an exponent.</summary>
    public static string Fixed(double value)
    {
        var (digits, exponent) = Digits(value);
        return Positional(digits, exponent);
    }

    private static string Positional(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        if (digits.Length <= exponent + 1)
            return digits + new string('0', exponent + 1 - digits.Length);
        return digits.Substring(0, exponent + 1) + "." + digits.Substring(exponent + 1);
    }

    /// <summary>Significant digits, and the power of ten of the first one. Numbers of rules are not negative.</summary>
    private static (string Digits, int Exponent) Digits(double value)
    {
        if (value == 0)
            return ("0", 0);
        return Digits(NumberText.Plain(value));
    }

    private static (string Digits, int Exponent) Digits(string text)
    {
        var e = text.IndexOf('E');
        var mantissa = e < 0 ? text : text.Substring(0, e);
        var power = e < 0 ? 0 : int.Parse(text.Substring(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.');
        var all = mantissa.Replace(".", "");
        var digits = all.TrimStart('0');
        return (digits.TrimEnd('0'), (point < 0 ? mantissa.Length : point) - 1 - (all.Length - digits.Length) + power);
    }
}
