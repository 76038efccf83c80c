using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>A count of events, or a raw series, with its sign in a sum.</summary>
internal sealed record Term(string Metric, IReadOnlyList<LabelMatcher> Matchers)
{
    /// <summary>Whether it is a rate or an increase, and not the bare series.</summary>
    public bool IsRate { get; init; }

    /// <summary>Whether the metric is a series that a rule records, which could not be followed further.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Range, or null for none.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Which labels the sum keeps, in one spelling; empty when there is no sum.</summary>
    public string Grouping { get; init; } = "";

    public bool IsNegative { get; init; }

    /// <summary>100 where the count is multiplied so that a quotient is in percent, else 1.</summary>
    public double Percent { get; init; } = 1;

    /// <summary>Metric and conditions in one spelling and order, without range.</summary>
    public string Canonical() => Metric + "{" + string.Join(",", Matchers.Select(m => m.ToString()).OrderBy(m => m, StringComparer.Ordinal)) + "}";

    /// <summary>The upper bound of a histogram's bucket, or null.</summary>
    public string? Bound => Metric.EndsWith("_bucket", StringComparison.Ordinal)
        ? Matchers.FirstOrDefault(m => m.Label == "le" && m.Operator[0] == '=')?.Value
        : null;

    public bool IsInfinite => Bound is "+Inf" or "Inf";

    /// <summary>The metric without what histograms and counters add.</summary>
    public string Base()
    {
        foreach (var suffix in _suffixes)
        {
            if (Metric.EndsWith(suffix, StringComparison.Ordinal))
                return Metric.Substring(0, Metric.Length - suffix.Length);
        }

        return Metric;
    }

    private static readonly string[] _suffixes = ["_bucket", "_count", "_sum", "_total"];
}
