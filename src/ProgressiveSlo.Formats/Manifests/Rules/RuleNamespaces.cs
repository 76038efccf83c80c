using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Says which namespaces the rules of a flavor, in their wrapper, do not keep.</summary>
internal static class RuleNamespaces
{
    /// <param name="flavor">The flavor.</param>
    /// <param name="definitions">What was written.</param>
    /// <param name="kept">The namespace of the object around the rules, or null.</param>
    /// <param name="losses">Takes a loss for each definition of another namespace.</param>
    public static void Lose(IRuleFlavor flavor, IReadOnlyList<SloDefinition> definitions, string? kept, ICollection<SloLoss> losses)
    {
        if (flavor.SaysNamespace)
            return;
        foreach (var definition in definitions)
        {
            if (definition.Namespace == kept)
                continue;
            losses.Add(new SloLoss("namespace", kept is null
                ? $"Rule files of {flavor.Flavor} do not say the namespace"
                : $"The rules of {definition.Id} stand in one object with others, whose namespace is {kept}"));
        }
    }
}
