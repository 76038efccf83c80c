using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ProgressiveSlo.Build;

/// <summary>
/// Renders Markdown to the plain paragraphs that MAML holds. What it cannot render it reports, so that no text of a
/// page is lost on its way into Get-Help.
/// </summary>
internal sealed class PageText(Action<int, string> report, Action<PageReference> reference)
{
    public IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks)
    {
        var paragraphs = new List<string>();
        foreach (var block in blocks)
            Append(block, "", paragraphs);
        return paragraphs;
    }

    public string Line(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        Append(inlines, text);
        return text.ToString().Trim();
    }

    private void Append(Block block, string indent, List<string> paragraphs)
    {
        switch (block)
        {
            case ParagraphBlock paragraph:
                paragraphs.Add(Indent(indent, Line(paragraph.Inline)));
                break;
            case FencedCodeBlock code:
                paragraphs.Add(Indent(indent, code.Lines.ToString()));
                break;
            case ListBlock list:
                AppendList(list, indent, paragraphs);
                break;
            case LinkReferenceDefinitionGroup:
                break;
            default:
                report(block.Line + 1, $"Help has no form for {Describe(block)}; use paragraphs, lists and fenced code.");
                break;
        }
    }

    // A list becomes one paragraph with a line per item: Get-Help puts an empty line between paragraphs.
    private void AppendList(ListBlock list, string indent, List<string> paragraphs)
    {
        var lines = new List<string>();
        var number = list.IsOrdered && int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.Cast<ListItemBlock>())
        {
            var bullet = list.IsOrdered ? $"{number++}. " : "- ";
            var parts = new List<string>();
            foreach (var block in item)
                Append(block, indent + "  ", parts);
            var text = string.Join('\n', parts);
            lines.Add(indent + bullet + (text.Length > indent.Length + 2 ? text[(indent.Length + 2)..] : ""));
        }
        paragraphs.Add(string.Join('\n', lines));
    }

    private void Append(ContainerInline? container, StringBuilder text)
    {
        for (var inline = container?.FirstChild; inline is not null; inline = inline.NextSibling)
            Append(inline, text);
    }

    private void Append(Inline inline, StringBuilder text)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case LineBreakInline lineBreak:
                text.Append(lineBreak.IsHard || DefaultValue.StartsAfter(lineBreak) ? '\n' : ' ');
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case AutolinkInline autolink:
                text.Append(autolink.Url);
                break;
            case LinkInline { IsImage: false } link:
                AppendLink(link, text);
                break;
            case EmphasisInline emphasis:
                Append(emphasis, text);
                break;
            default:
                report(inline.Line + 1, $"Help has no form for {Describe(inline)}; put a <placeholder> in backticks.");
                break;
        }
    }

    private void AppendLink(LinkInline link, StringBuilder text)
    {
        var start = text.Length;
        Append(link, text);
        if (link.Url is not { Length: > 0 } url)
            return;
        if (!IsWebAddress(url))
            reference(new PageReference(url, link.Line + 1));
        else if (text.ToString(start, text.Length - start) != url)
            text.Append(" (").Append(url).Append(')');
    }

    public static bool IsWebAddress(string url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static string Indent(string indent, string text) =>
        indent.Length == 0 ? text : indent + text.Replace("\n", "\n" + indent, StringComparison.Ordinal);

    private static string Describe(MarkdownObject markdown) =>
        markdown switch
        {
            Table => "a table",
            QuoteBlock => "a quotation",
            HeadingBlock => "a heading at this place",
            HtmlBlock or HtmlInline => "HTML",
            CodeBlock => "an indented code block",
            ThematicBreakBlock => "a rule",
            LinkInline => "an image",
            _ => markdown.GetType().Name,
        };
}
