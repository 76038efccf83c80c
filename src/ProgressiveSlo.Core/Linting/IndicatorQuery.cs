using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>A query of an indicator, and what it counts.</summary>
internal sealed class IndicatorQuery
{
    private readonly SliQuery _query;

    // What a newer Prometheus removed, an older one reads.
    private readonly PromQlExpression? _oldTree;

    private IndicatorQuery(QueryRole role, string field, SliQuery query, PrometheusVersion? version)
    {
        Role = role;
        Field = field;
        _query = query;
        if (version is not null && query.Error is { Kind: PromQlErrorKind.OtherVersion })
        {
            var options = new PromQlOptions { AllowPlaceholders = true, PrometheusVersion = version.Value };
            PromQlParser.TryParse(query.Text, options, out _oldTree, out _);
        }
    }

    public QueryRole Role { get; }

    public string Field { get; }

    public string Text => _query.Text;

    /// <summary>The expression, or null when the text is not PromQL, or is only once the window is filled in.</summary>
    public PromQlExpression? Tree => _query.Tree ?? _oldTree;

    /// <summary>Why it is not PromQL, filled in or not; null when it is.</summary>
    public PromQlSyntaxError? Error => _oldTree is null && _query.FilledTree is null ? _query.Error : null;

    /// <summary>
    /// Whether no window can be put in, so that the query measures the same for each. A query that is compared with a number has none of
    /// its own, and of a text that is not PromQL it is not known.
    /// </summary>
    public bool LacksWindow => Role != QueryRole.Threshold && Tree is { } tree && !tree.Descendants().Any(n => n is DurationPlaceholder);

    /// <summary>What it uses that not every version of Prometheus has.</summary>
    public IReadOnlyList<PromQlFeatureUse> Features => _query.Features;

    /// <summary>The queries as the user wrote them, or as selectors make them; none when they are not for Prometheus.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="version">The version of the Prometheus that runs them, or null when it is not known.</param>
    public static IReadOnlyList<IndicatorQuery> Parse(SloIndicator indicator, PrometheusVersion? version = null)
    {
        if (indicator.DataSource != SloIndicator.Prometheus)
            return [];
        if (indicator is RawRatioIndicator raw)
            return [new IndicatorQuery(QueryRole.Ratio, "indicator.errorRatio", raw.SliQuery, version)];
        if (indicator is ThresholdIndicator threshold)
            return [new IndicatorQuery(QueryRole.Threshold, "indicator.errorRatio", threshold.SliQuery, version)];
        var queries = new List<IndicatorQuery>();
        if (indicator.Queries is not { } texts)
            return queries;
        Add(QueryRole.Good, "indicator.good", texts.GoodQuery);
        Add(QueryRole.Bad, "indicator.bad", texts.BadQuery);
        Add(QueryRole.Total, "indicator.total", texts.TotalQuery);
        Add(QueryRole.Ratio, "indicator.errorRatio", texts.ErrorRatioQuery);
        return queries;

        void Add(QueryRole role, string field, SliQuery? query)
        {
            if (query is not null)
                queries.Add(new IndicatorQuery(role, field, query, version));
        }
    }
}

/// <summary>What a query of an indicator counts.</summary>
internal enum QueryRole
{
    Good,
    Bad,
    Total,
    Ratio,
    Threshold,
}

/// <summary>Good (or bad) events and all events of an indicator in which each is chosen by one selector.</summary>
internal sealed class SelectorPair
{
    private static readonly string[] _histogram = ["_bucket", "_count", "_sum"];

    private SelectorPair(IndicatorQuery query, SelectorUse part, SelectorUse total)
    {
        IsGood = query.Role == QueryRole.Good;
        Field = query.Field;
        Part = part;
        Total = total;
    }

    /// <summary>Whether the part is that of good events.</summary>
    public bool IsGood { get; }

    /// <summary>The field of the part.</summary>
    public string Field { get; }

    public string Word => IsGood ? "good" : "bad";

    public SelectorUse Part { get; }

    public SelectorUse Total { get; }

    /// <summary>Whether both select the same metric, or series of the same histogram.</summary>
    public bool IsOneFamily => Part.Metric is { } part && Total.Metric is { } total && Family(part) == Family(total);

    /// <summary>Whether the part is buckets of a histogram.</summary>
    public bool IsLatency =>
        Part.Metric is { } part && part.EndsWith("_bucket", System.StringComparison.Ordinal) && Conditions(Part, "le").Any();

    /// <summary>The conditions of the part on labels about which the total says nothing.</summary>
    public IEnumerable<LabelMatcher> OnlyInPart => Matchers(Part).Where(m => m.Label != "le" && !Conditions(Total, m.Label).Any());

    /// <summary>The conditions of the total on labels about which the part says nothing.</summary>
    public IEnumerable<LabelMatcher> OnlyInTotal => Matchers(Total).Where(m => m.Label != "le" && !Conditions(Part, m.Label).Any());

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

        return part is not null && total is not null && SingleSelector(part.Tree!) is { } one && SingleSelector(total.Tree!) is { } all
            ? new SelectorPair(part, one, all)
            : null;
    }

    /// <summary>The conditions of a selector on a label.</summary>
    public static IEnumerable<LabelMatcher> Conditions(SelectorUse use, string label) => Matchers(use).Where(m => m.Label == label);

    private static IEnumerable<LabelMatcher> Matchers(SelectorUse use) =>
        use.Selector.Conditions.Select(c => c.Matcher).Where(m => m.Label != "__name__");

    private static string Family(string metric)
    {
        var end = _histogram.FirstOrDefault(e => metric.EndsWith(e, System.StringComparison.Ordinal));
        return end is null ? metric : metric.Substring(0, metric.Length - end.Length);
    }

    // A selector that stands twice, as in histogram_fraction(...) * histogram_count(...), is one.
    private static SelectorUse? SingleSelector(PromQlExpression query)
    {
        SelectorUse? only = null;
        foreach (var use in SelectorUse.All(query))
        {
            if (only is not null && !PromQlComparer.Instance.Equals(only.Selector, use.Selector))
                return null;
            only ??= use;
        }

        return only;
    }
}
