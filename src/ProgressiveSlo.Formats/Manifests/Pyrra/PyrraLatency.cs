using System.Globalization;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>What Pyrra takes as latency: a bucket of a classic histogram, and all observations of it.</summary>
internal static class PyrraLatency
{
    private const string Bucket = "le";
    private const string Everything = "+Inf";

    // A bound of whole seconds in the spelling of Prometheus 2 and of 3 at once: 1 and 1.0.
    private const string EitherSpelling = "(\\.0)?";

    /// <summary>What is wrong with the good events, or null: one <c>le</c> with a number chooses the bucket.</summary>
    public static string? ProblemOfSuccess(MetricSelector success) => success.Filters.Where(f => f.Label == Bucket).ToArray() switch
    {
        [] => "The metric has no label condition on le, which chooses the bucket",
        [{ Operator: "=" or "=~" } only] => IsNumber(only.Value) ? null : "The value of le is not a number",
        [_] => "The condition on le turns the bucket away instead of choosing it",
        _ => "The metric has more than one condition on le",
    };

    /// <summary>What is wrong with all events, or null: they are in no bucket, or in the one that holds everything.</summary>
    public static string? ProblemOfTotal(MetricSelector total) =>
        total.Filters.Any(f => f.Label == Bucket && !(f.Operator == "=" && f.Value == Everything)) ? "The metric has a label condition on le, so it does not count everything" : null;

    /// <summary>Whether an indicator is one of latency in Pyrra's sense.</summary>
    public static bool Is(RatioIndicator indicator) =>
        indicator.Good is { } good && ProblemOfSuccess(good) is null && ProblemOfTotal(indicator.Total) is null;

    /// <summary>
    /// Good events with the bound in one spelling. Pyrra's specs have just a number there; Pyrra itself adds the other spelling to its
    /// rules when it is told to.
    /// </summary>
    public static MetricSelector InOneSpelling(MetricSelector success) =>
        success.Filters.Any(IsEither) ? new MetricSelector(success.Metric, success.Filters.Select(f => IsEither(f) ? new LabelMatcher(Bucket, "=", f.Value.Substring(0, f.Value.Length - EitherSpelling.Length)) : f).ToArray()) : success;

    private static bool IsEither(LabelMatcher filter) => filter is { Label: Bucket, Operator: "=~" } && filter.Value.EndsWith(EitherSpelling, System.StringComparison.Ordinal);

    // A bucket may be Infinity in Go's spelling too.
    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _)
        || text.TrimStart('+', '-').ToUpperInvariant() is "INF" or "INFINITY";
}
