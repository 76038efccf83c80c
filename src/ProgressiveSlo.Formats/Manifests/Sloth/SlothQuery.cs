using System;
using System.Linq;
using System.Text;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>
/// Queries as Sloth treats them: templates of text, in which <c>{{.window}}</c> is replaced wherever it stands, also inside a name
/// or a string, and which are PromQL after that.
/// </summary>
internal static class SlothQuery
{
    private const string Open = "{{";
    private const string AnyWindow = "1m";

    /// <summary>Whether the window stands anywhere in the query.</summary>
    public static bool HasWindow(string query) => WindowTemplate.Next(query, 0).Start >= 0;

    /// <summary>The query for one window.</summary>
    public static string Render(string query, string window)
    {
        var text = new StringBuilder(query.Length);
        var from = 0;
        for (var place = WindowTemplate.Next(query, 0); place.Start >= 0; place = WindowTemplate.Next(query, from))
        {
            text.Append(query, from, place.Start - from).Append(window);
            from = place.End;
        }

        return text.Append(query, from, query.Length - from).ToString();
    }

    /// <summary>Why Sloth would not take the query for PromQL, or null when it would.</summary>
    public static PromQlSyntaxError? FindError(string query)
    {
        var rendered = Render(query, AnyWindow);
        if (HasOtherPlaceholder(rendered))
        {
            var at = StrayBraces(query);
            var place = PromQlLocation.Of(query, at);
            return new PromQlSyntaxError(at, place.Line, place.Column, "Sloth knows no placeholder but the window", $"Write {SliQueries.Window}, or remove the braces");
        }

        if (PromQlParser.TryParse(rendered, PromQlOptions.Plain, out _, out var error))
            return null;

        // The placeholder is longer than a window, so the place in the text of the user is asked for.
        return PromQlParser.TryParse(query, PromQlOptions.Template, out _, out var own) ? error : own;
    }

    /// <summary>The lint code of a query with an error.</summary>
    public static string CodeOf(string query) => HasOtherPlaceholder(Render(query, AnyWindow)) ? "PlaceholderUnknown" : "PromQlSyntax";

    /// <summary>
    /// A query whose strings are meant to the letter: braces in them that Sloth would take for a placeholder are written as an
    /// escape, which PromQL reads as the same string.
    /// </summary>
    public static string KeepStrings(string query)
    {
        if (query.IndexOf(Open, StringComparison.Ordinal) < 0 || !PromQlParser.TryParse(query, PromQlOptions.Template, out var tree, out _))
            return query;
        var text = new StringBuilder(query);
        var spans = tree.DescendantsAndSelf().Where(n => n is LabelCondition or StringLiteral).Select(n => n.Span);
        foreach (var span in spans.OrderByDescending(s => s.Start))
        {
            // A string between backquotes has no escapes.
            if (query[span.End - 1] != '`')
                text.Replace(Open, "\\x7b{", span.Start, span.Length);
        }

        return text.ToString();
    }

    private static bool HasOtherPlaceholder(string rendered) => rendered.IndexOf(Open, StringComparison.Ordinal) >= 0;

    private static int StrayBraces(string query)
    {
        var from = 0;
        for (var place = WindowTemplate.Next(query, 0); place.Start >= 0; place = WindowTemplate.Next(query, from))
        {
            if (query.IndexOf(Open, from, place.Start - from, StringComparison.Ordinal) is >= 0 and var stray)
                return stray;
            from = place.End;
        }

        return Math.Max(0, query.IndexOf(Open, from, StringComparison.Ordinal));
    }
}
