using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Objectives;

/// <summary>Good (or bad) events and all events, each counted by a metric.</summary>
public sealed class RatioIndicator : SloIndicator
{
    private const string DefaultMetric = "http_requests_total";

    /// <summary>Makes an indicator of good events.</summary>
    /// <param name="good">Counts good events.</param>
    /// <param name="total">Counts all events.</param>
    public RatioIndicator(MetricSelector good, MetricSelector total)
        : this(good ?? throw new ArgumentNullException(nameof(good)), null, total) { }

    private RatioIndicator(MetricSelector? good, MetricSelector? bad, MetricSelector total, IReadOnlyList<string>? grouping = null)
    {
        Good = good;
        Bad = bad;
        Grouping = grouping ?? [];
        Total = total ?? throw new ArgumentNullException(nameof(total));
    }

    /// <summary>
    /// HTTP requests that were not answered with a 5xx status, of all <c>http_requests_total</c>: what a plan measures where nobody says
    /// something else, before <see cref="ForService"/> chooses the series of the plan's service.
    /// </summary>
    public static RatioIndicator Default { get; } = Http(DefaultMetric);

    /// <inheritdoc/>
    public override string Type => "ratio";

    /// <summary>Counts good events; null when the bad ones are counted.</summary>
    public MetricSelector? Good { get; }

    /// <summary>Counts bad events; null when the good ones are counted.</summary>
    public MetricSelector? Bad { get; }

    /// <summary>Counts all events.</summary>
    public MetricSelector Total { get; }

    /// <summary>Labels that keep series apart: each combination of their values has an SLO of its own.</summary>
    public IReadOnlyList<string> Grouping { get; }

    /// <inheritdoc/>
    public override SliQueries Queries =>
        Good is { } good
            ? SliQueries.FromGood(SumOfRate(good, Grouping), SumOfRate(Total, Grouping))
            : SliQueries.FromBad(SumOfRate(Bad!, Grouping), SumOfRate(Total, Grouping));

    /// <summary>
    /// The threshold when this is a latency SLO on a classic histogram: good is a <c>_bucket</c> with one <c>le</c>, total the
    /// <c>_count</c> of the same histogram. In the unit of the metric, as written; null otherwise.
    /// </summary>
    public string? LatencyThreshold =>
        Good is { } good
        && good.Metric.EndsWith("_bucket", StringComparison.Ordinal)
        && good.Filters.Where(f => f.Label == "le").ToArray() is [{ Operator: "=" or "=~" } bound]
            ? bound.Operator == "="
                ? bound.Value
                : WholeSeconds(bound.Value)
            : null;

    /// <summary>Makes an indicator of bad events.</summary>
    /// <param name="bad">Counts bad events.</param>
    /// <param name="total">Counts all events.</param>
    public static RatioIndicator FromBad(MetricSelector bad, MetricSelector total) =>
        new(null, bad ?? throw new ArgumentNullException(nameof(bad)), total);

    /// <summary>The same indicator, kept apart by labels.</summary>
    /// <param name="grouping">The labels.</param>
    public RatioIndicator WithGrouping(IReadOnlyList<string> grouping) => new(Good, Bad, Total, grouping);

    /// <summary>The same indicator with one more condition on each selector that has none on its label.</summary>
    internal RatioIndicator WithFirst(LabelMatcher condition) =>
        new(Good?.WithFirst(condition), Bad?.WithFirst(condition), Total.WithFirst(condition), Grouping);

    /// <summary>Requests counted by a metric with a <c>status_code</c> label; 5xx is bad.</summary>
    /// <param name="metric">A counter's name.</param>
    /// <exception cref="ProgressiveSlo.Errors.SloValidationException">The name is not a metric name.</exception>
    public static RatioIndicator Http(string metric) =>
        new(new MetricSelector(metric, [new LabelMatcher("status_code", "!~", "5..")]), new MetricSelector(metric));

    /// <summary>
    /// What a plan measures where nobody says something else, for example <c>http_requests_total{service="checkout"}</c>.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="label">The label that names it.</param>
    public static RatioIndicator ForService(string service, string label = ServiceCondition.DefaultLabel) =>
        (RatioIndicator)ServiceCondition.AddTo(Default, label, service);

    /// <summary>The selector of bad events, where there is an exact one: given, or the good ones swapped.</summary>
    public MetricSelector? FindBad() => Bad ?? EventComplement.Find(Good!, Total);

    // Both spellings of a whole number of seconds: see LatencyMetric.
    private static string? WholeSeconds(string pattern) =>
        pattern.EndsWith("(\\.0)?", StringComparison.Ordinal) ? pattern.Substring(0, pattern.Length - "(\\.0)?".Length) : null;

    /// <summary>For example <c>http_requests_total{status_code !~ "5.."} / http_requests_total</c>.</summary>
    public override string ToString() => Good is { } good ? $"{good} / {Total}" : $"1 - {Bad} / {Total}";
}

/// <summary>
/// A gauge that is 1 when things are good and 0 when they are bad, such as <c>up</c> or <c>probe_success</c>; each sample is an event.
/// </summary>
public sealed class BoolGaugeIndicator : SloIndicator
{
    /// <summary>Makes an indicator.</summary>
    /// <param name="metric">The gauge.</param>
    public BoolGaugeIndicator(MetricSelector metric) => Metric = metric ?? throw new ArgumentNullException(nameof(metric));

    /// <inheritdoc/>
    public override string Type => "boolGauge";

    /// <summary>One an hour.</summary>
    internal override double? TrialsPerDay => 24;

    /// <summary>The gauge.</summary>
    public MetricSelector Metric { get; }

    /// <summary>Labels that keep series apart: each combination of their values has an SLO of its own.</summary>
    public IReadOnlyList<string> Grouping { get; init; } = [];

    /// <inheritdoc/>
    public override SliQueries Queries =>
        SliQueries.FromGood(
            $"sum{By(Grouping)}(sum_over_time({Metric}[{SliQueries.Window}]))",
            $"sum{By(Grouping)}(count_over_time({Metric}[{SliQueries.Window}]))"
        );

    /// <summary>The gauge.</summary>
    public override string ToString() => Metric.ToString();
}
