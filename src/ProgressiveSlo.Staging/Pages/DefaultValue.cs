using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax.Inlines;

namespace ProgressiveSlo.Staging.Pages;

/// <summary>A parameter's text may end with a line <c>Default: 30d</c>, which help shows in a field of its own.</summary>
internal static class DefaultValue
{
    private const string Prefix = "Default:";

    /// <summary>True for the line break before such a line: it must not be folded into the paragraph above.</summary>
    public static bool StartsAfter(LineBreakInline lineBreak) =>
        lineBreak.NextSibling is LiteralInline literal
        && literal.Content.AsSpan().StartsWith(Prefix, StringComparison.Ordinal);

    public static (IReadOnlyList<string> Text, string? Value) Extract(IReadOnlyList<string> paragraphs)
    {
        if (paragraphs.Count == 0)
            return (paragraphs, null);
        string last = paragraphs[^1];
        int lineStart = last.LastIndexOf('\n') + 1;
        if (!last.AsSpan(lineStart).StartsWith(Prefix, StringComparison.Ordinal))
            return (paragraphs, null);

        IEnumerable<string> rest = paragraphs.SkipLast(1);
        if (lineStart > 0)
            rest = rest.Append(last[..(lineStart - 1)]);
        return (rest.ToList(), last[(lineStart + Prefix.Length)..].Trim());
    }
}
