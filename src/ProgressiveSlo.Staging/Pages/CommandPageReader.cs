using System;
using System.Collections.Generic;
using System.Linq;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using ProgressiveSlo.Staging.Problems;

namespace ProgressiveSlo.Staging.Pages;

/// <summary>Reads one page in the format that docs/cmdlets/README.md describes.</summary>
internal sealed class CommandPageReader
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private readonly List<Problem> _problems;
    private readonly CommandPage _page;
    private readonly PlainText _plain;

    private CommandPageReader(string file, List<Problem> problems)
    {
        _problems = problems;
        _page = new CommandPage { File = file };
        _plain = new PlainText(Report, _page.References.Add);
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
        IReadOnlyList<Part> parts = Part.Split(document, level: 2);
        ReadTitle(parts[0].Blocks);
        foreach (Part section in parts.Skip(1))
        {
            string name = _plain.Line(section.Heading!.Inline);
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

    private void ReadSection(string name, Part section)
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
    private IEnumerable<Part> Entries(Part section)
    {
        IReadOnlyList<Part> parts = Part.Split(section.Blocks, level: 3);
        if (parts[0].Blocks.Count > 0)
            Report(parts[0].Blocks[0].Line + 1, "Text in this section belongs below a heading '### ...'.");
        return parts.Skip(1);
    }

    private DocumentedParameter ReadParameter(Part entry)
    {
        string heading = _plain.Line(entry.Heading!.Inline);
        if (!heading.StartsWith('-'))
            Report(entry.Line, $"A parameter's heading is '### -Name', not '{heading}'.");
        (IReadOnlyList<string> text, string? value) = DefaultValue.Extract(_plain.Paragraphs(entry.Blocks));
        return new DocumentedParameter(heading.TrimStart('-'), entry.Line, text, value);
    }

    private DocumentedType ReadType(Part entry) =>
        new(_plain.Line(entry.Heading!.Inline), entry.Line, _plain.Paragraphs(entry.Blocks));

    private void ReadLinks(Part section)
    {
        foreach (Block block in section.Blocks)
        {
            if (block is not ListBlock list)
            {
                Report(block.Line + 1, "Related links is a list with one link in each item.");
                continue;
            }
            foreach (LinkInline link in list.Descendants<LinkInline>())
            {
                bool isWeb = PlainText.IsWebAddress(link.Url ?? "");
                _page.RelatedLinks.Add(new RelatedLink(_plain.Line(link), isWeb ? link.Url : null));
                if (!isWeb)
                    _page.References.Add(new PageReference(link.Url ?? "", link.Line + 1));
            }
        }
    }

    private void Report(int line, string message) =>
        _problems.Add(new Problem(_page.File, line, ProblemCodes.MalformedPage, message));
}
