using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A range with a window of its own beside {{.window}} measures another stretch of time.</summary>
internal sealed class WindowMixedCheck : QueryCheck
{
    public override string Code => "WindowMixed";

    protected override IEnumerable<(string Message, string? Mend)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        var ranges = Ranges(tree);
        if (!tree.Descendants().Any(n => n is DurationPlaceholder))
            yield break;
        foreach (var range in ranges)
            yield return ($"[{range}] stays the same while {{{{.window}}}} changes, so that the query compares two stretches of time", "Write [{{.window}}]");
    }

    // What is below a subquery is sampled over the subquery's own range.
    private static List<PromQlDuration> Ranges(PromQlExpression tree)
    {
        var ranges = new List<PromQlDuration>();
        var open = new Stack<PromQlNode>();
        open.Push(tree);
        while (open.Count > 0)
        {
            var node = open.Pop();
            var fixedRange = node switch
            {
                RangeSelector { Range: DurationLiteral range } => range,
                SubqueryExpression { Range: DurationLiteral range } => range,
                _ => null,
            };
            if (fixedRange is not null)
                ranges.Add(fixedRange);
            if (node is SubqueryExpression or RangeSelector)
                continue;
            foreach (var child in node.Children)
                open.Push(child);
        }

        return ranges;
    }
}
