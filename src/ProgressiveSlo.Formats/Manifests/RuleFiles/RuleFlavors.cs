using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Manifests.Rules.Exact;
using ProgressiveSlo.Formats.Manifests.Rules.Pyrra;
using ProgressiveSlo.Formats.Manifests.Rules.Sloth;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

/// <summary>The registry of rule flavors and of generators whose rules are understood.</summary>
internal static class RuleFlavors
{
    private static readonly IRuleFlavor[] Flavors = [new SlothRules(), new ExactRules()];

    /// <summary>Generators whose rules are turned back into definitions.</summary>
    public static IReadOnlyList<IGeneratedRuleReader> Readers { get; } =
    [new SlothRuleReader(), new PyrraRuleReader(), new ExactRuleReader()];

    /// <summary>Whether a flavor gives the Kubernetes object around its rules this label.</summary>
    public static bool IsObjectLabel(string name, string value) =>
        Flavors.Any(f => f.ObjectLabels.TryGetValue(name, out var own) && own == value);

    /// <summary>The rules of a flavor.</summary>
    public static IRuleFlavor Get(RuleFlavor flavor) =>
        Flavors.FirstOrDefault(f => f.Flavor == flavor)
        ?? throw new ArgumentOutOfRangeException(nameof(flavor), flavor, "There are no rules of this flavor.");
}
