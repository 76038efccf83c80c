using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

/// <summary>
/// Writes rule groups of Mimir and Cortex as files for <c>mimirtool rules sync</c> and <c>cortextool</c>: a namespace of the ruler for each
/// service, and its groups. Source: Grafana Mimir documentation, "Grafana Mimirtool", "Rules".
/// </summary>
public sealed class MimirRuleWriter : RuleWriter
{
    /// <summary>The format's name.</summary>
    public const string Name = RuleForms.RulerFormat;

    /// <summary>The key of the ruler's namespace.</summary>
    internal const string NamespaceKey = RuleForms.RulerKey;

    /// <inheritdoc/>
    public override string Format => Name;

    /// <summary>The namespace of the ruler that the rules of a definition are written to.</summary>
    internal static string RulerNamespace(SloDefinition definition) => ServiceName.Slug(definition.Service);

    // That of the ruler is a name of files, and says nothing of Kubernetes.
    private protected override string? NamespaceOf(IReadOnlyList<SloDefinition> definitions) => null;

    private protected override void Document(YamlWriter yaml, RuleOutput rules)
    {
        yaml.BeginDocument();
        yaml.Pair(NamespaceKey, RulerNamespace(rules.Definitions[0]));
        RuleYaml.Write(yaml, rules.Groups);
        yaml.EndDocument();
    }
}
