using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Manifests.Rules.Pyrra;
using ProgressiveSlo.Formats.Manifests.Rules.Sloth;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Formats.Manifests.Rules.Exact;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>The registry of rule flavors and of generators whose rules are understood.</summary>
internal static class RuleFlavors
{
    private static readonly IRuleFlavor[] _flavors =
    [
        new SlothRules(),
        new ExactRules(),
    ];

    /// <summary>Generators whose rules are turned back into definitions.</summary>
    public static IReadOnlyList<IRuleOrigin> Origins { get; } =
    [
        new SlothRuleOrigin(),
        new PyrraRuleOrigin(),
        new ExactRuleOrigin(),
    ];

    /// <summary>Whether a flavor gives the Kubernetes object around its rules this label.</summary>
    public static bool IsObjectLabel(string name, string value) => _flavors.Any(f => f.ObjectLabels.TryGetValue(name, out var own) && own == value);

    /// <summary>The rules of a flavor.</summary>
    public static IRuleFlavor Of(RuleFlavor flavor) =>
        _flavors.FirstOrDefault(f => f.Flavor == flavor) ?? throw new ArgumentOutOfRangeException(nameof(flavor), flavor, "There are no rules of this flavor.");
}
