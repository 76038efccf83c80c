using System;
using System.Linq;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>Takes the expression of an error ratio apart: <c>(bad) / (total)</c> for events, <c>(ratio)</c> for a raw ratio. The text of the queries is kept.</summary>
internal static class SlothExpression
{
    private const string Between = ")\n/\n(";

    /// <summary>The indicator, or null when the expression is no PromQL.</summary>
    /// <param name="template">The expression, with the placeholder of the window.</param>
    /// <param name="isOpenSlo">Whether the spec was OpenSLO, of which Sloth makes one ratio of good events.</param>
    public static SloIndicator? Indicator(string template, bool isOpenSlo)
    {
        var text = template.Trim();
        if (SlothQuery.FindError(text) is not null)
            return null;
        if (!isOpenSlo && (AsWritten(text) ?? ByTree(text)) is { } events)
            return events;
        var ratio = Inside(text) is { } inside && SlothQuery.FindError(inside) is null ? inside : text;
        return isOpenSlo && Good(ratio) is { } good ? good : new RawRatioIndicator(ratio);
    }

    private static QueryIndicator? AsWritten(string text)
    {
        if (Inside(text) is not { } inside)
            return null;
        for (var at = inside.IndexOf(Between, StringComparison.Ordinal); at >= 0; at = inside.IndexOf(Between, at + 1, StringComparison.Ordinal))
        {
            var bad = inside.Substring(0, at);
            var total = inside.Substring(at + Between.Length);
            if (SlothQuery.FindError(bad) is null && SlothQuery.FindError(total) is null)
                return QueryIndicator.OfBad(bad, total);
        }

        return null;
    }

    // For expressions whose lines someone has folded: a quotient that no parenthesis holds together.
    private static QueryIndicator? ByTree(string text)
    {
        if (!PromQlParser.TryParse(text, PromQlOptions.Template, out var tree, out _) || tree is not BinaryExpression { Operator: BinaryOperator.Divide, Matching: null } quotient)
            return null;
        var opened = text.Take(quotient.Left.Span.Start).Count(c => c == '(');
        var closed = text.Skip(quotient.Left.Span.End).Take(quotient.Right.Span.Start - quotient.Left.Span.End).Count(c => c == ')');
        return opened == closed ? QueryIndicator.OfBad(Text(text, quotient.Left), Text(text, quotient.Right)) : null;
    }

    private static QueryIndicator? Good(string ratio) =>
        PromQlParser.TryParse(ratio, PromQlOptions.Template, out var tree, out _)
        && tree is BinaryExpression { Operator: BinaryOperator.Subtract, Left: NumberLiteral { Value: 1 }, Right: BinaryExpression { Operator: BinaryOperator.Divide, Matching: null } quotient }
            ? QueryIndicator.OfGood(Text(ratio, quotient.Left), Text(ratio, quotient.Right))
            : null;

    private static string? Inside(string text) => text.Length > 2 && text[0] == '(' && text[text.Length - 1] == ')' ? text.Substring(1, text.Length - 2) : null;

    private static string Text(string text, PromQlNode node) => text.Substring(node.Span.Start, node.Span.Length);
}
