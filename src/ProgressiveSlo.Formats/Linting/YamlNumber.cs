using System.Text.RegularExpressions;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Tells what YAML takes for a number or a truth value where it is not in quotes. Source: go-yaml, resolve.go.</summary>
internal static class YamlNumber
{
    private const double Largest = 9.2e18;

    private static readonly Regex _integer = new(
        "^[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|[0-9][0-9_]*)$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    private static readonly Regex _float = new(
        @"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    private static readonly string[] _truths = ["true", "True", "TRUE", "false", "False", "FALSE"];

    /// <summary>Whether a plain text is a number that fits into 64 bits.</summary>
    public static bool IsNumber(string text)
    {
        var plain = text.Replace("_", "");
        if (_float.IsMatch(plain) && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return Math.Abs(value) < Largest;
        return _integer.IsMatch(text);
    }

    /// <summary>Whether a plain text is a truth value.</summary>
    public static bool IsTruth(string text) => Array.IndexOf(_truths, text) >= 0;
}
