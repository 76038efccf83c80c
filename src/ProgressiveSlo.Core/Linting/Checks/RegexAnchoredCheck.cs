using System;
using System.Collections.Generic;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Prometheus matches whole values, so the anchors say nothing.</summary>
internal sealed class RegexAnchoredCheck : QueryCheck
{
    public override string Code => "RegexAnchored";

    protected override IEnumerable<(string Message, string? Mend)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        foreach (var node in tree.Descendants())
        {
            if (node is LabelCondition condition && Judge(condition.Matcher) is { } said)
                yield return said;
        }
    }

    private static (string Message, string? Mend)? Judge(LabelMatcher matcher)
    {
        if (matcher.Operator is not ("=~" or "!~") || !(matcher.Value.StartsWith("^", StringComparison.Ordinal) || (matcher.Value.EndsWith("$", StringComparison.Ordinal) && !matcher.Value.EndsWith("\\$", StringComparison.Ordinal))))
            return null;
        return ($"{matcher} has anchors, and Prometheus matches the whole value anyway", "Remove ^ and $; where a part of the value was meant, write .* on its sides");
    }
}
