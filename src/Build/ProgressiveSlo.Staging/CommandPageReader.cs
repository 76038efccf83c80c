using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ProgressiveSlo.Build;

/// <summary>Reads one page in the format that docs/cmdlets/README.md describes.</summary>
internal sealed class CommandPageReader
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private readonly List<Problem> _problems;
    private readonly CommandPage _page;
    private readonly PageText _plain;

    private CommandPageReader(string file, List<Problem> problems)
    {
        _problems = problems;
        _page = new CommandPage { File = file };
        _plain = new PageText(Report, _page.References.Add);
    }

    /// <param name="file">The page's path as problems shall show it.</param>
    /// <param name="problems">Receives what is wrong with the _page.</param>
    public static CommandPage Read(string file, string markdown, List<Problem> problems)
    {
        var reader = new CommandPageReader(file, problems);
        reader.Read(Markdown.Parse(markdown, _pipeline));
        return reader._page;
    }

    private void Read(MarkdownDocument document)
    {
        var parts = PageSection.Split(document, level: 2);
        ReadTitle(parts[0].Blocks);
        foreach (var section in parts.Skip(1))
        {
            var name = _plain.Line(section.Heading!.Inline);
            if (!_page.SectionLines.TryAdd(name, section.Line))
                Report(section.Line, $"The section '{name}' occurs twice.");
            else
                ReadSection(name, section);
        }
    }

    private void ReadTitle(List<Block> blocks)
    {
        if (blocks.Count == 0 || blocks[0] is not HeadingBlock { Level: 1 } title)
        {
            Report(1, "The page starts with a heading '# Verb-Noun'.");
            return;
        }
        _page.Name = _plain.Line(title.Inline);
        _page.Synopsis = _plain.Paragraphs(blocks.Skip(1));
    }

    private void ReadSection(string name, PageSection section)
    {
        switch (name)
        {
            case SectionNames.Description:
                _page.Description = _plain.Paragraphs(section.Blocks);
                break;
            case SectionNames.Notes:
                _page.Notes = _plain.Paragraphs(section.Blocks);
                break;
            case SectionNames.Parameters:
                _page.Parameters.AddRange(Entries(section).Select(ReadParameter));
                break;
            case SectionNames.Inputs:
                _page.Inputs.AddRange(Entries(section).Select(ReadType));
                break;
            case SectionNames.Outputs:
                _page.Outputs.AddRange(Entries(section).Select(ReadType));
                break;
            case SectionNames.Examples:
                var examples = new ExampleReader(_plain, Report);
                _page.Examples.AddRange(Entries(section).Select((e, i) => examples.Read(e, i + 1)));
                break;
            case SectionNames.RelatedLinks:
                ReadLinks(section);
                break;
            default:
                Report(section.Line, $"A page has no section '{name}'; it may have {string.Join(", ", SectionNames.All)}.");
                break;
        }
    }

    /// <summary>The parts below the level-3 headings of a section; nothing may stand before the first one.</summary>
    private IEnumerable<PageSection> Entries(PageSection section)
    {
        var parts = PageSection.Split(section.Blocks, level: 3);
        if (parts[0].Blocks.Count > 0)
            Report(parts[0].Blocks[0].Line + 1, "Text in this section belongs below a heading '### ...'.");
        return parts.Skip(1);
    }

    private DocumentedParameter ReadParameter(PageSection entry)
    {
        var heading = _plain.Line(entry.Heading!.Inline);
        if (!heading.StartsWith('-'))
            Report(entry.Line, $"A parameter's heading is '### -Name', not '{heading}'.");
        var (text, value) = DefaultValue.Extract(_plain.Paragraphs(entry.Blocks));
        return new DocumentedParameter(heading.TrimStart('-'), entry.Line, text, value);
    }

    private DocumentedType ReadType(PageSection entry) =>
        new(_plain.Line(entry.Heading!.Inline), entry.Line, _plain.Paragraphs(entry.Blocks));

    private void ReadLinks(PageSection section)
    {
        foreach (var block in section.Blocks)
        {
            if (block is not ListBlock list)
            {
                Report(block.Line + 1, "Related links is a list with one link in each item.");
                continue;
            }
            foreach (var link in list.Descendants<LinkInline>())
            {
                var isWeb = PageText.IsWebAddress(link.Url ?? "");
                _page.RelatedLinks.Add(new RelatedLink(_plain.Line(link), isWeb ? link.Url : null));
                if (!isWeb)
                    _page.References.Add(new PageReference(link.Url ?? "", link.Line + 1));
            }
        }
    }

    private void Report(int line, string message) => _problems.Add(new Problem(_page.File, line, ProblemCodes.MalformedPage, message));
}

