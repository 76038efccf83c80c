using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Puts the placeholder of the window back into a query that is known over two windows.</summary>
internal static class WindowFinder
{
    /// <summary>The query with <c>{{.window}}</c> where the two differ; null when they differ in more than the window.</summary>
    /// <param name="narrow">The query over 5m.</param>
    /// <param name="wide">The query over another window.</param>
    /// <param name="window">That window.</param>
    public static string? Template(PromQlExpression narrow, PromQlExpression wide, TimeSpan window)
    {
        var text = PromQlPrinter.Print(narrow);
        var spans = new List<PromQlSpan>();
        var open = new Stack<(PromQlNode Narrow, PromQlNode Wide)>();
        open.Push((PromQlParser.Parse(text), wide));
        while (open.Count > 0)
        {
            var (left, right) = open.Pop();
            if (left is DurationLiteral first && right is DurationLiteral second)
            {
                if (first.Value == second.Value)
                    continue;
                if (first.Value != ExactSlo.Base || second.Value != window)
                    return null;
                spans.Add(first.Span);
                continue;
            }

            var lefts = left.Children;
            var rights = right.Children;
            if (left.GetType() != right.GetType() || lefts.Count != rights.Count)
                return null;
            for (var i = 0; i < lefts.Count; i++)
                open.Push((lefts[i], rights[i]));
        }

        foreach (var span in spans.OrderByDescending(s => s.Start))
            text = text.Substring(0, span.Start) + SliQueries.Window + text.Substring(span.End);
        return text;
    }
}
