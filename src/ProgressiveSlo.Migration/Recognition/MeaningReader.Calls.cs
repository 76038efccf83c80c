using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Functions.</summary>
internal sealed partial class MeaningReader
{
    private ExpressionMeaning ReadCall(CallExpression call)
    {
        switch (call.Function.Name)
        {
            case "rate" or "increase" or "irate" or "delta" or "idelta":
                return AsRate(OverRange(call.Arguments[0]));
            case "avg_over_time" or "max_over_time" or "min_over_time" or "last_over_time":
                return OverTime(OverRange(call.Arguments[0]), call.Function.Name == "avg_over_time");
            case "quantile_over_time":
                return OverTime(OverRange(call.Arguments[1]), false);
            case "sum_over_time":
                return SumOverTime(OverRange(call.Arguments[0]));
            case "count_over_time":
                return CountOverTime(OverRange(call.Arguments[0]));
            case "time":
                return NowMeaning.Instance;
            case "timestamp":
                return ReadExpression(call.Arguments[0]) is EventCountMeaning { Single: not null } stamped
                    ? stamped
                    : ExpressionMeaning.Other;
            case "histogram_quantile":
                return Quantile(ReadExpression(call.Arguments[0]), ReadExpression(call.Arguments[1]));
            case "histogram_fraction":
                return Fraction(ReadExpression(call.Arguments[0]), ReadExpression(call.Arguments[1]), ReadExpression(call.Arguments[2]));
            case "histogram_count":
                return Suffixed(ReadExpression(call.Arguments[0]), "_count");
            case "histogram_sum":
                return Suffixed(ReadExpression(call.Arguments[0]), "_sum");
            case "label_replace"
            or "label_join"
            or "round"
            or "abs"
            or "sort"
            or "sort_desc"
            or "clamp"
            or "clamp_max"
            or "clamp_min"
            or "scalar"
            or "vector":
                return ReadExpression(call.Arguments[0]);
            default:
                return ExpressionMeaning.Other;
        }
    }

    private ExpressionMeaning OverRange(PromQlExpression range) =>
        range switch
        {
            RangeSelector selector => ReadSelector(selector.Selector, selector.Range.Fixed),
            SubqueryExpression subquery => ReadExpression(subquery.Operand) is var meaning && subquery.Range.Fixed is { } window
                ? meaning switch
                {
                    SliMeaning sli => sli.With(window: window),
                    EventCountMeaning events => events.With(t => t with { Window = window }),
                    _ => meaning,
                }
                : ExpressionMeaning.Other,
            _ => ExpressionMeaning.Other,
        };

    private static ExpressionMeaning AsRate(ExpressionMeaning meaning) =>
        meaning is EventCountMeaning events ? events.With(t => t with { IsRate = true }) : ExpressionMeaning.Other;

    private static ExpressionMeaning OverTime(ExpressionMeaning meaning, bool isAverage)
    {
        if (meaning is EventCountMeaning { Single: { IsRate: false } term } events)
        {
            if (isAverage && BoolGauges.IsBool(term.Metric))
                return BoolGauges.Average(term, term.Window);
            if (AsSli(events) is { } named)
                return named.With(window: term.Window ?? named.Window, isAveraged: isAverage && named.Form == SliForm.Ratio);
            return term.IsRecorded ? events : ExpressionMeaning.Other;
        }

        return meaning switch
        {
            SliMeaning { IsSlice: true } slice => slice.With(isSlice: false),
            SliMeaning sli => sli.With(isAveraged: sli.IsAveraged || (isAverage && sli.Form == SliForm.Ratio)),
            EventCountMeaning rates when rates.Terms.All(t => t.IsRate) => rates,
            _ => ExpressionMeaning.Other,
        };
    }

    private static ExpressionMeaning SumOverTime(ExpressionMeaning meaning) =>
        meaning switch
        {
            EventCountMeaning { Single: { IsRate: false } term } events
                when !BoolGauges.IsBool(term.Metric) && AsSli(events) is { } named => named.With(window: term.Window, isSampleSum: true),
            EventCountMeaning { Single: { IsRate: false } term } events when BoolGauges.IsBool(term.Metric) => new EventCountMeaning(
                [term with { IsRate = true }],
                events.Rules
            )
            {
                IsSampleSum = true,
            },
            EventCountMeaning events => events.With(t => t with { IsRate = true }),
            SliMeaning sli => sli.With(isSampleSum: true, isSlice: false),
            _ => ExpressionMeaning.Other,
        };

    private static ExpressionMeaning CountOverTime(ExpressionMeaning meaning) =>
        meaning switch
        {
            EventCountMeaning { Single: { IsRate: false } term } events
                when !BoolGauges.IsBool(term.Metric) && AsSli(events) is { } named => named.With(isSampleCount: true),
            EventCountMeaning events => new EventCountMeaning(events.Terms, events.Rules)
            {
                IsSampleCount = true,
                IsFiltered = events.IsFiltered,
            },
            SliMeaning sli => sli.With(isSampleCount: true),
            _ => ExpressionMeaning.Other,
        };

    private static ExpressionMeaning Suffixed(ExpressionMeaning meaning, string suffix) =>
        meaning is EventCountMeaning events
            ? events.With(t => t with { Metric = t.Metric + suffix, IsRate = true })
            : ExpressionMeaning.Other;

    private static ExpressionMeaning Quantile(ExpressionMeaning quantile, ExpressionMeaning buckets)
    {
        if (buckets is not EventCountMeaning events || events.Terms.Any(t => t.IsNegative))
            return ExpressionMeaning.Other;
        var term = events.Terms[0];
        if (!MetricNameWords.IsDuration(term.Metric) || MetricNameWords.IsInfrastructure(term.Metric))
            return ExpressionMeaning.Other;
        var phi = (quantile as NumberMeaning)?.Value;
        var grouping = string.Join(",", term.Grouping.Replace("by ", "").Split(',').Where(l => l != "le"));
        var shape = new SliShape(
            "quantile|"
                + phi?.ToString(System.Globalization.CultureInfo.InvariantCulture)
                + "|"
                + string.Join("+", events.Terms.Select(t => t.Canonical()))
                + "|"
                + grouping,
            SliForm.Quantile,
            SloMeasure.Latency
        )
        {
            Why = "it is a quantile of a duration",
            Conditions = term.Matchers,
            Metrics = [.. events.Terms.Select(t => t.Metric).Distinct()],
            Unit = DurationUnit.SecondsPerUnit(term.Metric),
            Rules = events.Rules,
        };
        return new SliMeaning(shape) { Window = term.Window };
    }

    private static ExpressionMeaning Fraction(ExpressionMeaning lower, ExpressionMeaning upper, ExpressionMeaning histogram)
    {
        if (
            lower is not NumberMeaning low
            || upper is not NumberMeaning high
            || histogram is not EventCountMeaning { Single: { } term } events
            || !MetricNameWords.IsDuration(term.Metric)
            || MetricNameWords.IsInfrastructure(term.Metric)
        )
            return ExpressionMeaning.Other;
        var isSlow = double.IsPositiveInfinity(high.Value) && low.Value > 0;
        var bound = isSlow ? low.Value : high.Value;
        var shape = new SliShape(
            FormattableString.Invariant($"fraction|{bound}|{term.Canonical()}|{term.Grouping}"),
            SliForm.Ratio,
            SloMeasure.Latency
        )
        {
            Why = "a native histogram's fraction is the share of fast events",
            Conditions = term.Matchers,
            Metrics = [term.Metric],
            Rules = events.Rules,
        };
        return new SliMeaning(shape) { IsGood = !isSlow, Window = term.Window };
    }
}
