using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>Some events and all events of a ratio in which each is chosen by one selector.</summary>
internal sealed class SelectorPair
{
    private static readonly string[] _histogram = ["_bucket", "_count", "_sum"];

    private SelectorPair(PromQlExpression partTree, PromQlExpression totalTree, SelectorUse part, SelectorUse total)
    {
        PartTree = partTree;
        TotalTree = totalTree;
        Part = part;
        Total = total;
    }

    /// <summary>Whether the part is that of good events; null where nothing says which.</summary>
    public bool? IsGood { get; private init; }

    /// <summary>Whether it is a ratio of a rule, which need not be one of good or bad events.</summary>
    public bool IsOfRule { get; private init; }

    /// <summary>Whether the part is told apart from the total by its outcome: only then are both to agree in all else.</summary>
    public bool IsShare => !IsOfRule || Conditions(Part).Any(Outcomes.IsOutcome) || (IsLatency && IsOneFamily);

    /// <summary>Whether the quotient says of a label that its sides differ in it: ignoring (job).</summary>
    public bool Ignores(string label) => Matching is { IsOn: false } matching && matching.Labels.Contains(label);

    /// <summary>Whether the quotient says itself by which labels its sides match.</summary>
    public bool IsMatched => Matching is not null;

    private VectorMatching? Matching { get; init; }

    /// <summary>The field of the part.</summary>
    public string Field { get; private init; } = "";

    public string Word =>
        IsOfRule ? "the left side"
        : IsGood == true ? "good"
        : "bad";

    public string TotalWord => IsOfRule ? "the right side" : "total";

    public SelectorUse Part { get; }

    public SelectorUse Total { get; }

    public PromQlExpression PartTree { get; }

    public PromQlExpression TotalTree { get; }

    /// <summary>Whether both select the same metric, or series of the same histogram.</summary>
    public bool IsOneFamily => Part.Metric is { } part && Total.Metric is { } total && Family(part) == Family(total);

    /// <summary>Whether the part counts events of the total, so that the ratio is between 0 and 1.</summary>
    public bool IsPartOfTotal =>
        IsOneFamily
        && Part.Metric?.EndsWith("_sum", StringComparison.Ordinal) != true
        && Total.Metric?.EndsWith("_sum", StringComparison.Ordinal) != true
        && (Part.Metric == Total.Metric || IsLatency)
        && !OnlyInTotal.Any()
        && !Total.Selector.Conditions.Any(c =>
            c.Matcher.Label is not ("__name__" or "le") && Conditions(Part, c.Matcher.Label).Any(p => Excludes(p, c.Matcher))
        );

    /// <summary>Whether the part is buckets of a histogram.</summary>
    public bool IsLatency => Part.Metric is { } part && part.EndsWith("_bucket", StringComparison.Ordinal) && Conditions(Part, "le").Any();

    /// <summary>The conditions of the part on labels about which the total says nothing.</summary>
    public IEnumerable<LabelMatcher> OnlyInPart => Conditions(Part).Where(m => m.Label != "le" && !Conditions(Total, m.Label).Any());

    /// <summary>The conditions of the total on labels about which the part says nothing.</summary>
    public IEnumerable<LabelMatcher> OnlyInTotal => Conditions(Total).Where(m => m.Label != "le" && !Conditions(Part, m.Label).Any());

    /// <summary>The pair of an indicator with a query for some events and one for all; null where a query has several selectors.</summary>
    public static SelectorPair? Create(IReadOnlyList<IndicatorQuery> queries)
    {
        IndicatorQuery? part = null;
        IndicatorQuery? total = null;
        foreach (var query in queries)
        {
            if (query.Tree is null)
                return null;
            if (query.Role == QueryRole.Total)
                total = query;
            else if (query.Role is QueryRole.Good or QueryRole.Bad)
                part = query;
        }

        return part is null || total is null
            ? null
            : Create(part.Tree!, total.Tree!, part.Role == QueryRole.Good, part.Field, isOfRule: false);
    }

