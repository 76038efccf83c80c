using System.Xml.Linq;
using static ProgressiveSlo.Build.MamlNames;

namespace ProgressiveSlo.Build;

/// <summary>Writes command:parameter, the short form for a syntax line and the long form for the list of parameters.</summary>
internal sealed class ParameterWriter(CommandPage page)
{
    /// <summary>As the parameter is in one parameter set.</summary>
    public static XElement WriteSyntax(ParameterModel parameter, ParameterInSet set)
    {
        var element = Element(parameter, set.Mandatory, set.Position, Pipeline(set.ByValue, set.ByPropertyName));
        element.Add(new XElement(Maml + "name", parameter.Name));
        if (parameter.Values.Count > 0)
            element.Add(
                new XElement(Command + "parameterValueGroup", parameter.Values.Select(v => Value("parameterValue", v, required: false)))
            );
        else if (!parameter.IsSwitch)
            element.Add(Value("parameterValue", parameter.Type.ShortName, required: true));
        return element;
    }

    /// <summary>As the parameter is over all parameter sets: required only when every set that has it requires it.</summary>
    public XElement WriteDetails(ParameterModel parameter)
    {
        var sets = parameter.Sets;
        var element = Element(
            parameter,
            sets.All(s => s.Mandatory),
            sets.Select(s => s.Position).FirstOrDefault(p => p is not null),
            Pipeline(sets.Any(s => s.ByValue), sets.Any(s => s.ByPropertyName))
        );
        var documented = page.Parameters.Find(p => p.Name == parameter.Name);
        element.Add(
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", Paras(Text(parameter, documented))),
            Value("parameterValue", parameter.Type.ShortName, required: !parameter.IsSwitch),
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type.FullName), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", documented?.Default ?? (parameter.IsSwitch ? "False" : "None"))
        );
        return element;
    }

    private static IEnumerable<string> Text(ParameterModel parameter, DocumentedParameter? documented)
    {
        IEnumerable<string> text = documented?.Text ?? CommonParameters.Text(parameter.Name);
        // The list of parameters has no field for the accepted values, only the syntax shows them.
        return parameter.Values.Count > 0 ? text.Append($"Accepted values: {string.Join(", ", parameter.Values)}.") : text;
    }

    private static XElement Element(ParameterModel parameter, bool required, int? position, string pipeline) =>
        new(
            Command + "parameter",
            new XAttribute("required", Text(required)),
            new XAttribute("variableLength", Text(parameter.Type.FullName.EndsWith("[]", StringComparison.Ordinal))),
            new XAttribute("globbing", Text(parameter.SupportsWildcards)),
            new XAttribute("pipelineInput", pipeline),
            new XAttribute("position", position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none")
        );

    private static XElement Value(string name, string text, bool required) =>
        new(Command + name, new XAttribute("required", Text(required)), new XAttribute("variableLength", "false"), text);

    private static string Text(bool value) => MamlNames.Text(value);

    private static string Pipeline(bool byValue, bool byPropertyName) =>
        (byValue, byPropertyName) switch
        {
            (true, true) => "true (ByValue, ByPropertyName)",
            (true, false) => "true (ByValue)",
            (false, true) => "true (ByPropertyName)",
            _ => "false",
        };
}

/// <summary>The parameters that the engine adds to a cmdlet with SupportsShouldProcess, and what help says about them.</summary>
internal static class CommonParameters
{
    private static readonly TypeModel _switch = new("System.Management.Automation.SwitchParameter");

    private static readonly ParameterModel _whatIf = Named("WhatIf", "wi");
    private static readonly ParameterModel _confirm = Named("Confirm", "cf");

    public static IReadOnlyList<ParameterModel> For(CmdletModel cmdlet) => cmdlet.SupportsShouldProcess ? [_whatIf, _confirm] : [];

    public static IReadOnlyList<string> Text(string parameter) =>
        parameter switch
        {
            "WhatIf" => ["Shows what would happen if the cmdlet runs. The cmdlet is not run."],
            "Confirm" => ["Prompts you for confirmation before running the cmdlet."],
            _ => [],
        };

    private static ParameterModel Named(string name, string alias) =>
        new(name, _switch, [alias], [], false, false, [new(ParameterModel.AllSets, null, false, false, false)]);
}
