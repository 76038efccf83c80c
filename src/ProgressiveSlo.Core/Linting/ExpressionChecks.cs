using ProgressiveSlo.Findings;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>An operator with the same on both sides always gives the same: the same expression, or each series and itself.</summary>
internal sealed class SidesIdenticalCheck : QueryCheck
{
    public override string Code => "SidesIdentical";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var pair in query.Ratios)
        {
            if (SelfRatio.Find(pair) is { } label)
                yield return (
                    $"Both sides keep the label {label}, so that each series of the left side is divided by itself, which is always 1",
                    $"Sum {label} up on both sides, for example sum by (job) (...) / sum by (job) (...)"
                );
        }

        foreach (var node in query.Tree.DescendantsAndSelf())
        {
            if (
                node
                    is BinaryExpression
                    {
                        Left.ValueType: PromQlValueType.InstantVector,
                        Right.ValueType: PromQlValueType.InstantVector,
                        Operator: not (BinaryOperator.Add or BinaryOperator.Multiply),
                    } binary
                && binary.Left.GetType() == binary.Right.GetType()
                && binary.Left is not BinaryExpression { Left: BinaryExpression { Left: BinaryExpression } }
                && PromQlComparer.Instance.Equals(binary.Left, binary.Right)
            )
                yield return ($"Both sides of '{binary.Operator.Symbol()}' are the same expression", null);
        }
    }
}

/// <summary>A quantile is between 0 and 1; the 99th percentile is 0.99.</summary>
internal sealed class QuantileOutOfRangeCheck : QueryCheck
{
    public override string Code => "QuantileOutOfRange";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var node in query.Tree.DescendantsAndSelf())
        {
            var (name, quantile) = node switch
            {
                CallExpression { Function.Name: "histogram_quantile" or "quantile_over_time" } call => (
                    call.Function.Name,
                    RatioSearch.Constant(call.Arguments[0])
                ),
                AggregateExpression { Operator: AggregateOperator.Quantile, Parameter: { } parameter } => (
                    "quantile",
                    RatioSearch.Constant(parameter)
                ),
                _ => ("", null),
            };
            if (quantile is < 0 or > 1)
            {
                var text = quantile.Value.ToString("R", CultureInfo.InvariantCulture);
                yield return (
                    $"{name} of {text} is {(quantile > 1 ? "+Inf" : "-Inf")} always: a quantile is between 0 and 1",
                    quantile is > 1 and <= 100
                        ? $"Write {(quantile.Value / 100).ToString("0.######", CultureInfo.InvariantCulture)}"
                        : "Write a number between 0 and 1"
                );
            }
        }
    }
}

/// <summary>A function that does not count what a counter has counted over the range.</summary>
internal sealed class CounterFunctionCheck : QueryCheck
{
    public override string Code => "CounterFunction";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var use in query.Uses)
        {
            if (use.Metric is not { } metric || metric.IndexOf(':') >= 0 || !IsCounter(metric))
                continue;
            if (use.Function is "delta" or "idelta" or "deriv")
                yield return (
                    $"{use.Function}() is for gauges: when {metric} starts again at zero, the result is far below zero",
                    "Use increase() or rate()"
                );
            else if (use.Function == "irate" && (query.Role == QueryRole.Alert || !query.IsOfRule))
                yield return (
                    $"irate() looks at the last two samples of {metric} alone, whatever the range, so that most of the events are not seen",
                    "Use rate()"
                );
        }
    }

    private static bool IsCounter(string metric) =>
        metric.EndsWith("_total", StringComparison.Ordinal) || metric.EndsWith("_bucket", StringComparison.Ordinal);
}

/// <summary>rate() needs two samples in its range. Source: Prometheus documentation, rate().</summary>
internal sealed class RangeTooShortCheck : QueryCheck
{
    // What Prometheus takes where nothing is set.
    private static readonly TimeSpan _default = TimeSpan.FromMinutes(1);

    public override string Code => "RangeTooShort";

    // A range of the usual interval holds two samples nowhere: that much is sure only where the interval is.
    protected override FindingSeverity? AtLeast(LintQuery query) => query.Options.ScrapeInterval is null ? null : FindingSeverity.Warning;

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        var interval = query.Options.ScrapeInterval ?? _default;
        var least = TimeSpan.FromTicks(interval.Ticks * 2);
        foreach (var node in query.Tree.DescendantsAndSelf())
        {
            if (
                node
                    is CallExpression
                        {
                            Function.Name: "rate"
                                or "irate"
                                or "increase"
                                or "delta"
                                or "idelta"
                                or "deriv"
                                or "predict_linear"
                                or "holt_winters"
                                or "double_exponential_smoothing",
                            Arguments: [RangeSelector range, ..]
                        }
                        and CallExpression call
                && range.Extension == RangeExtension.None
                && range.Range.Fixed is { } width
                && width > TimeSpan.Zero
                && width < least
            )
                yield return (
                    $"{call.Function.Name}() over {PrometheusDuration.Format(width)} holds less than two samples at a scrape interval of "
                        + PrometheusDuration.Format(interval)
                        + $"{(query.Options.ScrapeInterval is null ? ", the default of Prometheus" : "")}",
                    $"Write a range of at least {PrometheusDuration.Format(TimeSpan.FromTicks(interval.Ticks * 4))}, four scrape intervals"
                );
        }
    }
}

/// <summary>Conditions of one selector that no series meets.</summary>
internal sealed class SelectorEmptyCheck : QueryCheck
{
    public override string Code => "SelectorEmpty";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var use in query.Uses)
        {
            if (Contradiction.Find(use) is { } pair)
                yield return (
                    $"{pair.One} and {pair.Other} are never met by one series, so that nothing is selected",
                    $"Write one condition with an alternative, for example {pair.One.Label}=~\"a|b\""
                );
            foreach (var matcher in Outcomes.StatusCodes(use))
            {
                if (matcher.Operator == "=~" && use.Metric?.Contains("grpc") != true && IsNoStatus(matcher))
                    yield return (
                        $"{matcher} matches no status: regular expressions match the whole value, and a status has three digits",
                        $"Write {matcher.Label}=~\"{matcher.Value.TrimEnd('.', '*')}..\""
                    );
            }
        }
    }

    private static bool IsNoStatus(LabelMatcher matcher) =>
        matcher.Value.Length > 0
        && matcher.Value.All(c => AsciiDigit(c) || c is '.' or '[' or ']' or '|' or '-' or '(' or ')')
        && matcher.Value.Any(AsciiDigit)
        && Enumerable
            .Range(0, 600)
            .All(code => LabelMatching.Matches(matcher, (code + 100).ToString(CultureInfo.InvariantCulture)) == false);

    private static bool AsciiDigit(char c) => c is >= '0' and <= '9';
}

/// <summary>Two conditions on one label that exclude each other.</summary>
internal static class Contradiction
{
    /// <summary>The first such conditions of a selector, or null.</summary>
    public static (LabelMatcher One, LabelMatcher Other)? Find(SelectorUse use)
    {
        var conditions = use.Selector.Conditions;
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i].Matcher is not { Operator: "=" } fixedOne)
                continue;
            for (var j = 0; j < conditions.Count; j++)
            {
                var other = conditions[j].Matcher;
                if (i != j && other.Label == fixedOne.Label && LabelMatching.Matches(other, fixedOne.Value) == false)
                    return (fixedOne, other);
            }
        }

        return null;
    }
}
