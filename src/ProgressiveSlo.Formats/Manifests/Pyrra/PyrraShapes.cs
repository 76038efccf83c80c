using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>Knows the four kinds of error ratio that Pyrra writes in PromQL, and finds the indicator behind them.</summary>
internal static class PyrraShapes
{
    /// <summary>The indicator of an error ratio and the range of its selectors, or null when it has another shape.</summary>
    public static (SloIndicator Indicator, PromQlDuration Range)? OfErrorRatio(PromQlExpression tree) => tree switch
    {
        BinaryExpression { Operator: BinaryOperator.Divide, Matching: null } division => OfDivision(division.Left, division.Right),
        BinaryExpression { Operator: BinaryOperator.Subtract, Matching: null, Left: NumberLiteral { Value: 1 } } rest => OfFraction(rest.Right),
        _ => null,
    };

    /// <summary>The indicator of two queries, or null when they have another shape.</summary>
    public static SloIndicator? OfQueries(QueryIndicator queries)
    {
        if (Parse(queries.Total) is not { } total || Parse(queries.Good ?? queries.Bad!) is not { } part)
            return null;
        var found = queries.Good is null ? OfDivision(part, total) : OfDivision(new BinaryExpression(BinaryOperator.Subtract, total, part), total) ?? OfNative(part, total);
        return found is { Range: DurationPlaceholder { Name: ".window" } } ? found.Value.Indicator : null;
    }

    private static PromQlExpression? Parse(string query) => PromQlParser.TryParse(query, PromQlOptions.Template, out var tree, out _) ? tree : null;

    private static (SloIndicator Indicator, PromQlDuration Range)? OfDivision(PromQlExpression part, PromQlExpression whole)
    {
        if (SumOver.Of(whole) is not { } total)
            return null;
        if (SumOver.Of(part) is { Function: "rate" } bad)
            return total.Function == "rate" && bad.IsAlike(total) ? (RatioIndicator.OfBad(bad.Selector, total.Selector).With(total.Grouping), total.Range) : null;
        if (part is not BinaryExpression { Operator: BinaryOperator.Subtract, Matching: null } rest || !PromQlComparer.Instance.Equals(rest.Left, whole))
            return null;
        if (SumOver.Of(rest.Right) is not { } good || !good.IsAlike(total))
            return null;
        return (total.Function, good.Function) switch
        {
            ("rate", "rate") => (new RatioIndicator(good.Selector, total.Selector).With(total.Grouping), total.Range),
            ("count_over_time", "sum_over_time") when good.Selector.Equals(total.Selector) => (new BoolGaugeIndicator(total.Selector) { Grouping = total.Grouping }, total.Range),
            _ => null,
        };
    }

    // histogram_fraction(0, threshold, rates) * histogram_count(rates), of histogram_count(rates)
    private static (SloIndicator Indicator, PromQlDuration Range)? OfNative(PromQlExpression good, PromQlExpression total) =>
        good is BinaryExpression { Operator: BinaryOperator.Multiply, Matching: null, Left: CallExpression { Arguments: [_, _, var rates] } fraction } product
        && PromQlComparer.Instance.Equals(product.Right, total)
        && total is CallExpression { Function.Name: "histogram_count", Arguments: [var counted] } && PromQlComparer.Instance.Equals(rates, counted)
            ? OfFraction(fraction)
            : null;

    private static (SloIndicator Indicator, PromQlDuration Range)? OfFraction(PromQlExpression tree) =>
        tree is CallExpression { Function.Name: "histogram_fraction", Arguments: [NumberLiteral { Value: 0 }, NumberLiteral { Value: > 0 } seconds, var rates] }
        && SumOver.Of(rates) is { Function: "rate" } total && Threshold(seconds.Value) is { } threshold
            ? (new NativeLatencyIndicator(total.Selector, threshold) { Grouping = total.Grouping }, total.Range)
            : null;

    // Pyrra has whole milliseconds.
    private static TimeSpan? Threshold(double seconds)
    {
        if (!(seconds < PrometheusDuration.Longest.TotalSeconds))
            return null;
        var milliseconds = NumberText.Exact(seconds) * 1000m;
        return milliseconds >= 1 && milliseconds == decimal.Truncate(milliseconds) ? new TimeSpan((long)milliseconds * TimeSpan.TicksPerMillisecond) : null;
    }

    /// <summary><c>sum by (grouping) (function(selector[range]))</c>.</summary>
    private sealed record SumOver(string Function, MetricSelector Selector, PromQlDuration Range, IReadOnlyList<string> Grouping)
    {
        public static SumOver? Of(PromQlExpression tree) =>
            tree is AggregateExpression { Operator: AggregateOperator.Sum, Grouping: null or { IsWithout: false } } sum
            && sum.Operand is CallExpression { Arguments: [RangeSelector { Offset: null, At: null } range] } call
            && PyrraSelector.Of(range.Selector) is { } selector
                ? new SumOver(call.Function.Name, selector, range.Range, sum.Grouping?.Labels ?? [])
                : null;

        public bool IsAlike(SumOver other) => PromQlComparer.Instance.Equals(Range, other.Range) && Grouping.SequenceEqual(other.Grouping);
    }
}
