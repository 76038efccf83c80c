using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Writes rule files as Prometheus loads them: one document, because Prometheus reads several only in part.</summary>
public sealed class PrometheusRuleWriter : RuleWriter
{
    /// <summary>The format's name.</summary>
    public const string Name = "PrometheusRule";

    /// <inheritdoc/>
    public override string Format => Name;

    private protected override string? NamespaceOf(IReadOnlyList<SloDefinition> definitions) => null;

    private protected override void Document(YamlWriter yaml, IReadOnlyList<SloDefinition> definitions, IRuleFlavor flavor, IReadOnlyList<PrometheusRuleGroup> groups)
    {
        yaml.BeginDocument();
        RuleYaml.Write(yaml, groups);
        yaml.EndDocument();
    }
}
