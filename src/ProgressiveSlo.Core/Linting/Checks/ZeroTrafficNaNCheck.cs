using System.Collections.Generic;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A ratio that divides by zero without traffic.</summary>
internal sealed class ZeroTrafficNaNCheck : QueryCheck
{
    public override string Code => "ZeroTrafficNaN";

    protected override IEnumerable<(string Message, string? Mend)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        if (query.Role == QueryRole.Ratio && subject.Definition.Indicator is RawRatioIndicator && ZeroTraffic.UnguardedDivisor(tree) is { } divisor)
            yield return ($"Without traffic the query divides by zero, and the NaN stays in every window that holds it: {ServiceName.Printable(divisor.ToString())}", null);
    }
}
