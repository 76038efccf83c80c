using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Recognises queries that are nothing but selectors, so that formats which know only selectors can have them.</summary>
internal static class IndicatorShapes
{
    private const string WindowName = ".window";

    public static SloIndicator OfEvents(string part, string total, bool countsGood)
    {
        if (Sum(part) is { } first && Sum(total) is { } second && first.Grouping.SequenceEqual(second.Grouping))
        {
            if (first.Function == "rate" && second.Function == "rate")
            {
                var ratio = countsGood ? new RatioIndicator(first.Selector, second.Selector) : RatioIndicator.OfBad(first.Selector, second.Selector);

                // Good events of a selector that can be turned round are written as bad ones: rules that count the good ones came of queries.
                if (!countsGood || ratio.FindBad() is null)
                    return ratio.With(first.Grouping);
            }

            if (countsGood && first.Function == "sum_over_time" && second.Function == "count_over_time" && first.Selector.Equals(second.Selector))
                return new BoolGaugeIndicator(first.Selector) { Grouping = first.Grouping };
        }

        if (!countsGood)
            return QueryIndicator.OfBad(part, total);
        return (SloIndicator?)NativeLatency(part, total) ?? QueryIndicator.OfGood(part, total);
    }

    // histogram_fraction(0, seconds, rates) * histogram_count(rates), where the whole is just as the indicator itself has it.
    private static NativeLatencyIndicator? NativeLatency(string part, string total)
    {
        if (!PromQlParser.TryParse(part, PromQlOptions.Template, out var tree, out _)
            || tree is not BinaryExpression { Operator: BinaryOperator.Multiply, Left: CallExpression { Function.Name: "histogram_fraction", Arguments: [_, NumberLiteral { Value: > 0 and < 1e6 and var seconds }, var rates] } }
            || Sum(rates) is not { Function: "rate" } sum)
        {
            return null;
        }

        var threshold = TimeSpan.FromTicks((long)(Text.NumberText.Exact(seconds) * TimeSpan.TicksPerSecond));
        if (threshold <= TimeSpan.Zero)
            return null;
        var indicator = new NativeLatencyIndicator(sum.Selector, threshold) { Grouping = sum.Grouping };
        return indicator.Equals(QueryIndicator.OfGood(part, total)) ? indicator : null;
    }

    public static SloIndicator OfErrorRatio(string query) => new RawRatioIndicator(query);

    // sum by (labels) (function(selector[{{.window}}]))
    private static (string Function, MetricSelector Selector, IReadOnlyList<string> Grouping)? Sum(string query)
    {
        return PromQlParser.TryParse(query, PromQlOptions.Template, out var tree, out _) ? Sum(tree) : null;
    }

    private static (string Function, MetricSelector Selector, IReadOnlyList<string> Grouping)? Sum(PromQlExpression tree)
    {
        if (tree is AggregateExpression { Operator: AggregateOperator.Sum, Grouping: null or { IsWithout: false }, Operand: CallExpression { Arguments: [RangeSelector { Offset: null, At: null, Range: DurationPlaceholder { Name: WindowName }, Selector: { Name: { } name } selector }] } call } sum)
        {
            return (call.Function.Name, new MetricSelector(name, selector.Conditions.Select(c => c.Matcher).ToArray()), sum.Grouping?.Labels ?? []);
        }

        return null;
    }
}
