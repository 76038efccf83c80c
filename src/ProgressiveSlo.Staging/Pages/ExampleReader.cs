using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Markdig.Syntax;

namespace ProgressiveSlo.Staging.Pages;

/// <summary>Reads one example: <c>### 1. Title</c>, prose, the code, perhaps its output, more prose.</summary>
internal sealed class ExampleReader(PlainText plain, Action<int, string> report)
{
    public DocumentedExample Read(Part entry, int number)
    {
        List<Block> blocks = entry.Blocks;
        int code = blocks.FindIndex(b => IsFence(b, "powershell"));
        if (code < 0)
            report(entry.Line, "An example has a fenced block of powershell.");
        int output = code >= 0 && code + 1 < blocks.Count && IsFence(blocks[code + 1], "text") ? code + 1 : -1;
        List<Block> after = blocks.Skip(Math.Max(code, output) + 1).ToList();
        foreach (Block extra in after.Where(b => IsFence(b, "powershell") || IsFence(b, "text")))
            report(extra.Line + 1, "An example has one powershell block, followed at once by at most one text block.");

        return new DocumentedExample(
            number,
            Title(entry, number),
            entry.Line,
            plain.Paragraphs(blocks.Take(Math.Max(code, 0))),
            code < 0 ? "" : Content(blocks[code]),
            output < 0 ? null : Content(blocks[output]),
            output >= 0 && Arguments(blocks[output]) == "error",
            plain.Paragraphs(after));
    }

    private string Title(Part entry, int number)
    {
        string heading = plain.Line(entry.Heading!.Inline);
        string prefix = number.ToString(CultureInfo.InvariantCulture) + ". ";
        if (heading.StartsWith(prefix, StringComparison.Ordinal) && heading.Length > prefix.Length)
            return heading[prefix.Length..];
        report(entry.Line, $"This example's heading is '### {prefix}Title'.");
        return heading;
    }

    private static bool IsFence(Block block, string language) => block is FencedCodeBlock code && code.Info == language;

    private static string Arguments(Block block) => ((FencedCodeBlock)block).Arguments?.Trim() ?? "";

    private static string Content(Block block) => ((FencedCodeBlock)block).Lines.ToString().ReplaceLineEndings("\n").TrimEnd();
}
