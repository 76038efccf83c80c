using ProgressiveSlo.Formats.Manifests.Rules.Exact;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.RuleTests;

/// <summary>What a series of a test counts.</summary>
internal enum EventKind
{
    /// <summary>Good events.</summary>
    Good,

    /// <summary>Bad events.</summary>
    Bad,

    /// <summary>All events.</summary>
    All,

    /// <summary>A gauge: the share of good events.</summary>
    Share,
}

/// <summary>A series that the queries of an indicator find.</summary>
/// <param name="Series">Metric and labels, as promtool reads them.</param>
/// <param name="Kind">What it counts.</param>
internal sealed record EventSeries(string Series, EventKind Kind)
{
    /// <summary>Series that tell good from bad events; null where the indicator is not made of selectors, or no labels meet them.</summary>
    public static IReadOnlyList<EventSeries>? Find(SloIndicator indicator)
    {
        if (indicator is QueryIndicator { Queries: { Total: { } all } queries })
            indicator = IndicatorShapes.FromEvents(queries.Bad ?? queries.Good!, all, queries.Bad is null);
        return indicator switch
        {
            BoolGaugeIndicator gauge => Make(gauge.Metric.Metric, SampleLabels.Find(gauge.Metric.Filters), EventKind.Share) is { } series
                ? [series]
                : null,
            RatioIndicator { Bad: { } bad } ratio => Find(bad, EventKind.Bad, EventKind.Good, ratio.Total),
            RatioIndicator { Good: { } good } ratio => Find(good, EventKind.Good, EventKind.Bad, ratio.Total),
            _ => null,
        };
    }

    /// <summary>The values of the series in promtool's notation, one each minute.</summary>
    public string Values(AlertScenario scenario)
    {
        if (Kind == EventKind.Share)
        {
            var share = 1m - ((decimal)scenario.Bad / scenario.Total);
            return Text($"1x{scenario.Begin} {share}x{scenario.End - scenario.Begin - 1} 1x{scenario.Last - scenario.End - 1}");
        }

        var clean = Kind == EventKind.Bad ? 0 : scenario.Total;
        var incident = Kind switch
        {
            EventKind.Bad => scenario.Bad,
            EventKind.Good => scenario.Total - scenario.Bad,
            _ => scenario.Total,
        };

        // a+bxn is a and n samples more, each b above the one before.
        var atBegin = clean * scenario.Begin;
        var atEnd = atBegin + (incident * (scenario.End - scenario.Begin));
        return Text($"0+{clean}x{scenario.Begin} {atBegin + incident}+{incident}x{scenario.End - scenario.Begin - 1} ")
            + Text($"{atEnd + clean}+{clean}x{scenario.Last - scenario.End - 1}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static EventSeries[]? Find(MetricSelector part, EventKind kind, EventKind opposite, MetricSelector total)
    {
        if (part.Metric == total.Metric && SampleLabels.Find([.. part.Filters, .. total.Filters]) is { } both)
        {
            // All events are those of the part and of a series beside it.
            var beside = part.Filters.Select(f => SampleLabels.Find([.. total.Filters, f.ToOpposite()])).FirstOrDefault(l => l is not null);
            return beside is null ? null : [Make(part.Metric, both, kind)!, Make(total.Metric, beside, opposite)!];
        }

        return
            Make(part.Metric, SampleLabels.Find(part.Filters), kind) is { } first
            && Make(total.Metric, SampleLabels.Find(total.Filters), EventKind.All) is { } second
            ? [first, second]
            : null;
    }

    private static EventSeries? Make(string metric, IReadOnlyList<LabelMatcher>? labels, EventKind kind) =>
        labels is null
            ? null
            : new EventSeries(PromQlPrinter.Print(new VectorSelector(metric, [.. labels.Select(l => new LabelCondition(l))])), kind);
}

/// <summary>Finds labels that meet conditions.</summary>
internal static class SampleLabels
{
    // What labels of events commonly hold. An empty text is a label that is not there.
    private static readonly string[] _common = ["200", "500", "0", "1", "true", "false", "ok", "error", "any", ""];

    private static readonly char[] _syntax = ['|', '(', ')', '[', ']', '^', '$'];

    /// <summary>A value for each label that the conditions name, as conditions of equality; null when none was found.</summary>
    public static IReadOnlyList<LabelMatcher>? Find(IReadOnlyList<LabelMatcher> conditions)
    {
        var labels = new List<LabelMatcher>();
        foreach (var label in conditions.GroupBy(c => c.Label))
        {
            var value = label
                .SelectMany(Candidates)
                .Concat(_common)
                .FirstOrDefault(v => label.All(c => LabelMatching.Matches(c, v) == true));
            if (value is null)
                return null;
            if (value.Length > 0)
                labels.Add(new LabelMatcher(label.Key, "=", value));
        }

        return labels;
    }

    // Of a regular expression, its pieces with a digit for each dot: 5..|429 gives 500 and 429.
    private static IEnumerable<string> Candidates(LabelMatcher condition) =>
        condition.Operator switch
        {
            "=" => [condition.Value],
            "=~" => condition
                .Value.Split(_syntax, StringSplitOptions.RemoveEmptyEntries)
                .Select(p => p.Replace("\\.", ".").Replace("\\d", "0").Replace("\\", ""))
                .SelectMany(p => new[] { p.Replace('.', '0'), p, p.Replace(".*", "").Replace(".+", "x").Replace("?", "") }),
            _ => [],
        };
}
