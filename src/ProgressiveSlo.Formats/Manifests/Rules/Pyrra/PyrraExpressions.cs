using ProgressiveSlo.Formats.Manifests.Pyrra;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Pyrra;

/// <summary>Reads the expressions of recording rules of Pyrra.</summary>
internal static class PyrraExpressions
{
    /// <summary>The indicator of a burn rate over a range, or null when Pyrra writes no such expression.</summary>
    public static SloIndicator? FromBurnRate(string expression, TimeSpan range)
    {
        if (PromQlParser.ParseOrNull(expression) is not { } tree)
            return null;
        if (PyrraShapes.FromErrorRatio(tree) is not { Range: DurationLiteral literal } found || literal.Value != range)
            return null;
        return found.Indicator is RatioIndicator { Good: { } good } latency ? Latency(good, latency) : found.Indicator;
    }

    /// <summary>The number that an expression is, or null.</summary>
    public static double? Number(string expression) => PromQlParser.ParseOrNull(expression) is NumberLiteral number ? number.Value : null;

    /// <summary>The selector of all events.</summary>
    public static MetricSelector Total(SloIndicator indicator) =>
        indicator switch
        {
            RatioIndicator ratio => ratio.Total,
            NativeLatencyIndicator native => native.Histogram,
            BoolGaugeIndicator gauge => gauge.Metric,
            _ => throw new ArgumentException("Pyrra has no indicator of this type.", nameof(indicator)),
        };

    private static RatioIndicator? Latency(MetricSelector good, RatioIndicator indicator)
    {
        var latency = new RatioIndicator(PyrraLatency.InOneSpelling(good), indicator.Total).WithGrouping(indicator.Grouping);
        return PyrraLatency.Is(latency) ? latency : null;
    }
}

/// <summary>
/// What the expression of a burn-rate alert of Pyrra says:
/// <c>m:burnrate5m{…} &gt; (14 * (1-0.999)) and m:burnrate1h{…} &gt; (14 * (1-0.999))</c>.
/// </summary>
/// <param name="Short">The shorter window.</param>
/// <param name="Long">The longer window.</param>
/// <param name="Factor">The burn rate above which the alert fires.</param>
/// <param name="Target">The target, as ratio.</param>
internal sealed record PyrraAlertExpression(TimeSpan Short, TimeSpan Long, decimal Factor, decimal Target)
{
    private const int Digits = 12;

    /// <summary>Reads an expression; null when it has another shape, or two different thresholds.</summary>
    public static PyrraAlertExpression? Parse(string expression)
    {
        if (PromQlParser.ParseOrNull(expression) is not BinaryExpression { Operator: BinaryOperator.And, Matching: null, Fill: null } both)
            return null;
        return
            Condition(both.Left) is { } left
            && Condition(both.Right) is { } right
            && left.Factor == right.Factor
            && left.Target == right.Target
            ? left.Range <= right.Range
                ? new PyrraAlertExpression(left.Range, right.Range, left.Factor, left.Target)
                : new PyrraAlertExpression(right.Range, left.Range, left.Factor, left.Target)
            : null;
    }

    /// <summary>Whether an expression is <c>absent(selector) == 1</c>.</summary>
    public static bool IsAbsent(string expression) =>
        PromQlParser.ParseOrNull(expression)
            is BinaryExpression
            {
                Operator: BinaryOperator.Equal,
                Left: CallExpression { Function.Name: "absent" },
                Right: NumberLiteral { Value: 1 }
            };

    /// <summary>
    /// A target as Pyrra prints it: percent divided by 100 in binary, so that 99.9 becomes 0.9990000000000001. Null when it is none.
    /// </summary>
    public static decimal? TargetOf(double value)
    {
        if (!(value is > 0 and < 1))
            return null;
        var target = Math.Round(NumberText.Exact(value), Digits);
        return ErrorBudgetArithmetic.IsTarget(target) ? target : null;
    }

    private static (TimeSpan Range, decimal Factor, decimal Target)? Condition(PromQlExpression tree) =>
        tree
            is BinaryExpression
            {
                Operator: BinaryOperator.Greater,
                ReturnsBool: false,
                Left: VectorSelector { Name: { } name, Offset: null, At: null, Extension: RangeExtension.None },
                Right: BinaryExpression { Operator: BinaryOperator.Multiply } product
            }
        && PyrraRecord.Parse(name) is { Kind: PyrraRecordKind.BurnRate } record
        && product
            is {
                Left: NumberLiteral { Value: > 0 and < 1e6 } factor,
                Right: BinaryExpression { Operator: BinaryOperator.Subtract, Left: NumberLiteral { Value: 1 }, Right: NumberLiteral target }
            }
        && TargetOf(target.Value) is { } ratio
            ? (record.Range, NumberText.Exact(factor.Value), ratio)
            : null;
}

/// <summary>A burn-rate alert of Pyrra as read.</summary>
/// <param name="Expression">Its condition.</param>
/// <param name="Severity">Its severity; empty when it has none.</param>
/// <param name="Placed">The rule.</param>
internal sealed record PyrraAlert(PyrraAlertExpression Expression, string Severity, PyrraPlacedRule Placed);
