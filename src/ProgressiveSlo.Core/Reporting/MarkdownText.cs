using System;
using System.Text;

namespace ProgressiveSlo.Reporting;

/// <summary>Puts text from outside into Markdown as plain text: nothing in it can start markup, a link or HTML.</summary>
public static class MarkdownText
{
    /// <summary>Escapes a text for a paragraph, a list item or a table cell; it becomes one line.</summary>
    /// <param name="text">Any text; null gives an empty text.</param>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var escaped = new StringBuilder(text!.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
            {
                escaped.Append(' ');
                continue;
            }

            if (NeedsEscape(text, i))
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString().Trim();
    }

    private static bool NeedsEscape(string text, int i) => text[i] switch
    {
        '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '|' or '&' or '~' or '$' => true,

        // Inside a word an underscore is only itself, and names such as production_ready stay readable.
        '_' => i == 0 || i == text.Length - 1 || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(text[i + 1]),

        // A link without brackets: http://..., www., a@b.c. One escaped character is enough to keep it text.
        // And '::' at the start of a line is a command for the runner of GitHub Actions, when a report is printed in a step.
        ':' => (i + 2 < text.Length && text[i + 1] == '/' && text[i + 2] == '/') || (i + 1 < text.Length && text[i + 1] == ':' && IsBlankBefore(text, i)),
        '@' => true,
        '.' => (i >= 3 && string.Compare(text, i - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0) || IsListNumber(text, i),

        // At the start of a line these begin a heading, a list or an underline.
        '#' or '+' or '-' or '=' => IsBlankBefore(text, i),
        ')' => IsListNumber(text, i),
        '!' => i + 1 < text.Length && text[i + 1] == '[',
        _ => false,
    };

    private static bool IsBlankBefore(string text, int i) => string.IsNullOrWhiteSpace(text.Substring(0, i));

    private static bool IsListNumber(string text, int i)
    {
        var start = 0;
        while (start < i && char.IsWhiteSpace(text[start]))
            start++;
        if (start == i)
            return false;
        for (var k = start; k < i; k++)
        {
            if (text[k] is < '0' or > '9')
                return false;
        }

        return true;
    }
}
