using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>rate is per second and increase is per window: their quotient is off by the seconds of the window.</summary>
internal sealed class RateMismatchCheck : RatioCheck
{
    public override string Code => "RateMismatch";

    protected override IEnumerable<(string Message, string? Fix)> Judge(SelectorPair pair)
    {
        if (Unit(pair.Part.Function) is { } part && Unit(pair.Total.Function) is { } total && part != total)
            yield return (
                $"{pair.Word} is counted by {pair.Part.Function} and {pair.TotalWord} by "
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

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var call in query.Tree.DescendantsAndSelf().OfType<CallExpression>())
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
    // Ends of names of gauges. Sources: Prometheus documentation, "Metric and label naming"; node_exporter, kube-state-metrics.
    private static readonly string[] _ends =
    [
        .. "_ratio _percent _celsius _info _usage _current _in_flight _inflight _in_progress _timestamp_seconds _limit _temperature".Split(
            ' '
        ),
        .. "_length _depth _size _pending _waiting _active _idle _available _unavailable _free _used _capacity _replicas _ready".Split(' '),
        .. "_utilization _lag _backlog _goroutines _threads _load1 _load5 _load15 _open_fds _max_fds _queued _age_seconds _up".Split(' '),
        .. "_created _time_seconds".Split(' '),
    ];

    // Bytes are counted or measured: what is held is measured.
    private static readonly string[] _held =
    [
        .. "mem memory heap stack rss resident working free avail available used usage size limit capacity cache disk".Split(' '),
        .. "buffers cached swap quota volume filesystem".Split(' '),
    ];

    public override string Code => "RateOverGauge";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var use in query.Uses)
        {
            if (Judge(use) is { } said)
                yield return said;
        }
    }

    private static (string Message, string? Fix)? Judge(SelectorUse use)
    {
        if (use.Function is not ("rate" or "irate" or "increase") || use.Metric is not { } metric)
            return null;
        if (RecordedName.IsRateOrRatio(metric))
            return (
                $"{use.Function}() is for counters, and {metric} is a rate already by its name",
                "Use avg_over_time, or the counter itself"
            );
        return IsGauge(metric)
            ? (
                $"{use.Function}() is for counters, and {metric} is a gauge by its name",
                "Use avg_over_time or delta, or the counter that was meant"
            )
            : null;
    }

    private static bool IsGauge(string metric) =>
        metric is "up" or "probe_success" || _ends.Any(e => metric.EndsWith(e, StringComparison.Ordinal)) || IsHeld(metric);

    private static bool IsHeld(string metric) =>
        metric.EndsWith("_bytes", StringComparison.Ordinal)
        && metric.Split('_').Any(w => _held.Any(h => w.StartsWith(h, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>
/// A counter only grows and starts anew when its process does; its value says nothing. Source: Prometheus documentation, "Metric types".
/// </summary>
internal sealed class CounterWithoutRateCheck : QueryCheck
{
    public override string Code => "CounterWithoutRate";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        // Pyrra records how many requests there were ever.
        if (query.Role == QueryRole.Recording && query.Name.StartsWith("pyrra_", StringComparison.Ordinal))
            yield break;
        var asked = AskedForAny(query.Tree);
        foreach (var use in query.Uses)
        {
            if (!asked.Contains(use.Selector) && Judge(use, query.IsOfRule ? "5m" : SliQueries.Window) is { } said)
                yield return said;
        }
    }

    // x_seconds_count > 0 asks whether there was anything to measure.
    private static HashSet<PromQlNode> AskedForAny(PromQlExpression tree) =>
        [
            .. from node in tree.DescendantsAndSelf()
            let comparison = node as BinaryExpression
            where comparison?.Operator == BinaryOperator.Greater && RatioSearch.Constant(comparison.Right) is 0
            where comparison.Left is VectorSelector { Metric: { } metric } && metric.EndsWith("_count", StringComparison.Ordinal)
            select comparison.Left,
        ];

    private static (string Message, string? Fix)? Judge(SelectorUse use, string window)
    {
        if (use.IsRated || use.IsCounted || use.Metric is not { } metric || metric.IndexOf(':') >= 0)
            return null;
        return CounterName.IsCounter(metric)
            ? ($"{metric} is a counter by its name, and its value is used without rate or increase", $"Write rate({metric}[{window}])")
            : null;
    }
}
