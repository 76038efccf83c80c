using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using ProgressiveSlo.Staging.Pages;
using static ProgressiveSlo.Staging.Help.MamlNames;

namespace ProgressiveSlo.Staging.Help;

/// <summary>Writes one example: the code is what a reader copies, the output stands in the remarks.</summary>
internal static class ExampleWriter
{
    public static XElement Write(DocumentedExample example) => new(
        Command + "example",
        new XElement(Maml + "title", $"---- Example {example.Number}: {example.Title} ----"),
        new XElement(Maml + "introduction", Paras(Introduction(example))),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paras(Remarks(example))));

    // Get-Help prints the code right behind the introduction (it expects a prompt there), so line breaks end it.
    private static IEnumerable<string> Introduction(DocumentedExample example) => example.Introduction.Count == 0
        ? []
        : example.Introduction.SkipLast(1).Append(example.Introduction[^1] + "\n\n");

    // The empty paragraph keeps the next example's title apart.
    private static IEnumerable<string> Remarks(DocumentedExample example)
    {
        IEnumerable<string> output = example.Output is { Length: > 0 } text ? [text] : [];
        return output.Concat(example.Remarks).Append("");
    }
}
