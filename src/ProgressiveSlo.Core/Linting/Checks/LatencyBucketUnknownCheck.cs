using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A histogram counts at its bucket boundaries alone: another le selects no series.</summary>
internal sealed class LatencyBucketUnknownCheck : QueryCheck
{
    public override string Code => "LatencyBucketUnknown";

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
        if (LatencyBuckets.Threshold(use, out _) is not { } text || LatencyBuckets.Value(text) is not { } threshold)
            return null;
        var buckets = subject.Options.Buckets ?? (LatencyBuckets.IsSeconds(use) ? LatencyBuckets.Client : null);
        if (buckets is null || buckets.Contains(threshold))
            return null;
        var whose = subject.Options.Buckets is null ? "of the Prometheus client libraries" : "given";
        return ($"le=\"{text}\" is none of the buckets {whose} ({string.Join(", ", buckets.Select(NumberText.Plain))})", "Take the threshold from a bucket that the service has, or give the service a bucket at the threshold");
    }
}
