using System;
using System.Globalization;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration;

/// <summary>Numbers in the sentences of a parallel run.</summary>
internal static class Texts
{
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A ratio as percent with three significant digits, or as many as it has.</summary>
    public static string Percent(double ratio) => Significant(ratio * 100) + "%";

    /// <summary>A number with three significant digits, or more before its point.</summary>
    public static string Significant(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value) || Math.Abs(value) >= 1e15)
            return NumberText.Plain(value);
        if (value == 0 || Math.Abs(value) < 1e-12)
            return "0";
        var digits = Math.Max(0, Math.Min(15, 2 - (int)Math.Floor(Math.Log10(Math.Abs(value)))));
        return NumberText.Plain(Math.Round((decimal)value, digits, MidpointRounding.AwayFromZero));
    }
}
