using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

/// <summary>Writes rule files as Prometheus loads them: one document, because Prometheus reads several only in part.</summary>
public sealed class PrometheusRuleWriter : RuleWriter
{
    /// <summary>The format's name.</summary>
    public const string Name = "PrometheusRule";

    /// <inheritdoc/>
    public override string Format => Name;

    private protected override string? NamespaceOf(IReadOnlyList<SloDefinition> definitions) => null;

    private protected override void Document(YamlWriter yaml, RuleOutput rules)
    {
        yaml.BeginDocument();
        RuleYaml.Write(yaml, rules.Groups);
        yaml.EndDocument();
    }
}
