using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Queries that count the events of an indicator in a window that ends at the time of the query.</summary>
/// <param name="Part">Good or bad events in a window.</param>
/// <param name="IsGood">Whether they are the good ones.</param>
/// <param name="Total">All events in a window.</param>
/// <param name="Presence">A vector that is there when there are data.</param>
internal sealed record EventQueries(Func<TimeSpan, string> Part, bool IsGood, Func<TimeSpan, string> Total, string Presence)
{
    // Steps of the conditions that are evaluated; a minute of it is an event.
    private const string Minute = "1m";

    /// <summary>The series of which rules take rates; null for what is no counter.</summary>
    public MetricSelector? Counter { get; private init; }

    /// <summary>Whether minutes without data may be bad events, because the condition fills them in and calls them so.</summary>
    public bool MayBeBadWithoutData { get; private init; }

    /// <summary>Makes the queries.</summary>
    /// <exception cref="SloValidationException">The indicator has no events that can be counted.</exception>
    public static EventQueries Create(SloIndicator indicator, SelectorScope scope) =>
        Queries(indicator, scope) with
        {
            Counter = BatchRemarks.Counter(indicator),
        };

    private static EventQueries Queries(SloIndicator indicator, SelectorScope scope) =>
        indicator switch
        {
            RatioIndicator ratio => new EventQueries(
                w => Increase(scope, ratio.Good ?? ratio.Bad!, w),
                ratio.Good is not null,
                w => Increase(scope, ratio.Total, w),
                Count(scope, ratio.Total)
            ),
            BoolGaugeIndicator gauge => new EventQueries(
                w => $"sum{scope.By()}(sum_over_time({scope.Restrict(gauge.Metric)}[{Samples(w)}]))",
                true,
                w => $"sum{scope.By()}(count_over_time({scope.Restrict(gauge.Metric)}[{Samples(w)}]))",
                Count(scope, gauge.Metric)
            ),
            NativeLatencyIndicator native => new EventQueries(
                w =>
                    $"histogram_fraction(0, {native.Bound}, "
                    + $"{Increase(scope, native.Histogram, w)}) * histogram_count({Increase(scope, native.Histogram, w)})",
                true,
                w => $"histogram_count({Increase(scope, native.Histogram, w)})",
                Count(scope, native.Histogram)
            ),
            ThresholdIndicator { DataSource: SloIndicator.Prometheus } threshold => FromCondition(threshold),
            QueryIndicator { DataSource: SloIndicator.Prometheus } query => FromQueries(query),
            _ => throw new SloValidationException(
                "Indicator",
                $"An indicator of type '{indicator.Type}' for {indicator.DataSource} has no events that Prometheus can count",
                "Use one of good (or bad) and all events"
            ),
        };

    /// <summary>The query that counts the intervals with data in a window.</summary>
    public static string Intervals(string presence, TimeSpan window, TimeSpan step) =>
        $"count_over_time(({presence})[{PrometheusDuration.Format(window - TimeSpan.FromMilliseconds(1))}:"
        + $"{PrometheusDuration.Format(step)}])";

    // A minute with data is an event. One without data is none, whatever the query makes of it, unless the condition calls it bad: to say
    // that what is missing is bad is everybody's right.
    private static EventQueries FromCondition(ThresholdIndicator threshold)
    {
        var holds = Holds(threshold, threshold.Query);
        var tree = PromQlParser.ParseOrNull(threshold.Query);
        if (tree is null)
            return OfMinutes(holds, $"({threshold.Query})", $"count({threshold.Query})");
        var presence = DataPresence.Of(tree) ?? throw WithoutSeries(threshold.Query);
        if (!DataPresence.MayFill(tree))
            return OfMinutes(holds, $"({threshold.Query})", $"count({threshold.Query})");
        var measured = Holds(threshold, PromQlPrinter.Print(DataPresence.WithoutFiller(tree)));
        var minutes = $"((({measured} or on() {holds}) and on() ({presence})) or on() ({holds} == 0))";
        return OfMinutes(minutes, minutes, $"({presence}) and on() ({threshold.Query})") with { MayBeBadWithoutData = true };
    }

    private static EventQueries OfMinutes(string holds, string minutes, string presence) =>
        new(
            w => $"sum(sum_over_time({holds}[{Samples(w)}:{Minute}]))",
            true,
            w => $"sum(count_over_time({minutes}[{Samples(w)}:{Minute}]))",
            presence
        );

    private static string Holds(ThresholdIndicator threshold, string query) =>
        $"(({query}) {threshold.Operator} bool {NumberText.Plain(threshold.Value)})";

    private static SloValidationException WithoutSeries(string query) =>
        new(
            "Indicator",
            $"The query '{PrintableText.Escape(query)}' reads no series, so it measures nothing",
            "Name the metric that is measured, with its labels"
        );

    private static EventQueries FromQueries(QueryIndicator query)
    {
        var part = WindowedQuery.Parse(query.Good ?? query.Bad!, query.Good is not null ? "indicator.good" : "indicator.bad");
        var total = WindowedQuery.Parse(query.Total, "indicator.total");
        return new EventQueries(
            part.Events,
            query.Good is not null,
            total.WithoutFiller().Events,
            total.Presence ?? throw WithoutSeries(query.Total)
        );
    }

    private static string Increase(SelectorScope scope, MetricSelector selector, TimeSpan window) =>
        $"sum{scope.By()}(increase({scope.Restrict(selector)}[{PrometheusDuration.Format(window)}]))";

    private static string Count(SelectorScope scope, MetricSelector selector) => $"count{scope.By()}({scope.Restrict(selector)})";

    // Before version 3 a range holds the samples on both of its ends; one millisecond less keeps that of the day before out.
    private static string Samples(TimeSpan window) => PrometheusDuration.Format(window - TimeSpan.FromMilliseconds(1));
}

/// <summary>
/// The services that a query is about: those with some values of one label, all of them where no value is given, or none in particular.
/// </summary>
internal sealed class SelectorScope
{
    private readonly string? _label;
    private readonly LabelMatcher? _matcher;

    public SelectorScope(string? label, IReadOnlyList<string> values)
    {
        _label = label;
        if (label is not null && values.Count > 0)
            _matcher =
                values.Count == 1
                    ? new LabelMatcher(label, "=", values[0])
                    : new LabelMatcher(label, "=~", string.Join("|", values.Select(RegexText.Escape)));
    }

    /// <summary><c> by (label) </c>, or nothing; with more labels where they are given.</summary>
    public string By(params string[] more)
    {
        var labels = _label is null ? more : [_label, .. more];
        return labels.Length == 0 ? "" : $" by ({string.Join(", ", labels)}) ";
    }

    /// <summary>The selector for these services alone.</summary>
    public MetricSelector Restrict(MetricSelector selector) =>
        _matcher is null ? selector : new MetricSelector(selector.Metric, [.. selector.Filters.Where(f => !IsValue(f)), _matcher]);

    private bool IsValue(LabelMatcher filter) => filter.Operator == "=" && filter.Label == _label;
}
