using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>rate() takes each fall of a gauge for a restart of a counter. Source: Prometheus documentation, rate().</summary>
internal sealed class RateOverGaugeCheck : QueryCheck
{
    private static readonly string[] _ends = ["_ratio", "_percent", "_celsius", "_info", "_usage", "_current", "_in_flight", "_in_progress", "_timestamp_seconds", "_limit", "_temperature"];

    public override string Code => "RateOverGauge";

    protected override IEnumerable<(string Message, string? Mend)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        foreach (var use in SelectorUse.All(tree))
        {
            if (Judge(use, subject) is { } said)
                yield return said;
        }
    }

    private static (string Message, string? Mend)? Judge(SelectorUse use, LintSubject subject)
    {
        if (use.Function is not ("rate" or "irate" or "increase") || use.Metric is not { } metric || !IsGauge(metric))
            return null;
        return ($"{use.Function}() is for counters, and {metric} is a gauge by its name", "Use avg_over_time or delta, or the counter that was meant");
    }

    private static bool IsGauge(string metric) => metric is "up" or "probe_success" || _ends.Any(e => metric.EndsWith(e, StringComparison.Ordinal));
}
