using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ProgressiveSlo.Linting;

/// <summary>The threshold of a classic histogram in a selector.</summary>
internal static class LatencyBuckets
{
    private const string BothSpellings = "(\\.0)?";

    /// <summary>The default buckets of the Prometheus client libraries, in seconds. Source: client_golang, DefBuckets.</summary>
    public static IReadOnlyList<decimal> Client { get; } = [0.005m, 0.01m, 0.025m, 0.05m, 0.1m, 0.25m, 0.5m, 1m, 2.5m, 5m, 10m];

    /// <summary>The one <c>le</c> of a selector of buckets, or null. What matches both spellings of a whole number is that number.</summary>
    /// <param name="use">The selector.</param>
    /// <param name="isFixed">Whether there is one spelling alone.</param>
    public static string? Threshold(SelectorUse use, out bool isFixed)
    {
        isFixed = false;
        if (use.Metric is not { } metric || !metric.EndsWith("_bucket", StringComparison.Ordinal) || SelectorPair.Conditions(use, "le").ToArray() is not [var only])
            return null;
        isFixed = only.Operator == "=";
        if (isFixed)
            return only.Value;
        return only.Operator == "=~" && only.Value.EndsWith(BothSpellings, StringComparison.Ordinal) ? only.Value.Substring(0, only.Value.Length - BothSpellings.Length) : null;
    }

    /// <summary>The threshold as a number; null for +Inf and for what is none.</summary>
    public static decimal? Value(string threshold) =>
        decimal.TryParse(threshold, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether the histogram is in seconds, by its name.</summary>
    public static bool IsSeconds(SelectorUse use) => use.Metric is { } metric && metric.EndsWith("_seconds_bucket", StringComparison.Ordinal);
}
