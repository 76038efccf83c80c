using ProgressiveSlo.Findings;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Changes;

/// <summary>
/// A plan that takes the place of another in one branch: what the other's record held, and how many records it has had, is forgotten. What
/// the two measure is compared by the series that they can read, and not by how it is written: one more condition, or <c>=~</c> for
/// <c>=</c>, makes another text of the same series.
/// </summary>
internal static class ReplacedPlans
{
    /// <summary>The finding about a new plan; null where it takes the place of none.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="added">The new plan.</param>
    /// <param name="removed">The plans that the branch removes.</param>
    /// <param name="changed">The plans that the branch changes: as they were, and as they are.</param>
    /// <param name="isAllowed">Whether the owner of the gate allows it.</param>
    public static SloFinding? Check(
        string path,
        SloPlan added,
        IEnumerable<SloPlan> removed,
        IEnumerable<(SloPlan Before, SloPlan After)> changed,
        bool isAllowed
    )
    {
        var series = new PlanSeries(added);
        var (gone, what) =
            removed.FirstOrDefault(r => TakesPlace(added, series, r)) is { } lost ? (lost, "is removed")
            : changed.FirstOrDefault(c => LeavesSeries(series, c.Before, c.After)) is { Before: { } left }
                ? (left, "measures something else")
            : default;
        return gone is null
            ? null
            : ChangeFinding.Allowed(
                ChangeFinding.Create(
                    "PlanReplaced",
                    path,
                    $"The plan of {gone.Service} ({gone.Namespace}) {what}, and that of {added.Service} ({added.Namespace}) takes its "
                        + $"place: its record begins on {UtcTime.DateText(added.StartDate)}, and what was before is forgotten",
                    "Keep the plan, and change it with Set-SloPlan; or have the owner of the gate look at it, and allow it (-AllowForced)"
                ),
                isAllowed
            );
    }

    // Metrics and not series: whoever may choose the conditions anew can choose some that select the same series by other labels.
    private static bool TakesPlace(SloPlan added, PlanSeries series, SloPlan gone) =>
        ServiceName.Slug(gone.Service) == ServiceName.Slug(added.Service)
        || gone.Indicator.Equals(added.Indicator)
        || series.Selects(gone.Service)
        || new PlanSeries(gone).HasMetricOf(series);

    // The file stays, and lets go of its series.
    private static bool LeavesSeries(PlanSeries series, SloPlan before, SloPlan after)
    {
        var old = new PlanSeries(before);
        return old.CanBeThoseOf(series) && !old.CanBeThoseOf(new PlanSeries(after));
    }
}

/// <summary>The series that a plan can read: those of its indicator, and of its latency.</summary>
internal sealed class PlanSeries
{
    // No service: a condition that takes it takes any, such as job=~".+".
    private const string Other = "\u0001";

    private static readonly string[] _endings = ["_bucket", "_count", "_sum", "_total", "_created"];

    private readonly SeriesChoice[] _choices;

    public PlanSeries(SloPlan plan) =>
        _choices = Queries(plan.Indicator)
            .SelectMany(Choices)
            .Concat(plan.LatencyMetric is { } latency ? [SeriesChoice.Of(latency.Histogram)] : [])
            .ToArray();

    /// <summary>Whether both read a metric of the same name, or parts of the same histogram. A name that is not fixed can be any.</summary>
    public bool HasMetricOf(PlanSeries other) => _choices.Any(a => other._choices.Any(b => SameMetric(a.Metric, b.Metric)));

    /// <summary>Whether there can be a series that both read.</summary>
    public bool CanBeThoseOf(PlanSeries other) =>
        _choices.Any(a => other._choices.Any(b => SameMetric(a.Metric, b.Metric) && !SeriesChoice.Exclude(a, b)));

    /// <summary>Whether a condition chooses the series by the name of a service.</summary>
    public bool Selects(string service) =>
        _choices
            .SelectMany(c => c.Conditions)
            .Any(m => m.Operator is "=" or "=~" && LabelMatching.Matches(m, service) == true && LabelMatching.Matches(m, Other) != true);

    // Null stands for what is in another language than PromQL.
    private static IEnumerable<SliQuery?> Queries(SloIndicator indicator) =>
        indicator is ThresholdIndicator { DataSource: SloIndicator.Prometheus } condition ? [condition.SliQuery]
        : indicator.Queries is { } queries
            ? new[] { queries.GoodQuery, queries.BadQuery, queries.TotalQuery, queries.ErrorRatioQuery }.Where(q => q is not null)
        : [null];

    private static IEnumerable<SeriesChoice> Choices(SliQuery? query) =>
        query?.Tree is { } tree ? SelectorUse.All(tree).Select(u => SeriesChoice.Of(u.Selector)) : [new SeriesChoice(null, [])];

    private static bool SameMetric(string? one, string? other) => one is null || other is null || Family(one) == Family(other);

    private static string Family(string metric)
    {
        var end = _endings.FirstOrDefault(e => metric.Length > e.Length && metric.EndsWith(e, StringComparison.Ordinal));
        return end is null ? metric : metric.Substring(0, metric.Length - end.Length);
    }
}

/// <summary>A metric, or null where its name is not fixed, and the conditions on its labels.</summary>
internal sealed record SeriesChoice(string? Metric, IReadOnlyList<LabelMatcher> Conditions)
{
    public static SeriesChoice Of(VectorSelector selector) =>
        new(selector.Metric, selector.Conditions.Select(c => c.Matcher).Where(m => m.Label != "__name__").ToArray());

    public static SeriesChoice Of(MetricSelector selector) => new(selector.Metric, selector.Filters);

    /// <summary>Whether no series meets the conditions of both. Where that cannot be said, one may.</summary>
    public static bool Exclude(SeriesChoice one, SeriesChoice other) =>
        one.Conditions.Any(a => other.Conditions.Any(b => a.Label == b.Label && (Exclude(a, b) || Exclude(b, a))));

    // The first says which values there are; none of them meets the second.
    private static bool Exclude(LabelMatcher one, LabelMatcher other) =>
        Values(one) is { } values && values.All(v => LabelMatching.Matches(other, v) == false);

    // Of = the value, and of =~ the alternatives where each is a text as it stands; null for any other.
    private static string[]? Values(LabelMatcher matcher) =>
        matcher.Operator switch
        {
            "=" => [matcher.Value],
            "=~" when matcher.Value.Split('|') is var texts && texts.All(t => RegexText.Escape(t) == t) => texts,
            _ => null,
        };
}
