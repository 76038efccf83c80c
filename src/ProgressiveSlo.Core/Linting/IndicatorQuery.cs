using System.Collections.Generic;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>A query of an indicator, parsed.</summary>
internal sealed class IndicatorQuery
{
    private const string AnyWindow = "5m";

    private IndicatorQuery(QueryRole role, string field, string text)
    {
        Role = role;
        Field = field;
        Text = text;
        Tree = PromQlParser.TryParse(text, PromQlOptions.Template, out var tree, out var error) ? tree : null;

        // A window in the middle of a name: PromQL only once it is filled in, as Sloth fills it in.
        if (error is not null && WindowTemplate.HasWindow(text) && PromQlParser.TryParse(WindowTemplate.Fill(text, AnyWindow), PromQlOptions.Plain, out _, out _))
            error = null;
        Error = error;
    }

    public QueryRole Role { get; }

    public string Field { get; }

    public string Text { get; }

    /// <summary>The expression, or null when the text is no PromQL, or is only once the window is filled in.</summary>
    public PromQlExpression? Tree { get; }

    public PromQlSyntaxError? Error { get; }

    /// <summary>The queries as the user wrote them, or as selectors make them; none when they are not for Prometheus.</summary>
    public static IReadOnlyList<IndicatorQuery> Of(SloIndicator indicator)
    {
        if (indicator.DataSource != SloIndicator.Prometheus)
            return [];
        if (indicator is RawRatioIndicator raw)
            return [new IndicatorQuery(QueryRole.Ratio, "indicator.errorRatio", raw.Query)];
        if (indicator is ThresholdIndicator threshold)
            return [new IndicatorQuery(QueryRole.Threshold, "indicator.errorRatio", threshold.Query)];
        var queries = new List<IndicatorQuery>();
        if (indicator.Queries is not { } texts)
            return queries;
        Add(QueryRole.Good, "indicator.good", texts.Good);
        Add(QueryRole.Bad, "indicator.bad", texts.Bad);
        Add(QueryRole.Total, "indicator.total", texts.Total);
        Add(QueryRole.Ratio, "indicator.errorRatio", texts.ErrorRatio);
        return queries;

        void Add(QueryRole role, string field, string? text)
        {
            if (text is not null)
                queries.Add(new IndicatorQuery(role, field, text));
        }
    }
}
