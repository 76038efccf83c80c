using System;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration;

/// <summary>Functions.</summary>
internal sealed partial class MeaningReader
{
    private Meaning OfCall(CallExpression call)
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
            case "histogram_quantile":
                return Quantile(Of(call.Arguments[0]), Of(call.Arguments[1]));
            case "histogram_fraction":
                return Fraction(Of(call.Arguments[0]), Of(call.Arguments[1]), Of(call.Arguments[2]));
            case "histogram_count":
                return Suffixed(Of(call.Arguments[0]), "_count");
            case "histogram_sum":
                return Suffixed(Of(call.Arguments[0]), "_sum");
            case "label_replace" or "label_join" or "round" or "abs" or "sort" or "sort_desc" or "clamp" or "clamp_max" or "clamp_min" or "scalar" or "vector":
                return Of(call.Arguments[0]);
            default:
                return Meaning.Other;
        }
    }

    private Meaning OverRange(PromQlExpression range) => range switch
    {
        RangeSelector selector => OfSelector(selector.Selector, (selector.Range as DurationLiteral)?.Value),
        SubqueryExpression subquery => Of(subquery.Operand) is var meaning && (subquery.Range as DurationLiteral)?.Value is { } window
            ? meaning switch
            {
                SliMeaning sli => sli.With(window: window),
                EventsMeaning events => events.With(t => t with { Window = window }),
                _ => meaning,
            }
            : Meaning.Other,
        _ => Meaning.Other,
    };

    private static Meaning AsRate(Meaning meaning) => meaning is EventsMeaning events ? events.With(t => t with { IsRate = true }) : Meaning.Other;

    private static Meaning OverTime(Meaning meaning, bool isAverage)
    {
        if (meaning is EventsMeaning { Single: { IsRate: false } term } events)
        {
            if (isAverage && BoolGauges.IsBool(term.Metric))
                return BoolGauges.Average(term, term.Window);
            if (AsSli(events) is { } named)
                return named.With(window: term.Window ?? named.Window, isAveraged: isAverage && named.Form == SliForm.Ratio);
            return term.IsRecorded ? events : Meaning.Other;
        }

        return meaning switch
        {
            SliMeaning { IsSlice: true } slice => slice.With(isSlice: false),
            SliMeaning sli => sli.With(isAveraged: sli.IsAveraged || (isAverage && sli.Form == SliForm.Ratio)),
            EventsMeaning rates when rates.Terms.All(t => t.IsRate) => rates,
            _ => Meaning.Other,
        };
    }

    private static Meaning SumOverTime(Meaning meaning) => meaning switch
    {
        EventsMeaning { Single: { IsRate: false } term } events when !BoolGauges.IsBool(term.Metric) && AsSli(events) is { } named => named.With(window: term.Window, isSampleSum: true),
        EventsMeaning events => events.With(t => t with { IsRate = true }),
        SliMeaning sli => sli.With(isSampleSum: true, isSlice: false),
        _ => Meaning.Other,
    };

    private static Meaning CountOverTime(Meaning meaning) => meaning switch
    {
        EventsMeaning { Single: { IsRate: false } term } events when !BoolGauges.IsBool(term.Metric) && AsSli(events) is { } named => named.With(isSampleCount: true),
        EventsMeaning events => new EventsMeaning(events.Terms, events.Rules) { IsSampleCount = true, IsFiltered = events.IsFiltered },
        SliMeaning sli => sli.With(isSampleCount: true),
        _ => Meaning.Other,
    };

    private static Meaning Suffixed(Meaning meaning, string suffix) =>
        meaning is EventsMeaning events ? events.With(t => t with { Metric = t.Metric + suffix, IsRate = true }) : Meaning.Other;

    private static Meaning Quantile(Meaning quantile, Meaning buckets)
    {
        if (buckets is not EventsMeaning events || events.Terms.Any(t => t.IsNegative))
            return Meaning.Other;
        var term = events.Terms[0];
        if (!Words.IsDuration(term.Metric) || Words.IsOfMachine(term.Metric))
            return Meaning.Other;
        var phi = (quantile as NumberMeaning)?.Value;
        var grouping = string.Join(",", term.Grouping.Replace("by ", "").Split(',').Where(l => l != "le"));
        var shape = new SliShape("quantile|" + phi?.ToString(System.Globalization.CultureInfo.InvariantCulture) + "|" + string.Join("+", events.Terms.Select(t => t.Canonical())) + "|" + grouping, SliForm.Quantile, SloMeasure.Latency)
        {
            Why = "it is a quantile of a duration",
            Conditions = term.Matchers,
            Metrics = [.. events.Terms.Select(t => t.Metric).Distinct()],
            Unit = DurationUnit.Of(term.Metric),
            Rules = events.Rules,
        };
        return new SliMeaning(shape) { Window = term.Window };
    }

    private static Meaning Fraction(Meaning lower, Meaning upper, Meaning histogram)
    {
        if (lower is not NumberMeaning low || upper is not NumberMeaning high || histogram is not EventsMeaning { Single: { } term } events || !Words.IsDuration(term.Metric) || Words.IsOfMachine(term.Metric))
            return Meaning.Other;
        var isSlow = double.IsPositiveInfinity(high.Value) && low.Value > 0;
        var bound = isSlow ? low.Value : high.Value;
        var shape = new SliShape(FormattableString.Invariant($"fraction|{bound}|{term.Canonical()}|{term.Grouping}"), SliForm.Ratio, SloMeasure.Latency)
        {
            Why = "a native histogram's fraction is the share of fast events",
            Conditions = term.Matchers,
            Metrics = [term.Metric],
            Rules = events.Rules,
        };
        return new SliMeaning(shape) { IsGood = !isSlow, Window = term.Window };
    }
}
