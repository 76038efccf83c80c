using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>Puts the placeholder of the window back into expressions that were made from one query.</summary>
internal static class SlothTemplate
{
    /// <summary>
    /// The query of two expressions for two windows: the placeholder stands where one has its window and the other has its own.
    /// A duration that is the same in both is the user's. Null when they differ elsewhere.
    /// </summary>
    public static string? Of(string first, string firstWindow, string second, string secondWindow)
    {
        var text = new StringBuilder(first.Length);
        int i = 0, j = 0;
        while (i < first.Length && j < second.Length)
        {
            if (At(first, i, firstWindow) && At(second, j, secondWindow))
            {
                text.Append(SliQueries.Window);
                i += firstWindow.Length;
                j += secondWindow.Length;
            }
            else if (first[i] == second[j])
            {
                text.Append(first[i]);
                i++;
                j++;
            }
            else
            {
                return null;
            }
        }

        return i == first.Length && j == second.Length ? text.ToString() : null;
    }

    /// <summary>The query of one expression: the placeholder stands for every range of the window's length.</summary>
    public static string Of(string expression, TimeSpan window)
    {
        if (!PromQlParser.TryParse(expression, PromQlOptions.Plain, out var tree, out _))
            return expression;
        var text = new StringBuilder(expression);
        foreach (var range in Ranges(tree).OfType<DurationLiteral>().Where(d => d.Value == window).OrderByDescending(d => d.Span.Start))
            text.Remove(range.Span.Start, range.Span.Length).Insert(range.Span.Start, SliQueries.Window);
        return text.ToString();
    }

    private static IEnumerable<PromQlDuration> Ranges(PromQlExpression tree) => tree.DescendantsAndSelf()
        .Select(n => n is RangeSelector selector ? selector.Range : n is SubqueryExpression subquery ? subquery.Range : null)
        .OfType<PromQlDuration>();

    private static bool At(string text, int index, string window) => string.CompareOrdinal(text, index, window, 0, window.Length) == 0;
}
