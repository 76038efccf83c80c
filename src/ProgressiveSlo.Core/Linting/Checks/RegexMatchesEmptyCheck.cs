using System.Collections.Generic;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A label that is not there has the empty value. Source: Prometheus documentation, "Time series selectors".</summary>
internal sealed class RegexMatchesEmptyCheck : QueryCheck
{
    public override string Code => "RegexMatchesEmpty";

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
        if (matcher.Operator != "=~" || LabelRegex.Meets(matcher, "") != true)
            return null;
        return matcher.Value is ".*" or "^.*$"
            ? ($"{matcher} selects every series, also those without the label", $"Remove the condition, or write {matcher.Label} != \"\"")
            : ($"{matcher} also selects series without the label, because the expression matches nothing at all", "Remove the empty alternative, or write + for *");
    }
}
