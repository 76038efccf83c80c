using ProgressiveSlo.Findings;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>rate is per second and increase is per window: their quotient is off by the seconds of the window.</summary>
internal sealed class RateMismatchCheck : ILintCheck
{
    public string Code => "RateMismatch";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Pair is { } pair && Unit(pair.Part.Function) is { } part && Unit(pair.Total.Function) is { } total && part != total)
            yield return subject.Report(
                Code,
                pair.Field,
                $"{pair.Word} is counted by {pair.Part.Function} and total by "
                    + $"{pair.Total.Function}: one is per second, the other one per window",
                $"Use {pair.Total.Function} in both"
            );
    }

    private static string? Unit(string? function) =>
        function switch
        {
            "rate" or "irate" or "deriv" => "second",
            "increase" or "delta" or "sum_over_time" or "count_over_time" => "window",
            _ => null,
        };
}

/// <summary>A sum of counters falls when one of them starts anew, and rate() takes that for a restart of all.</summary>
internal sealed class RateOfSumCheck : QueryCheck
{
    public override string Code => "RateOfSum";

    protected override IEnumerable<(string Message, string? Fix)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        foreach (var call in tree.DescendantsAndSelf().OfType<CallExpression>())
        {
            if (
                call.Function.Name is "rate" or "irate" or "increase"
                && call.Arguments is [SubqueryExpression { Operand: AggregateExpression aggregate }]
            )
                yield return (
                    $"{call.Function.Name}() of {aggregate.Operator.Symbol()}(...) jumps whenever one of the counters starts again",
                    $"Take the rate first: {aggregate.Operator.Symbol()}({call.Function.Name}(...))"
                );
        }
    }
}

/// <summary>rate() takes each fall of a gauge for a restart of a counter. Source: Prometheus documentation, rate().</summary>
internal sealed class RateOverGaugeCheck : QueryCheck
{
    private static readonly string[] _ends =
    [
        "_ratio",
        "_percent",
        "_celsius",
        "_info",
        "_usage",
        "_current",
        "_in_flight",
        "_in_progress",
        "_timestamp_seconds",
        "_limit",
        "_temperature",
    ];

    public override string Code => "RateOverGauge";

    protected override IEnumerable<(string Message, string? Fix)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        foreach (var use in SelectorUse.All(tree))
        {
            if (Judge(use) is { } said)
                yield return said;
        }
    }

    private static (string Message, string? Fix)? Judge(SelectorUse use)
    {
        if (use.Function is not ("rate" or "irate" or "increase") || use.Metric is not { } metric || !IsGauge(metric))
            return null;
        return (
            $"{use.Function}() is for counters, and {metric} is a gauge by its name",
            "Use avg_over_time or delta, or the counter that was meant"
        );
    }

    private static bool IsGauge(string metric) =>
        metric is "up" or "probe_success" || _ends.Any(e => metric.EndsWith(e, StringComparison.Ordinal));
}

/// <summary>
/// A counter only grows and starts anew when its process does; its value says nothing. Source: Prometheus documentation, "Metric types".
/// </summary>
internal sealed class CounterWithoutRateCheck : QueryCheck
{
    public override string Code => "CounterWithoutRate";

    protected override IEnumerable<(string Message, string? Fix)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        foreach (var use in SelectorUse.All(tree))
        {
            if (Judge(use) is { } said)
                yield return said;
        }
    }

    private static (string Message, string? Fix)? Judge(SelectorUse use)
    {
        if (use.IsRated || use.IsCounted || use.Metric is not { } metric || metric.IndexOf(':') >= 0)
            return null;
        return metric.EndsWith("_total", StringComparison.Ordinal) || metric.EndsWith("_bucket", StringComparison.Ordinal)
            ? (
                $"{metric} is a counter by its name, and its value is used without rate or increase",
                $"Write rate({metric}[{SliQueries.Window}])"
            )
            : null;
    }
}
