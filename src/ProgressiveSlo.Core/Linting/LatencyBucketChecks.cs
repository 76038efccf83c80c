using ProgressiveSlo.Findings;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting;

/// <summary>A histogram counts at its bucket boundaries alone: another le selects no series.</summary>
internal sealed class LatencyBucketUnknownCheck : QueryCheck
{
    public override string Code => "LatencyBucketUnknown";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var use in query.Uses)
        {
            if (Judge(use, query) is { } said)
                yield return said;
        }
    }

    // Of the bounds that a service has, nothing is known but what was given.
    protected override FindingSeverity? AtLeast(LintQuery query) =>
        query.Options.Buckets is not null
        || query.Uses.Any(u => u.Metric is { } metric && query.Options.BucketsOf(metric) is { Count: > 0 })
            ? FindingSeverity.Warning
            : null;

    private static (string Message, string? Fix)? Judge(SelectorUse use, LintQuery query)
    {
        if (LatencyBuckets.Threshold(use, out _) is not { } text || LatencyBuckets.Value(text) is not { } threshold)
            return null;
        var (buckets, whose, isGuess) = Known(use, query);
        if (buckets is null || buckets.Contains((decimal)threshold) || (isGuess && HistogramBuckets.IsBound(use.Metric!, threshold)))
            return null;
        return (
            $"le=\"{text}\" is not one of the buckets {whose} ({string.Join(", ", buckets.Select(NumberText.Plain))})",
            "Take the threshold from a bucket that the service has, or give the service a bucket at the threshold"
        );
    }

    // What a server has is what there is; the defaults are a guess.
    private static (IReadOnlyList<decimal>? Buckets, string Whose, bool IsGuess) Known(SelectorUse use, LintQuery query) =>
        query.Options.Buckets is { } given ? (given, "given", false)
        : use.Metric is { } metric && query.Options.BucketsOf(metric) is { Count: > 0 } known
            ? (known, $"that the server has of {use.Metric}", false)
        : (LatencyBuckets.IsSeconds(use) ? LatencyBuckets.Client : null, "of the Prometheus client libraries", true);
}

/// <summary>The metrics of buckets that a definition takes a threshold from.</summary>
public static class BucketMetrics
{
    /// <summary>The names, each once.</summary>
    /// <param name="definitions">The definitions.</param>
    public static IReadOnlyList<string> Of(IEnumerable<SloDefinition> definitions) =>
        (definitions ?? throw new ArgumentNullException(nameof(definitions)))
            .SelectMany(d => IndicatorQuery.Parse(d.Indicator))
            .Select(q => q.Tree)
            .OfType<PromQlExpression>()
            .SelectMany(SelectorUse.All)
            .Where(u => LatencyBuckets.Threshold(u, out _) is not null)
            .Select(u => u.Metric!)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
}

/// <summary>Prometheus 3 stores le as 1.0 where version 2 kept 1. Source: Prometheus 3.0 migration guide.</summary>
internal sealed class LatencyBucketSpellingCheck : QueryCheck
{
    public override string Code => "LatencyBucketSpelling";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query) => query.Uses.SelectMany(Judge);

    private static IEnumerable<(string Message, string? Fix)> Judge(SelectorUse use)
    {
        if (use.Metric is not { } metric || !RecordedName.IsBuckets(metric))
            yield break;
        foreach (var matcher in SelectorPair.Conditions(use, "le"))
        {
            foreach (var text in LatencyBuckets.Written(matcher))
            {
                if (LatencyBuckets.Value(text) is { } number && OpenMetricsNumber.Text(number) is var stored && !Selects(matcher, stored))
                    yield return Judge(matcher, text, stored);
            }
        }
    }

    private static bool Selects(LabelMatcher matcher, string stored) =>
        LatencyBuckets.Written(matcher).Contains(stored) || (matcher.Operator == "=~" && LabelMatching.Matches(matcher, stored) != false);

    // Prometheus 2 stores what the service says, which is the shortest text of the number.
    private static (string Message, string? Fix) Judge(LabelMatcher matcher, string text, string stored)
    {
        var both = stored.EndsWith(".0", StringComparison.Ordinal) ? stored.Substring(0, stored.Length - 2) : null;
        var message =
            text == both
                ? $"le=\"{text}\" is the spelling of Prometheus 2, and Prometheus 3 stores {stored}"
                : $"le=\"{ServiceName.Printable(text)}\" is not how Prometheus writes the number: it stores {stored}";

        // In a text of PromQL, a backslash stands twice.
        var bothSpellings = LatencyBuckets.BothSpellings.Replace("\\", "\\\\");
        return (
            message,
            matcher.Operator == "=~" ? $"Write {(both is null ? stored : both + bothSpellings)} in the regular expression"
            : both is null ? $"Write le=\"{stored}\""
            : $"Write le=~\"{both}{bothSpellings}\", which selects the bucket in {(text == both ? "both" : "Prometheus 2 and 3")}"
        );
    }
}

/// <summary>The threshold of a classic histogram in a selector.</summary>
internal static class LatencyBuckets
{
    /// <summary>The end of a regular expression that selects a whole number as Prometheus 2 and as Prometheus 3 stores it.</summary>
    public const string BothSpellings = "(\\.0)?";

    /// <summary>The default buckets of the Prometheus client libraries, in seconds. Source: client_golang, DefBuckets.</summary>
    public static IReadOnlyList<decimal> Client { get; } = [0.005m, 0.01m, 0.025m, 0.05m, 0.1m, 0.25m, 0.5m, 1m, 2.5m, 5m, 10m];

    /// <summary>
    /// The one <c>le</c> of a selector of buckets, or null. What matches both spellings of a whole number is that number.
    /// </summary>
    /// <param name="use">The selector.</param>
    /// <param name="isFixed">Whether there is one spelling alone.</param>
    public static string? Threshold(SelectorUse use, out bool isFixed)
    {
        isFixed = false;
        if (
            use.Metric is not { } metric
            || !metric.EndsWith("_bucket", StringComparison.Ordinal)
            || SelectorPair.Conditions(use, "le").ToArray() is not [var only]
        )
            return null;
        isFixed = only.Operator == "=";
        if (isFixed)
            return only.Value;
        if (Written(only) is [var written] && Value(written) is not null)
            return written;
        return only.Operator == "=~" && only.Value.EndsWith(BothSpellings, StringComparison.Ordinal)
            ? only.Value.Substring(0, only.Value.Length - BothSpellings.Length)
            : null;
    }

    /// <summary>The values of le that a condition names one by one: a text, or the alternatives of a regular expression.</summary>
    public static IReadOnlyList<string> Written(LabelMatcher matcher) =>
        matcher.Operator == "=" ? [matcher.Value]
        : matcher.Operator == "=~" ? matcher.Value.Replace("\\.", ".").Replace("[.]", ".").Split('|')
        : [];

    /// <summary>The threshold as a number that a decimal holds; null for +Inf and for what is none.</summary>
    public static double? Value(string threshold) =>
        double.TryParse(
            threshold,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
        && Math.Abs(number) < (double)decimal.MaxValue
            ? number
            : null;

    /// <summary>Whether the histogram is in seconds, by its name.</summary>
    public static bool IsSeconds(SelectorUse use) =>
        use.Metric is { } metric && metric.EndsWith("_seconds_bucket", StringComparison.Ordinal);
}
