using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// How an indicator tells good events from bad ones: a selector of the one or the other, and the selector of all events. Prometheus takes a
/// label that a series does not have for an empty one, so <c>status_code!~"5.."</c> calls every event of such a series good, and
/// <c>status_code=~"5.."</c> finds none.
/// </summary>
/// <param name="Part">The series of good or of bad events.</param>
/// <param name="Total">The series of all events.</param>
/// <param name="IsGood">Whether the part is the good events.</param>
/// <param name="IsCounter">Whether they count, and are not averages or states.</param>
internal sealed record OutcomeTest(MetricSelector Part, MetricSelector Total, bool IsGood, bool IsCounter)
{
    private const string Bound = "le";

    private static readonly string[] _serviceLabels = ["service", "service_name", "app", "application", "app_name"];
    private static readonly string[] _targetLabels =
    [
        "job",
        "namespace",
        "service_namespace",
        "deployment",
        "container",
        "pod",
        "instance",
    ];

    /// <summary>Whether one metric counts all events, and labels tell the good ones apart.</summary>
    public bool IsOneMetric => Part.Metric == Total.Metric;

    /// <summary>
    /// The labels that the part tests, and the total does not. A test of whether a label is there at all means what it says: OpenTelemetry
    /// sets <c>error_type</c> only where an operation failed, so a series without it is seen as it is.
    /// </summary>
    public IReadOnlyList<string> Labels { get; } =
        Part
            .Filters.Where(f => f.Label != Bound && !IsPresence(f) && !Total.Filters.Contains(f))
            .Select(f => f.Label)
            .Distinct(StringComparer.Ordinal)
            .ToArray();

    /// <summary>
    /// How an indicator tells events apart; null where it does so without labels: by a threshold, by buckets, by a query that is more than
    /// a selector of the events and one of the part.
    /// </summary>
    public static OutcomeTest? Find(SloIndicator indicator) =>
        indicator is not RatioIndicator { LatencyThreshold: not null }
        && Read(indicator) is { } test
        && !test.Part.Filters.Any(f => f.Label == Bound)
        && (!test.IsOneMetric || test.Labels.Count > 0)
            ? test
            : null;

    /// <summary>
    /// What an indicator counts, if its good or bad events are not among all of them: a condition that chooses the service is another one
    /// there; otherwise null.
    /// </summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="service">The service.</param>
    public static (OutcomeTest Test, string Label)? FindContradiction(SloIndicator indicator, string service)
    {
        if (Read(indicator) is not { } test)
            return null;
        var label = test
            .Part.Filters.Where(f => test.ChoosesService(f.Label, service))
            .Select(f => f.Label)
            .FirstOrDefault(l => Excludes(test.Part, test.Total, l) || Excludes(test.Total, test.Part, l));
        return label is null ? null : (test, label);
    }

    /// <summary>What is wrong where a label chooses one service for the part and another one for all events.</summary>
    public string Contradiction(string label)
    {
        string On(MetricSelector selector) => string.Join(", ", selector.Filters.Where(f => f.Label == label));
        return $"the {(IsGood ? "good" : "bad")} events are those with {On(Part)}, and all events those with {On(Total)}, so that no event "
            + "is among both";
    }

    /// <summary>The series in which a label says how events ended, without the conditions on that label.</summary>
    /// <param name="label">One of the labels.</param>
    public MetricSelector Ended(string label) =>
        IsOneMetric ? Total : new MetricSelector(Part.Metric, [.. Part.Filters.Where(f => f.Label != label)]);

    /// <summary>Whether the part selects a value of a label; null where that cannot be said.</summary>
    public bool? Selects(string label, string value) =>
        Part
            .Filters.Where(f => f.Label == label)
            .Aggregate(
                (bool?)true,
                (all, f) =>
                    all == false ? false
                    : LabelMatching.Matches(f, value) is { } one ? all & one
                    : null
            );

