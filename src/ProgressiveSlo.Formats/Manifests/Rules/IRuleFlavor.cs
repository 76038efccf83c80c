using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Makes the rules of definitions in one flavor, whatever they are wrapped in.</summary>
internal interface IRuleFlavor
{
    /// <summary>The flavor.</summary>
    RuleFlavor Flavor { get; }

    /// <summary>The groups of one definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="options">How to write.</param>
    /// <param name="losses">Takes what rules have no place for.</param>
    /// <exception cref="ProgressiveSlo.Errors.ManifestNotWritableException">The definition has no PromQL, or an alert that can never
    /// fire.</exception>
    IEnumerable<PrometheusRuleGroup> Groups(SloDefinition definition, ManifestOptions options, ICollection<ConversionLoss> losses);

    /// <summary>Whether the rules themselves say the namespace of a definition.</summary>
    bool SaysNamespace { get; }

    /// <summary>Labels of the Kubernetes object around the rules.</summary>
    IReadOnlyDictionary<string, string> ObjectLabels { get; }
}

/// <summary>Knows the rules that one generator makes, and turns them back into definitions.</summary>
internal interface IGeneratedRuleReader
{
    /// <summary>The generator's name, for messages.</summary>
    string Name { get; }

    /// <summary>Whether any rule of the document is of this generator.</summary>
    bool Recognises(RuleDocument document);

    /// <summary>
    /// Whether a key of a group beside its name and rules, such as <c>interval</c>, is one that this generator gives it with that value,
    /// and so not a change.
    /// </summary>
    bool Writes(PrometheusRuleGroup group, string key, IReadOnlyList<SloDefinition> definitions);

    /// <summary>Tells the rules of the document that <see cref="Read"/> takes, or reports, from those that it skips.</summary>
    Func<PrometheusRule, bool> Claims(RuleDocument document);

    /// <summary>
    /// Turns rules back into definitions. Rules of other origin are skipped; what belongs to this generator and is incomplete or
    /// changed by hand is a problem with the line of the rule, or a loss of the definition.
    /// </summary>
    void Read(RuleDocument document, ManifestReadResult result);
}
