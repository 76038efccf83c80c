using System.Text;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>
/// Takes the expression of an error ratio apart: <c>(bad) / (total)</c> for events, <c>(ratio)</c> for a raw ratio. The text of the queries
/// is kept.
/// </summary>
internal static class SlothExpression
{
    private const string Between = ")\n/\n(";

    /// <summary>The indicator, or null when the expression is not PromQL.</summary>
    /// <param name="template">The expression, with the placeholder of the window.</param>
    /// <param name="isOpenSlo">Whether the spec was OpenSLO, of which Sloth makes one ratio of good events.</param>
    public static SloIndicator? Indicator(string template, bool isOpenSlo)
    {
        var text = template.Trim();
        var query = new SliQuery(text);
        if (SlothQuery.FindError(query) is not null)
            return null;
        if (!isOpenSlo && (AsWritten(text) ?? ByTree(query)) is { } events)
            return events;
        var ratio = SliQuery.From(Inside(text)) is { } inside && SlothQuery.FindError(inside) is null ? inside : query;
        return isOpenSlo && Good(ratio) is { } good ? good : new RawRatioIndicator(ratio);
    }

    private static QueryIndicator? AsWritten(string text)
    {
        if (Inside(text) is not { } inside)
            return null;
        for (
            var at = inside.IndexOf(Between, StringComparison.Ordinal);
            at >= 0;
            at = inside.IndexOf(Between, at + 1, StringComparison.Ordinal)
        )
        {
            var bad = new SliQuery(inside.Substring(0, at));
            var total = new SliQuery(inside.Substring(at + Between.Length));
            if (SlothQuery.FindError(bad) is null && SlothQuery.FindError(total) is null)
                return QueryIndicator.FromBad(bad, total);
        }

        return null;
    }

    // For expressions whose lines someone has folded: a quotient that no parenthesis holds together.
    private static QueryIndicator? ByTree(SliQuery query)
    {
        if (query.Tree is not BinaryExpression { Operator: BinaryOperator.Divide, Matching: null, Fill: null } quotient)
            return null;
        var text = query.Text;
        var opened = text.Take(quotient.Left.Span.Start).Count(c => c == '(');
        var closed = text.Skip(quotient.Left.Span.End).Take(quotient.Right.Span.Start - quotient.Left.Span.End).Count(c => c == ')');
        return opened == closed ? QueryIndicator.FromBad(Text(text, quotient.Left), Text(text, quotient.Right)) : null;
    }

    private static QueryIndicator? Good(SliQuery ratio) =>
        ratio.Tree
            is BinaryExpression
            {
                Operator: BinaryOperator.Subtract,
                Left: NumberLiteral { Value: 1 },
                Right: BinaryExpression { Operator: BinaryOperator.Divide, Matching: null, Fill: null } quotient
            }
            ? QueryIndicator.FromGood(Text(ratio.Text, quotient.Left), Text(ratio.Text, quotient.Right))
            : null;

    private static string? Inside(string text) =>
        text.Length > 2 && text[0] == '(' && text[text.Length - 1] == ')' ? text.Substring(1, text.Length - 2) : null;

    private static string Text(string text, PromQlNode node) => text.Substring(node.Span.Start, node.Span.Length);
}

/// <summary>Puts the placeholder of the window back into expressions that were made from one query.</summary>
internal static class SlothTemplate
{
    /// <summary>
    /// The query of two expressions for two windows: the placeholder stands where one has its window and the other has its own.
    /// A duration that is the same in both is the user's. Null when they differ elsewhere.
    /// </summary>
    public static string? Recover(string first, string firstWindow, string second, string secondWindow)
    {
        var text = new StringBuilder(first.Length);
        int i = 0,
            j = 0;
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
    public static string Recover(string expression, TimeSpan window)
    {
        if (PromQlParser.ParseOrNull(expression) is not { } tree)
            return expression;
        var text = new StringBuilder(expression);
        foreach (var range in Ranges(tree).OfType<DurationLiteral>().Where(d => d.Value == window).OrderByDescending(d => d.Span.Start))
            text.Remove(range.Span.Start, range.Span.Length).Insert(range.Span.Start, SliQueries.Window);
        return text.ToString();
    }

    private static IEnumerable<PromQlDuration> Ranges(PromQlExpression tree) =>
        tree.DescendantsAndSelf()
            .Select(n =>
                n is RangeSelector selector ? selector.Range
                : n is SubqueryExpression subquery ? subquery.Range
                : null
            )
            .OfType<PromQlDuration>();

    private static bool At(string text, int index, string window) => string.CompareOrdinal(text, index, window, 0, window.Length) == 0;
}