    private static OutcomeTest? Read(SloIndicator indicator) =>
        indicator switch
        {
            RatioIndicator ratio => new OutcomeTest(ratio.Good ?? ratio.Bad!, ratio.Total, ratio.Good is not null, IsCounter: true),
            QueryIndicator { DataSource: SloIndicator.Prometheus } query => FromTrees(
                Tree(query.Good ?? query.Bad!),
                Tree(query.Total),
                query.Good is not null
            ),
            RawRatioIndicator { DataSource: SloIndicator.Prometheus } ratio => FromRatio(Tree(ratio.Query), ratio.IsSuccess),
            _ => null,
        };

    // Labels of one metric tell the kind of event, too (dimension="errors"), and two metrics may come from two jobs.
    private bool ChoosesService(string label, string service) =>
        _serviceLabels.Contains(label, StringComparer.Ordinal)
        || (IsOneMetric && _targetLabels.Contains(label, StringComparer.Ordinal))
        || Total.Filters.Any(f => f.Label == label && f.Operator == "=" && f.Value == service);

    private static bool Excludes(MetricSelector one, MetricSelector other, string label) =>
        one
            .Filters.Where(f => f.Label == label && f.Operator == "=")
            .Any(f => other.Filters.Any(o => o.Label == label && LabelMatching.Matches(o, f.Value) == false));

    /// <summary>The series of all events that lack one of the labels.</summary>
    /// <param name="restrict">Makes a selector one of the services that are asked about.</param>
    public IEnumerable<MetricSelector> WithoutLabel(Func<MetricSelector, MetricSelector> restrict) =>
        Labels.Select(l => restrict(new MetricSelector(Total.Metric, [.. Total.Filters, new LabelMatcher(l, "=", "")])));

    /// <summary>The series of all events that have one of the labels.</summary>
    public IEnumerable<MetricSelector> WithLabel() =>
        Labels.Select(l => new MetricSelector(Total.Metric, [.. Total.Filters, new LabelMatcher(l, "!=", "")]));

    /// <summary>Any series of the part's own metric that have the labels which it asks for, whatever the service.</summary>
    public MetricSelector AnyPart() =>
        new(
            Part.Metric,
            Part.Filters.Where(f => Labels.Contains(f.Label) && f.Operator is "=" or "=~")
                .Select(f => new LabelMatcher(f.Label, "!=", ""))
                .ToArray()
        );

    private static bool IsPresence(LabelMatcher filter) =>
        filter.Operator is "=" or "!=" ? filter.Value.Length == 0 : filter.Value is "" or ".+" or "^$";

    private static OutcomeTest? FromRatio(PromQlExpression? tree, bool isGood)
    {
        var divisions = tree?.DescendantsAndSelf().OfType<BinaryExpression>().Where(b => b.Operator == BinaryOperator.Divide).ToArray();
        return divisions is [var one] ? FromTrees(one.Left, one.Right, isGood) : null;
    }

    // "all - good" names all events, too.
    private static OutcomeTest? FromTrees(PromQlExpression? part, PromQlExpression? total, bool isGood)
    {
        if (part is null || total is null || Selectors(total) is not [var all])
            return null;
        var others = Selectors(part).Where(s => !PromQlComparer.Instance.Equals(s, all)).ToArray();
        return others is [var one] && Selector(one) is { } chosen && Selector(all) is { } whole
            ? new OutcomeTest(chosen, whole, isGood, Counts(part) && Counts(total))
            : null;
    }

    private static VectorSelector[] Selectors(PromQlExpression tree) =>
        tree.DescendantsAndSelf()
            .OfType<VectorSelector>()
            .GroupBy(PromQlPrinter.Print, StringComparer.Ordinal)
            .Select(g => g.First())
            .ToArray();

    private static bool Counts(PromQlExpression tree) =>
        tree.DescendantsAndSelf().OfType<CallExpression>().Any(c => c.Function.Name is "rate" or "increase" or "irate");

    private static MetricSelector? Selector(VectorSelector selector) =>
        selector.Name is { } name && LabelNames.IsMetricName(name)
            ? new MetricSelector(name, selector.Conditions.Select(c => c.Matcher).ToArray())
            : null;

    private static PromQlExpression? Tree(string text) =>
        PromQlParser.TryParse(text, PromQlOptions.Template, out var tree, out _) ? tree : null;
}
