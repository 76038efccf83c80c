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

/// <summary>What a query counts, or whose it is.</summary>
internal enum QueryRole
{
    Good,
    Bad,
    Total,
    Ratio,
    Threshold,

    /// <summary>The expression of a recording rule, which need not be of an SLO.</summary>
    Recording,

    /// <summary>The expression of an alert.</summary>
    Alert,
}
