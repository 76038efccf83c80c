using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>What selectors say of the buckets of a classic histogram.</summary>
internal static class Buckets
{
    // Boundaries that people have: those of the client libraries, and the usual steps around them.
    private static readonly string[] _usual =
    [
        "0.005",
        "0.01",
        "0.025",
        "0.05",
        "0.1",
        "0.25",
        "0.5",
        "1",
        "2.5",
        "5",
        "10",
        "30",
        "100",
        "+Inf",
    ];

    /// <summary>The upper bound of the one bucket that is selected; infinity for +Inf and for _count; null where nothing says it.</summary>
    public static double? Bound(SelectorUse use)
    {
        if (use.Metric?.EndsWith("_count", StringComparison.Ordinal) == true)
            return double.PositiveInfinity;
        if (use.Metric?.EndsWith("_bucket", StringComparison.Ordinal) != true)
            return null;
        if (SelectorPair.Conditions(use, "le").Any(m => m is { Operator: "=" or "=~", Value: "+Inf" or "\\+Inf" }))
            return double.PositiveInfinity;
        return LatencyBuckets.Threshold(use, out _) is { } text && LatencyBuckets.Value(text) is { } bound ? bound : null;
    }

    /// <summary>Whether a condition on le lets several buckets through; null where that cannot be said.</summary>
    public static bool SelectsSeveral(IReadOnlyList<LabelMatcher> conditions)
    {
        // The point of 1|1.0 is meant as one, though a regular expression takes it for any character.
        var numbers = Alternatives(conditions).Select(LatencyBuckets.Value).ToArray();
        return numbers.Length > 0 && numbers.All(n => n is not null)
            ? numbers.Distinct().Count() > 1
            : _usual.Count(b => conditions.All(m => LabelMatching.Matches(m, b) != false)) > 1
                || numbers.Where(n => n is not null).Distinct().Count() > 1;
    }

    /// <summary>The bound as people write it.</summary>
    public static string Text(double bound) =>
        double.IsPositiveInfinity(bound) ? "+Inf" : bound.ToString("R", CultureInfo.InvariantCulture);

    private static string[] Alternatives(IReadOnlyList<LabelMatcher> conditions) =>
        conditions is [{ Operator: "=~" } only] ? only.Value.Replace("\\.", ".").Replace("[.]", ".").Trim('(', ')').Split('|') : [];
}
