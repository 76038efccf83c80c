using System.Collections.Generic;

namespace ProgressiveSlo.Staging.Cmdlets;

/// <summary>One cmdlet, as its class declares it.</summary>
internal sealed record CmdletModel(
    string Verb,
    string Noun,
    bool SupportsShouldProcess,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<TypeModel> OutputTypes,
    IReadOnlyList<ParameterModel> Parameters,
    IReadOnlyList<ParameterSetModel> ParameterSets)
{
    public string Name => Verb + "-" + Noun;
}
