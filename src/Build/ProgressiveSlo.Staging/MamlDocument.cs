using System.Text;
using System.Xml;
using System.Xml.Linq;
using static ProgressiveSlo.Build.MamlNames;

namespace ProgressiveSlo.Build;

/// <summary>The help file of an assembly, as bytes that depend on nothing but its content.</summary>
internal static class MamlDocument
{
    public static byte[] Write(IEnumerable<XElement> commands)
    {
        var document = new XDocument(
            new XComment(" Generated from docs/cmdlets. Edit the pages there. "),
            new XElement(MamlNames.Help + "helpItems", new XAttribute("schema", "maml"), commands)
        );

        // The same bytes on every system: no byte order mark, LF.
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.None,
        };
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, settings))
            document.Save(writer);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}

/// <summary>Joins what a cmdlet declares and what its page says into one MAML command.</summary>
internal static class CommandWriter
{
    public static XElement Write(CmdletModel cmdlet, CommandPage page)
    {
        var parameters = new ParameterWriter(page);
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                new XElement(Command + "verb", cmdlet.Verb),
                new XElement(Command + "noun", cmdlet.Noun),
                new XElement(Maml + "description", Paras(page.Synopsis))
            ),
            new XElement(Maml + "description", Paras(page.Description)),
            SyntaxWriter.Write(cmdlet),
            new XElement(Command + "parameters", AllParameters(cmdlet, page).Select(parameters.WriteDetails)),
            new XElement(Command + "inputTypes", Inputs(cmdlet, page)),
            new XElement(Command + "returnValues", Outputs(cmdlet, page)),
            page.Notes.Count > 0 ? new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paras(page.Notes))) : null,
            new XElement(Command + "examples", page.Examples.Select(ExampleWriter.Write)),
            new XElement(Command + "relatedLinks", page.RelatedLinks.Select(Link))
        );
    }

    // In the order of the page: its writer knows what a reader wants first.
    private static IEnumerable<ParameterModel> AllParameters(CmdletModel cmdlet, CommandPage page) =>
        from parameter in cmdlet.Parameters.Where(p => !p.IsHidden).Concat(CommonParameters.For(cmdlet))
        let place = page.Parameters.FindIndex(p => p.Name == parameter.Name)
        orderby place < 0 ? int.MaxValue : place
        select parameter;

    private static IEnumerable<XElement> Inputs(CmdletModel cmdlet, CommandPage page) =>
        from input in page.Inputs
        let declared = cmdlet.Parameters.FirstOrDefault(p => p.TakesPipelineByValue && p.Type.IsCalled(input.Name))?.Type
        select Typed(Command + "inputType", declared, input);

    private static IEnumerable<XElement> Outputs(CmdletModel cmdlet, CommandPage page) =>
        from output in page.Outputs
        let declared = cmdlet.OutputTypes.FirstOrDefault(t => t.IsCalled(output.Name))
        select Typed(Command + "returnValue", declared, output);

    private static XElement Typed(XName element, TypeModel? declared, DocumentedType documented) =>
        new(
            element,
            new XElement(Dev + "type", new XElement(Maml + "name", declared?.FullName ?? documented.Name), new XElement(Maml + "uri")),
            new XElement(Maml + "description", Paras(documented.Text))
        );

    private static XElement Link(RelatedLink link) =>
        new(Maml + "navigationLink", new XElement(Maml + "linkText", link.Text), new XElement(Maml + "uri", link.Uri));
}

/// <summary>Writes command:syntax, one item for each parameter set. Without it Get-Help shows no syntax at all.</summary>
internal static class SyntaxWriter
{
    public static XElement Write(CmdletModel cmdlet) =>
        new(
            Command + "syntax",
            cmdlet.ParameterSets.Select(set => new XElement(
                Command + "syntaxItem",
                new XElement(Maml + "name", cmdlet.Name),
                InSet(cmdlet, set).Select(p => ParameterWriter.WriteSyntax(p, p.In(set.Name)!))
            ))
        );

    private static IEnumerable<ParameterModel> InSet(CmdletModel cmdlet, ParameterSetModel set) =>
        set.Parameters.Concat(CommonParameters.For(cmdlet));
}

/// <summary>Writes one example: the code is what a reader copies, the output stands in the remarks.</summary>
internal static class ExampleWriter
{
    public static XElement Write(DocumentedExample example) =>
        new(
            Command + "example",
            new XElement(Maml + "title", $"---- Example {example.Number}: {example.Title} ----"),
            new XElement(Maml + "introduction", Paras(Introduction(example))),
            new XElement(Dev + "code", example.Code),
            new XElement(Dev + "remarks", Paras(Remarks(example)))
        );

    // Get-Help prints the code right behind the introduction (it expects a prompt there), so line breaks end it.
    private static IEnumerable<string> Introduction(DocumentedExample example) =>
        example.Introduction.Count == 0 ? [] : example.Introduction.SkipLast(1).Append(example.Introduction[^1] + "\n\n");

    // The empty paragraph keeps the next example's title apart.
    private static IEnumerable<string> Remarks(DocumentedExample example)
    {
        IEnumerable<string> output = example.Output is { Length: > 0 } text ? [text] : [];
        return output.Concat(example.Remarks).Append("");
    }
}

/// <summary>The XML namespaces of MAML and the element that all of its texts are made of.</summary>
internal static class MamlNames
{
    public static readonly XNamespace Help = "http://msh";
    public static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static IEnumerable<XElement> Paras(IEnumerable<string> paragraphs) => paragraphs.Select(p => new XElement(Maml + "para", p));

    /// <summary>MAML is read by people who compare builds too: booleans are lower case as in the schema.</summary>
    public static string Text(bool value) => value ? "true" : "false";
}
