using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Recognises queries that are nothing but selectors, so that formats which know only selectors can have them.</summary>
internal static class IndicatorShapes
{
    private const string WindowName = ".window";

    public static SloIndicator FromEvents(string partText, string totalText, bool countsGood)
    {
        var (part, total) = (new SliQuery(partText), new SliQuery(totalText));
        if (Sum(part) is { } first && Sum(total) is { } second && first.Grouping.SequenceEqual(second.Grouping))
        {
            if (first.Function == "rate" && second.Function == "rate")
            {
                var ratio = countsGood
                    ? new RatioIndicator(first.Selector, second.Selector)
                    : RatioIndicator.FromBad(first.Selector, second.Selector);

                // Good events of a selector that can be swapped are written as bad ones: rules that count the good ones came of queries.
                if (!countsGood || ratio.FindBad() is null)
                    return ratio.WithGrouping(first.Grouping);
            }

            if (
                countsGood
                && first.Function == "sum_over_time"
                && second.Function == "count_over_time"
                && first.Selector.Equals(second.Selector)
            )
                return new BoolGaugeIndicator(first.Selector) { Grouping = first.Grouping };
        }

        if (!countsGood)
            return QueryIndicator.FromBad(part, total);
        return (SloIndicator?)NativeLatency(part, total) ?? QueryIndicator.FromGood(part, total);
    }

    // histogram_fraction(0, bound, rates) * histogram_count(rates), where the whole is just as the indicator itself has it.
    private static NativeLatencyIndicator? NativeLatency(SliQuery part, SliQuery total)
    {
        if (
            part.Tree
                is not BinaryExpression
                {
                    Operator: BinaryOperator.Multiply,
                    Left: CallExpression
                    {
                        Function.Name: "histogram_fraction",
                        Arguments: [_, NumberLiteral { Value: > 0 and < 1e6 and var bound }, var rates]
                    }
                }
            || Sum(rates) is not { Function: "rate" } sum
        )
        {
            return null;
        }

        var threshold = TimeSpan.FromTicks(
            (long)(
                ProgressiveSlo.Text.NumberText.Exact(bound) * LatencyUnit.InMilliseconds(sum.Selector.Metric) * TimeSpan.TicksPerMillisecond
            )
        );
        if (threshold <= TimeSpan.Zero)
            return null;
        var indicator = new NativeLatencyIndicator(sum.Selector, threshold) { Grouping = sum.Grouping };
        return indicator.Equals(QueryIndicator.FromGood(part, total)) ? indicator : null;
    }

    public static SloIndicator FromErrorRatio(string query) => new RawRatioIndicator(query);

    // sum by (labels) (function(selector[{{.window}}]))
    private static (string Function, MetricSelector Selector, IReadOnlyList<string> Grouping)? Sum(SliQuery query) =>
        query.Tree is { } tree ? Sum(tree) : null;

    private static (string Function, MetricSelector Selector, IReadOnlyList<string> Grouping)? Sum(PromQlExpression tree)
    {
        if (
            tree is AggregateExpression
            {
                Operator: AggregateOperator.Sum,
                Grouping: null or { IsWithout: false },
                Operand: CallExpression
                {
                    Arguments: [
                        RangeSelector
                        {
                            Offset: null,
                            At: null,
                            Extension: RangeExtension.None,
                            Range: DurationPlaceholder { Name: WindowName },
                            Selector: { Name: { } name } selector
                        },
                    ]
                } call
            } sum
        )
        {
            return (
                call.Function.Name,
                new MetricSelector(name, selector.Conditions.Select(c => c.Matcher).ToArray()),
                sum.Grouping?.Labels ?? []
            );
        }

        return null;
    }
}

/// <summary>Takes apart what <see cref="SliExpressions"/> puts together.</summary>
internal static class SliExpressionShapes
{
    /// <summary>The query of <c>-Inf &lt; query &lt; Inf</c>, or null.</summary>
    public static PromQlExpression? Ratio(PromQlExpression tree) =>
        tree
            is BinaryExpression
            {
                Operator: BinaryOperator.Less,
                Left: BinaryExpression { Operator: BinaryOperator.Less, Right: var query }
            }
            ? query
            : null;

    /// <summary>The query of <c>query or 0 * …</c>, or null.</summary>
    public static PromQlExpression? Part(PromQlExpression tree) =>
        tree
            is BinaryExpression
            {
                Operator: BinaryOperator.Or,
                Right: BinaryExpression { Operator: BinaryOperator.Multiply, Left: NumberLiteral { Value: 0 } }
            } choice
            ? WithoutGuard(choice.Left)
            : null;

    /// <summary>The query of <c>query &gt;= 0</c>; the tree itself where it has no such guard.</summary>
    public static PromQlExpression WithoutGuard(PromQlExpression tree) =>
        tree is BinaryExpression { Operator: BinaryOperator.GreaterOrEqual, ReturnsBool: false, Right: NumberLiteral { Value: 0 } } guard
            ? guard.Left
            : tree;
}
