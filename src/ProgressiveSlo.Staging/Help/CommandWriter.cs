using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using ProgressiveSlo.Staging.Cmdlets;
using ProgressiveSlo.Staging.Pages;
using static ProgressiveSlo.Staging.Help.MamlNames;

namespace ProgressiveSlo.Staging.Help;

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
                new XElement(Maml + "description", Paras(page.Synopsis))),
            new XElement(Maml + "description", Paras(page.Description)),
            SyntaxWriter.Write(cmdlet),
            new XElement(Command + "parameters", AllParameters(cmdlet, page).Select(parameters.WriteDetails)),
            new XElement(Command + "inputTypes", Inputs(cmdlet, page)),
            new XElement(Command + "returnValues", Outputs(cmdlet, page)),
            page.Notes.Count > 0 ? new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paras(page.Notes))) : null,
            new XElement(Command + "examples", page.Examples.Select(ExampleWriter.Write)),
            new XElement(Command + "relatedLinks", page.RelatedLinks.Select(Link)));
    }

    // In the order of the page: its writer knows what a reader wants first.
    private static IEnumerable<ParameterModel> AllParameters(CmdletModel cmdlet, CommandPage page) =>
        from parameter in cmdlet.Parameters.Where(p => !p.IsHidden).Concat(CommonParameters.Of(cmdlet))
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

    private static XElement Typed(XName element, TypeModel? declared, DocumentedType documented) => new(
        element,
        new XElement(
            Dev + "type",
            new XElement(Maml + "name", declared?.FullName ?? documented.Name),
            new XElement(Maml + "uri")),
        new XElement(Maml + "description", Paras(documented.Text)));

    private static XElement Link(RelatedLink link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Uri));
}
