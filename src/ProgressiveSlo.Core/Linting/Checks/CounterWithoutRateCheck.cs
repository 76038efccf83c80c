using System;
using System.Collections.Generic;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A counter only grows and starts anew when its process does; its value says nothing. Source: Prometheus documentation, "Metric types".</summary>
internal sealed class CounterWithoutRateCheck : QueryCheck
{
    public override string Code => "CounterWithoutRate";

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
        if (use.IsRated || use.IsCounted || use.Metric is not { } metric || metric.IndexOf(':') >= 0)
            return null;
        return metric.EndsWith("_total", StringComparison.Ordinal) || metric.EndsWith("_bucket", StringComparison.Ordinal)
            ? ($"{metric} is a counter by its name, and its value is used without rate or increase", $"Write rate({metric}[{SliQueries.Window}])")
            : null;
    }
}
