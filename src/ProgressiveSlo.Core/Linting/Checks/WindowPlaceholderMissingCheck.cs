using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Each burn-rate window is measured by the same query with another window. A threshold query has none of its own.</summary>
internal sealed class WindowPlaceholderMissingCheck : QueryCheck
{
    public override string Code => "WindowPlaceholderMissing";

    protected override IEnumerable<(string Message, string? Mend)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        if (query.Role != QueryRole.Threshold && !tree.Descendants().Any(n => n is DurationPlaceholder))
            yield return ("The query has no {{.window}}, so every burn-rate window measures the same", null);
    }
}
