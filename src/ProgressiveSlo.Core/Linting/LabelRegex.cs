using System;
using System.Text.RegularExpressions;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting;

/// <summary>Tries label conditions on values, as Prometheus would: a regular expression must match the whole value.</summary>
internal static class LabelRegex
{
    private const int LongestPattern = 1000;

    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether a value meets the condition; null when that cannot be said, because this runtime reads the expression otherwise.</summary>
    public static bool? Meets(LabelMatcher matcher, string value) => matcher.Operator switch
    {
        "=" => matcher.Value == value,
        "!=" => matcher.Value != value,
        "=~" => IsMatch(matcher.Value, value),
        _ => !IsMatch(matcher.Value, value),
    };

    private static bool? IsMatch(string pattern, string value)
    {
        if (pattern.Length > LongestPattern)
            return null;
        try
        {
            return Regex.IsMatch(value, $"^(?:{pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, _patience);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
