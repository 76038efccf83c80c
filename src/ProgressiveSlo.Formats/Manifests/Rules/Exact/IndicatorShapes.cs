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
                return (countsGood ? new RatioIndicator(first.Selector, second.Selector) : RatioIndicator.OfBad(first.Selector, second.Selector)).With(first.Grouping);
            if (countsGood && first.Function == "sum_over_time" && second.Function == "count_over_time" && first.Selector.Equals(second.Selector))
                return new BoolGaugeIndicator(first.Selector) { Grouping = first.Grouping };
        }

        return countsGood ? QueryIndicator.OfGood(part, total) : QueryIndicator.OfBad(part, total);
    }

    public static SloIndicator OfErrorRatio(string query) => new RawRatioIndicator(query);

    // sum by (labels) (function(selector[{{.window}}]))
    private static (string Function, MetricSelector Selector, IReadOnlyList<string> Grouping)? Sum(string query)
    {
        if (PromQlParser.TryParse(query, PromQlOptions.Template, out var tree, out _)
            && tree is AggregateExpression { Operator: AggregateOperator.Sum, Grouping: null or { IsWithout: false }, Operand: CallExpression { Arguments: [RangeSelector { Offset: null, At: null, Range: DurationPlaceholder { Name: WindowName }, Selector: { Name: { } name } selector }] } call } sum)
        {
            return (call.Function.Name, new MetricSelector(name, selector.Conditions.Select(c => c.Matcher).ToArray()), sum.Grouping?.Labels ?? []);
        }

        return null;
    }
}
