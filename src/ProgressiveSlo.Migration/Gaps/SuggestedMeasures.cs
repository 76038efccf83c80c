using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Recognition;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>
/// The selectors with which a service is measured today, for the calls that close its gaps: a plan then goes on with the same series, and
/// not with a default that may select none, or those of other services.
/// </summary>
internal sealed class SuggestedMeasures
{
    private const string DefaultHistogram = "http_request_duration_seconds";
    private const string Buckets = "_bucket";

    private static readonly string[] _shares = ["good", "bad"];

    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);

    private SuggestedMeasures() { }

    /// <summary>
    /// Values of a call by their names: <c>good</c> or <c>bad</c> with <c>total</c>, <c>latency</c>, and <c>serviceLabel</c> where only
    /// the label that names the service is known.
    /// </summary>
    /// <param name="subject">The service.</param>
    /// <param name="item">The item that the gap is about, which comes before the others; or null.</param>
    public static IReadOnlyDictionary<string, string?> Find(GapSubject subject, GapItem? item)
    {
        var found = new SuggestedMeasures();
        var items = (item is null ? [] : new[] { item }).Concat(subject.Items).Distinct().ToArray();
        var total = found.Availability(items.Where(i => i.Item.Measure == SloMeasure.Availability));
        found.Latency(items.Where(i => i.Item.Measure == SloMeasure.Latency), total);
        if (total is null)
            found._values["serviceLabel"] = items
                .SelectMany(i => Selectors(i.Query))
                .SelectMany(s => s.Filters)
                .FirstOrDefault(f => f.Operator == "=" && f.Value == subject.Service && f.Label != ServiceCondition.DefaultLabel)
                ?.Label;
        return found._values;
    }

    // A share of events: one selector divided by another, of which the first one says whether it counts the good ones.
    private MetricSelector? Availability(IEnumerable<GapItem> items)
    {
        foreach (var query in items.Select(i => i.Query).OfType<PromQlExpression>())
        {
            foreach (var division in query.DescendantsAndSelf().OfType<BinaryExpression>().Where(b => b.Operator == BinaryOperator.Divide))
            {
                if (Selectors(division.Left) is not [var part] || Selectors(division.Right) is not [var total])
                    continue;
                var outcome = Outcome(part, total);
                if (outcome is not (EventOutcome.Good or EventOutcome.Bad))
                    continue;
                _values[_shares[outcome == EventOutcome.Good ? 0 : 1]] = part.ToString();
                _values["total"] = total.ToString();
                return total;
            }
        }

        return null;
    }

    private void Latency(IEnumerable<GapItem> items, MetricSelector? total)
    {
        var buckets = items
            .SelectMany(i => Selectors(i.Query))
            .FirstOrDefault(s => s.Metric.EndsWith(Buckets, StringComparison.Ordinal) && s.Metric.Length > Buckets.Length);
        _values["latency"] = (
            buckets is null
                ? new MetricSelector(DefaultHistogram, total?.Filters.Where(f => f.Operator == "=").ToArray())
                : new MetricSelector(
                    buckets.Metric.Substring(0, buckets.Metric.Length - Buckets.Length),
                    buckets.Filters.Where(f => f.Label != "le").ToArray()
                )
        ).ToString();
    }

    private static EventOutcome Outcome(MetricSelector part, MetricSelector total)
    {
        var own = part.Filters.Where(f => !total.Filters.Contains(f)).Select(LabelOutcome.Read).FirstOrDefault(o => o != EventOutcome.None);
        return own != EventOutcome.None || part.Metric == total.Metric
            ? own
            : MetricNameWords.FindOutcome(MetricNameWords.Split(part.Metric));
    }

    private static MetricSelector[] Selectors(PromQlExpression? query) =>
        query is null
            ? []
            : query
                .DescendantsAndSelf()
                .OfType<VectorSelector>()
                .Where(s => s.Name is not null && LabelNames.IsMetricName(s.Name))
                .Select(s => new MetricSelector(s.Name!, s.Conditions.Select(c => c.Matcher).ToArray()))
                .Distinct()
                .ToArray();
}