    /// <summary>The pair of a quotient, or null.</summary>
    /// <param name="part">Above the line.</param>
    /// <param name="total">Below it.</param>
    /// <param name="isGood">Whether good events are above the line; null where nothing says so.</param>
    /// <param name="field">The field of the part.</param>
    /// <param name="isOfRule">Whether a rule has the quotient.</param>
    /// <param name="matching">How the quotient matches its sides.</param>
    public static SelectorPair? Create(
        PromQlExpression part,
        PromQlExpression total,
        bool? isGood,
        string field,
        bool isOfRule,
        VectorMatching? matching = null
    )
    {
        if (SingleSelector(total) is not { } all)
            return null;
        if (SingleSelector(part) is not { } one)
        {
            // What is left of all events without the good ones are the bad ones.
            if (
                Inner(part) is not BinaryExpression { Operator: BinaryOperator.Subtract } rest
                || SingleSelector(rest.Left) is not { } whole
                || SingleSelector(rest.Right) is not { } taken
                || !IsAll(whole, all)
            )
                return null;
            (part, one, isGood) = (rest.Right, taken, !isGood);
        }

        return new SelectorPair(part, total, one, all)
        {
            IsGood = isGood,
            Field = field,
            IsOfRule = isOfRule,
            Matching = matching,
        };
    }

    /// <summary>The conditions of a selector on a label.</summary>
    public static IEnumerable<LabelMatcher> Conditions(SelectorUse use, string label) => Conditions(use).Where(m => m.Label == label);

    /// <summary>The conditions of a selector, without the one on the metric.</summary>
    public static IEnumerable<LabelMatcher> Conditions(SelectorUse use) =>
        use.Selector.Conditions.Select(c => c.Matcher).Where(m => m.Label != "__name__");

    /// <summary>Whether no series meets both conditions, which are on one label.</summary>
    public static bool Excludes(LabelMatcher part, LabelMatcher total) =>
        IsLiteral(part) && IsLiteral(total) ? part.Value != total.Value
        : IsLiteral(part) ? LabelMatching.Matches(total, part.Value) == false
        : IsLiteral(total) && part.Operator is "!=" or "=~" && LabelMatching.Matches(part, total.Value) == false;

    private static bool IsLiteral(LabelMatcher matcher) =>
        matcher.Operator == "=" || (matcher.Operator == "=~" && RegexText.Escape(matcher.Value) == matcher.Value);

    /// <summary>The name of a histogram, or of any other metric.</summary>
    public static string Family(string metric)
    {
        var end = _histogram.FirstOrDefault(e => metric.EndsWith(e, StringComparison.Ordinal));
        return end is null ? metric : metric.Substring(0, metric.Length - end.Length);
    }

    // What is larger has more than one selector where people write it, and each of thousands of quotients in a row would be walked through.
    private const int MostParts = 256;

    /// <summary>
    /// The only selector of an expression; one that stands twice, as in histogram_fraction(...) * histogram_count(...), is one.
    /// </summary>
    public static SelectorUse? SingleSelector(PromQlExpression query)
    {
        if (SelectorUse.HasMoreParts(query, MostParts))
            return null;
        SelectorUse? only = null;
        foreach (var use in SelectorUse.All(query))
        {
            if (only is not null && !PromQlComparer.Instance.Equals(only.Selector, use.Selector))
                return null;
            only ??= use;
        }

        return only;
    }

    // Without sums, guards and 'or vector(0)' around it.
    private static PromQlExpression Inner(PromQlExpression part)
    {
        while (true)
        {
            switch (part)
            {
                case AggregateExpression { Operator: AggregateOperator.Sum } sum:
                    part = sum.Operand;
                    break;
                case BinaryExpression { Operator: BinaryOperator.Or, Right: CallExpression { Function.Name: "vector" } } or:
                    part = or.Left;
                    break;
                case BinaryExpression { Right: NumberLiteral } guard when guard.Operator.IsComparison():
                    part = guard.Left;
                    break;
                case CallExpression { Function.Name: "clamp_min" } clamp:
                    part = clamp.Arguments[0];
                    break;
                default:
                    return part;
            }
        }
    }

    private static bool IsAll(SelectorUse whole, SelectorUse all) =>
        whole.Metric is { } one
        && all.Metric is { } other
        && Family(one) == Family(other)
        && (!one.EndsWith("_bucket", StringComparison.Ordinal) || Conditions(whole, "le").Any(m => m is { Operator: "=", Value: "+Inf" }));
}
