using System;
using System.Globalization;

namespace ProgressiveSlo.Text;

/// <summary>
/// The shortest text that reads back as the same number, the same on every runtime. .NET Core 3.0 and later have it as "R"; .NET
/// Framework's "R" tries 15 digits and then 17, where 16 would do: a digest or a report made in Windows PowerShell would differ from the
/// same one in PowerShell 7.
/// </summary>
internal static class ShortestNumber
{
    private static readonly bool _isFramework = typeof(object).Assembly.GetName().Name == "mscorlib";

    /// <summary>The text of a number: digits, "NaN" or an infinity; an exponent from 1E+15 up and below 1E-05.</summary>
    /// <param name="value">Any number.</param>
    public static string Text(double value) => _isFramework ? OnFramework(value) : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The number with the shortest digits that read back as that single: 0.1f becomes 0.1.</summary>
    /// <param name="value">A finite number.</param>
    public static double Widen(float value)
    {
        var text = value.ToString(_isFramework ? "G7" : "R", CultureInfo.InvariantCulture);
        for (var digits = 8; digits <= 9 && float.Parse(text, CultureInfo.InvariantCulture) != value; digits++)
            text = value.ToString(digits == 8 ? "G8" : "G9", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string OnFramework(double value)
    {
        if (value == 0)
            return double.IsNegativeInfinity(1 / value) ? "-0" : "0";
        if (double.IsNaN(value) || double.IsInfinity(value))
            return double.IsNaN(value) ? "NaN"
                : value > 0 ? "Infinity"
                : "-Infinity";
        foreach (var format in new[] { "E14", "E15" })
        {
            var text = value.ToString(format, CultureInfo.InvariantCulture);
            if (Read(text) is { } read && read == value)
                return Short(text);
        }

        return Short(value.ToString("E16", CultureInfo.InvariantCulture));
    }

    // The largest number rounded up to 15 digits is none any more.
    private static double? Read(string text)
    {
        try
        {
            return double.Parse(text, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    // From d.dddE+xxx to what .NET writes.
    private static string Short(string text)
    {
        var e = text.IndexOf('E');
        var sign = text[0] == '-' ? "-" : "";
        var digits = text.Substring(sign.Length, e - sign.Length).Replace(".", "").TrimEnd('0');
        var exponent = int.Parse(text.Substring(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is < -5 or >= 15)
        {
            var fraction = digits.Length > 1 ? "." + digits.Substring(1) : "";
            return $"{sign}{digits[0]}{fraction}E"
                + (exponent < 0 ? "-" : "+")
                + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        }

        if (exponent < 0)
            return sign + "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0')
            : sign + digits.Substring(0, exponent + 1) + "." + digits.Substring(exponent + 1);
    }
}
