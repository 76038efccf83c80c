using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Staging.Cmdlets;

/// <summary>One parameter of a cmdlet with everything that does not depend on the parameter set.</summary>
/// <param name="Sets">How the parameter behaves in each parameter set; one entry named <see cref="AllSets"/> when it is in all.</param>
/// <param name="Values">The only accepted values (an enum or a ValidateSet); empty when any value of the type will do.</param>
internal sealed record ParameterModel(
    string Name,
    TypeModel Type,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Values,
    bool SupportsWildcards,
    bool IsHidden,
    IReadOnlyList<ParameterInSet> Sets)
{
    public const string AllSets = "__AllParameterSets";

    public bool IsSwitch => Type.FullName == "System.Management.Automation.SwitchParameter";

    public bool TakesPipelineByValue => Sets.Any(s => s.ByValue);

    public ParameterInSet? In(string setName) =>
        Sets.FirstOrDefault(s => s.SetName == setName) ?? Sets.FirstOrDefault(s => s.SetName == AllSets);
}
