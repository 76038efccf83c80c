using System.Collections.Generic;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Prometheus 3 stores le as 1.0 where version 2 kept 1. Source: Prometheus 3.0 migration guide.</summary>
internal sealed class LatencyBucketSpellingCheck : QueryCheck
{
    public override string Code => "LatencyBucketSpelling";

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
        if (LatencyBuckets.Threshold(use, out var isFixed) is not { } text || !isFixed || LatencyBuckets.Value(text) is null || text.IndexOf('.') >= 0)
            return null;
        return ($"le=\"{text}\" is the spelling of Prometheus 2, and Prometheus 3 stores {text}.0", $"Write le=~\"{text}(\\\\.0)?\", which selects the bucket in both");
    }
}
