using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>What an expression stands for, as far as the recognition of SLIs needs to know.</summary>
internal abstract class ExpressionMeaning
{
    /// <summary>Something that is not part of an SLI.</summary>
    public static ExpressionMeaning Other { get; } = new OtherMeaning();

    private sealed class OtherMeaning : ExpressionMeaning;
}

/// <summary>The present time, as <c>time()</c> gives it.</summary>
internal sealed class NowMeaning : ExpressionMeaning
{
    public static NowMeaning Instance { get; } = new();
}

/// <summary>How long ago something happened: the present time less a series of timestamps.</summary>
internal sealed class AgeMeaning(SeriesTerm term, IReadOnlyList<RuleEntry> rules) : ExpressionMeaning
{
    public SeriesTerm Term { get; } = term;

    public IReadOnlyList<RuleEntry> Rules { get; } = rules;
}

/// <summary>A sum and difference of counts of events, or of raw series.</summary>
internal sealed class EventCountMeaning(IReadOnlyList<SeriesTerm> terms, IReadOnlyList<RuleEntry> rules) : ExpressionMeaning
{
    /// <summary>More terms than this are not an SLI that anybody could read.</summary>
    public const int MaximumTerms = 48;

    public IReadOnlyList<SeriesTerm> Terms { get; } = terms;

    /// <summary>Recording rules that were followed.</summary>
    public IReadOnlyList<RuleEntry> Rules { get; } = rules;

    /// <summary>How the series was made, for count_over_time and the like.</summary>
    public bool IsSampleCount { get; init; }

    /// <summary>Whether samples of 0 and 1 were added up over time.</summary>
    public bool IsSampleSum { get; init; }

    /// <summary>Whether it is filtered by a comparison, so that a count of it counts what meets the condition.</summary>
    public bool IsFiltered { get; init; }

    public SeriesTerm? Single => Terms.Count == 1 && !Terms[0].IsNegative ? Terms[0] : null;

    public static ExpressionMeaning Add(EventCountMeaning left, EventCountMeaning right, bool subtract)
    {
        if (left.Terms.Count + right.Terms.Count > MaximumTerms)
            return Other;
        var terms = new List<SeriesTerm>(left.Terms);
        terms.AddRange(subtract ? right.Terms.Select(t => t with { IsNegative = !t.IsNegative }) : right.Terms);
        return new EventCountMeaning(terms, Union(left.Rules, right.Rules));
    }

    public static IReadOnlyList<RuleEntry> Union(IReadOnlyList<RuleEntry> left, IReadOnlyList<RuleEntry> right) =>
        right.Count == 0 ? left
        : left.Count == 0 ? right
        : [.. left.Union(right).Take(64)];

    public EventCountMeaning With(System.Func<SeriesTerm, SeriesTerm> change) =>
        new([.. Terms.Select(change)], Rules)
        {
            IsSampleCount = IsSampleCount,
            IsSampleSum = IsSampleSum,
            IsFiltered = IsFiltered,
        };
}

/// <summary>A count of events, or a raw series, with its sign in a sum.</summary>
internal sealed record SeriesTerm(string Metric, IReadOnlyList<LabelMatcher> Matchers)
{
    /// <summary>Whether it is a rate or an increase, and not the bare series.</summary>
    public bool IsRate { get; init; }

    /// <summary>Whether the metric is a series that a rule records, which could not be followed further.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>The rules that record it and were not understood; empty where none is here.</summary>
    public IReadOnlyList<RuleEntry> Recorders { get; init; } = [];

    /// <summary>Range, or null for none.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Which labels the sum keeps, in one spelling; empty when there is no sum.</summary>
    public string Grouping { get; init; } = "";

    public bool IsNegative { get; init; }

    /// <summary>100 where the count is multiplied so that a quotient is in percent, else 1.</summary>
    public double Percent { get; init; } = 1;

    /// <summary>Metric and conditions in one spelling and order, without range.</summary>
    public string Canonical() =>
        Metric + "{" + string.Join(",", Matchers.Select(m => m.ToString()).OrderBy(m => m, StringComparer.Ordinal)) + "}";

    /// <summary>The upper bound of a histogram's bucket, or null.</summary>
    public string? Bound =>
        Metric.EndsWith("_bucket", StringComparison.Ordinal)
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
