using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>A definition of a manifest, and the rules that are to be loaded for it.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Rules">Its rules in each flavor that they may have been exported in; those of one flavor suffice.</param>
public sealed record DefinedSlo(SloDefinition Definition, IReadOnlyList<IReadOnlyList<ObservedRule>> Rules)
{
    /// <summary>Why there are no rules, or null.</summary>
    public string? Problem { get; init; }
}
