using System.Text;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Html;

/// <summary>
/// Writes elements of HTML and SVG. It is the one place where texts become part of a page: whatever is given as a text or as the value of
/// an attribute is escaped here. What comes out is well-formed XML, too, so that any reader of XML can check a page.
/// </summary>
internal sealed class HtmlWriter(TextWriter output)
{
    private static readonly HashSet<string> _inline = ["a", "b", "code", "span", "strong", "td", "th", "title", "desc", "text", "tspan"];

    private readonly Stack<string> _open = new();

    /// <summary>Begins an element.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attributes">Names and values by turns; an attribute whose value is null is left out.</param>
    public HtmlWriter Begin(string name, params string?[] attributes)
    {
        WriteTag(name, attributes);
        output.Write('>');
        _open.Push(name);
        return this;
    }

    /// <summary>Ends the element that was begun last.</summary>
    public HtmlWriter End()
    {
        var name = _open.Pop();
        output.Write("</");
        output.Write(name);
        output.Write('>');
        Break(name);
        return this;
    }

    /// <summary>Writes a text, escaped.</summary>
    /// <param name="text">Any text; null is an empty one.</param>
    public HtmlWriter Text(string? text)
    {
        output.Write(HtmlText.Escape(text));
        return this;
    }

    /// <summary>Writes an element that holds a text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">Any text; null is an empty one.</param>
    /// <param name="attributes">Names and values by turns.</param>
    public HtmlWriter Element(string name, string? text, params string?[] attributes) => Begin(name, attributes).Text(text).End();

    /// <summary>Writes an element that holds nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attributes">Names and values by turns.</param>
    public HtmlWriter Empty(string name, params string?[] attributes)
    {
        WriteTag(name, attributes);
        output.Write(" />");
        Break(name);
        return this;
    }

    /// <summary>Writes the content of a script or a style element, which is not escaped: product data, or JSON.</summary>
    /// <param name="text">The content.</param>
    /// <exception cref="InvalidOperationException">It would end its element.</exception>
    public HtmlWriter Content(string text)
    {
        if (text.IndexOf('<') >= 0 || text.IndexOf('&') >= 0)
            throw new InvalidOperationException("The content of a script or style element must hold neither '<' nor '&'.");
        output.Write(text);
        return this;
    }

    private void WriteTag(string name, string?[] attributes)
    {
        output.Write('<');
        output.Write(name);
        for (var i = 0; i + 1 < attributes.Length; i += 2)
        {
            if (attributes[i + 1] is not { } value)
                continue;
            output.Write(' ');
            output.Write(attributes[i]);
            output.Write("=\"");
            output.Write(HtmlText.Escape(value));
            output.Write('"');
        }
    }

    // A line for each block, so that a person can review what changed.
    private void Break(string name)
    {
        if (!_inline.Contains(name))
            output.Write('\n');
    }
}

/// <summary>Text from outside as text of a page.</summary>
internal static class HtmlText
{
    /// <summary>
    /// The text with everything escaped that could begin markup, end an attribute, or change how the text around it reads; and without the
    /// commands that the agent of a pipeline obeys in a page that is printed in a step.
    /// </summary>
    /// <param name="text">Any text; null is an empty one.</param>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (IsPlain(text!))
            return text!;
        var escaped = new StringBuilder(text!.Length + 16);
        var safe = PrintableText.Escape(text.Replace("\r\n", " ").Replace('\n', ' ').Replace('\t', ' '));
        for (var i = 0; i < safe.Length; i++)
        {
            escaped.Append(
                safe[i] switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '"' => "&quot;",
                    '\'' => "&#39;",
                    '#' when i + 1 < safe.Length && safe[i + 1] is '#' or '[' => "&#35;",
                    ':' when i + 1 < safe.Length && safe[i + 1] == ':' => "&#58;",
                    _ => safe[i].ToString(),
                }
            );
        }

        return escaped.ToString();
    }

    // Most texts are names, numbers and dates.
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' or '&' or '<' or '>' or '"' or '\'' or '#' or ':')
                return false;
        }

        return true;
    }
}
