using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>A sum and difference of counts of events, or of raw series.</summary>
internal sealed class EventsMeaning(IReadOnlyList<Term> terms, IReadOnlyList<RuleEntry> rules) : Meaning
{
    /// <summary>More terms than this are no SLI that anybody could read.</summary>
    public const int MostTerms = 48;

    public IReadOnlyList<Term> Terms { get; } = terms;

    /// <summary>Recording rules that were followed.</summary>
    public IReadOnlyList<RuleEntry> Rules { get; } = rules;

    /// <summary>How the series was made, for count_over_time and the like.</summary>
    public bool IsSampleCount { get; init; }

    /// <summary>Whether it is filtered by a comparison, so that a count of it counts what meets the condition.</summary>
    public bool IsFiltered { get; init; }

    public Term? Single => Terms.Count == 1 && !Terms[0].IsNegative ? Terms[0] : null;

    public static Meaning Add(EventsMeaning left, EventsMeaning right, bool subtract)
    {
        if (left.Terms.Count + right.Terms.Count > MostTerms)
            return Other;
        var terms = new List<Term>(left.Terms);
        terms.AddRange(subtract ? right.Terms.Select(t => t with { IsNegative = !t.IsNegative }) : right.Terms);
        return new EventsMeaning(terms, Union(left.Rules, right.Rules));
    }

    public static IReadOnlyList<RuleEntry> Union(IReadOnlyList<RuleEntry> left, IReadOnlyList<RuleEntry> right) =>
        right.Count == 0 ? left : left.Count == 0 ? right : [.. left.Union(right).Take(64)];

    public EventsMeaning With(System.Func<Term, Term> change) => new([.. Terms.Select(change)], Rules) { IsSampleCount = IsSampleCount, IsFiltered = IsFiltered };
}
