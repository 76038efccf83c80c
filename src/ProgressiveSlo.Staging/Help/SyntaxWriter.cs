using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using ProgressiveSlo.Staging.Cmdlets;
using static ProgressiveSlo.Staging.Help.MamlNames;

namespace ProgressiveSlo.Staging.Help;

/// <summary>Writes command:syntax, one item for each parameter set. Without it Get-Help shows no syntax at all.</summary>
internal static class SyntaxWriter
{
    public static XElement Write(CmdletModel cmdlet) => new(
        Command + "syntax",
        cmdlet.ParameterSets.Select(set => new XElement(
            Command + "syntaxItem",
            new XElement(Maml + "name", cmdlet.Name),
            InSet(cmdlet, set).Select(p => ParameterWriter.WriteSyntax(p, p.In(set.Name)!)))));

    private static IEnumerable<ParameterModel> InSet(CmdletModel cmdlet, ParameterSetModel set) =>
        set.Parameters.Concat(CommonParameters.Of(cmdlet));
}