/// <summary>Reads one example: <c>### 1. Title</c>, prose, the code, perhaps its output, more prose.</summary>
internal sealed class ExampleReader(PageText plain, Action<int, string> report)
{
    public DocumentedExample Read(PageSection entry, int number)
    {
        var blocks = entry.Blocks;
        var code = blocks.FindIndex(b => IsFence(b, "powershell"));
        if (code < 0)
            report(entry.Line, "An example has a fenced block of powershell.");
        var output = code >= 0 && code + 1 < blocks.Count && IsFence(blocks[code + 1], "text") ? code + 1 : -1;
        var after = blocks.Skip(Math.Max(code, output) + 1).ToList();
        foreach (var extra in after.Where(b => IsFence(b, "powershell") || IsFence(b, "text")))
            report(extra.Line + 1, "An example has one powershell block, followed at once by at most one text block.");

        return new DocumentedExample(
            number,
            Title(entry, number),
            entry.Line,
            plain.Paragraphs(blocks.Take(Math.Max(code, 0))),
            code < 0 ? "" : Content(blocks[code]),
            output < 0 ? null : Content(blocks[output]),
            output >= 0 && Arguments(blocks[output]) == "error",
            plain.Paragraphs(after)
        );
    }

    private string Title(PageSection entry, int number)
    {
        var heading = plain.Line(entry.Heading!.Inline);
        var prefix = number.ToString(CultureInfo.InvariantCulture) + ". ";
        if (heading.StartsWith(prefix, StringComparison.Ordinal) && heading.Length > prefix.Length)
            return heading[prefix.Length..];
        report(entry.Line, $"This example's heading is '### {prefix}Title'.");
        return heading;
    }

    private static bool IsFence(Block block, string language) => block is FencedCodeBlock code && code.Info == language;

    private static string Arguments(Block block) => ((FencedCodeBlock)block).Arguments?.Trim() ?? "";

    private static string Content(Block block) => ((FencedCodeBlock)block).Lines.ToString().ReplaceLineEndings("\n").TrimEnd();
}

/// <summary>A parameter's text may end with a line <c>Default: 30d</c>, which help shows in a field of its own.</summary>
internal static class DefaultValue
{
    private const string Prefix = "Default:";

    /// <summary>True for the line break before such a line: it must not be folded into the paragraph above.</summary>
    public static bool StartsAfter(LineBreakInline lineBreak) =>
        lineBreak.NextSibling is LiteralInline literal && literal.Content.AsSpan().StartsWith(Prefix, StringComparison.Ordinal);

    public static (IReadOnlyList<string> Text, string? Value) Extract(IReadOnlyList<string> paragraphs)
    {
        if (paragraphs.Count == 0)
            return (paragraphs, null);
        var last = paragraphs[^1];
        var lineStart = last.LastIndexOf('\n') + 1;
        if (!last.AsSpan(lineStart).StartsWith(Prefix, StringComparison.Ordinal))
            return (paragraphs, null);

        var rest = paragraphs.SkipLast(1);
        if (lineStart > 0)
            rest = rest.Append(last[..(lineStart - 1)]);
        return (rest.ToList(), last[(lineStart + Prefix.Length)..].Trim());
    }
}

/// <summary>A heading and the blocks below it. The part before the first heading has none.</summary>
internal sealed record PageSection(HeadingBlock? Heading, List<Block> Blocks)
{
    public int Line => (Heading?.Line ?? 0) + 1;

    /// <summary>Cuts blocks at the headings of one level. The first part always exists and may be empty.</summary>
    public static IReadOnlyList<PageSection> Split(IEnumerable<Block> blocks, int level)
    {
        var parts = new List<PageSection> { new(null, []) };
        foreach (var block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
                parts.Add(new PageSection(heading, []));
            else
                parts[^1].Blocks.Add(block);
        }
        return parts;
    }
}
