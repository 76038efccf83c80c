using System.Collections.Generic;
using ProgressiveSlo.Staging.Cmdlets;

namespace ProgressiveSlo.Staging.Help;

/// <summary>The parameters that the engine adds to a cmdlet with SupportsShouldProcess, and what help says about them.</summary>
internal static class CommonParameters
{
    private static readonly TypeModel _switch = new("System.Management.Automation.SwitchParameter");

    private static readonly ParameterModel _whatIf = Named("WhatIf", "wi");
    private static readonly ParameterModel _confirm = Named("Confirm", "cf");

    public static IReadOnlyList<ParameterModel> Of(CmdletModel cmdlet) =>
        cmdlet.SupportsShouldProcess ? [_whatIf, _confirm] : [];

    public static IReadOnlyList<string> Text(string parameter) => parameter switch
    {
        "WhatIf" => ["Shows what would happen if the cmdlet runs. The cmdlet is not run."],
        "Confirm" => ["Prompts you for confirmation before running the cmdlet."],
        _ => [],
    };

    private static ParameterModel Named(string name, string alias) =>
        new(name, _switch, [alias], [], false, false, [new(ParameterModel.AllSets, null, false, false, false, false)]);
}
