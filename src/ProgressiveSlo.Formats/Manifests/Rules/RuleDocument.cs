using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>A rule file, or a PrometheusRule object of the operator, as read.</summary>
/// <param name="Document">The document.</param>
/// <param name="Format">PrometheusRule or PrometheusOperator.</param>
/// <param name="Groups">Its groups.</param>
internal sealed record RuleDocument(ManifestDocument Document, string Format, IReadOnlyList<PrometheusRuleGroup> Groups)
{
    /// <summary>Name of the Kubernetes object, or null.</summary>
    public string? ObjectName { get; init; }

    /// <summary>Namespace of the Kubernetes object, or null.</summary>
    public string? ObjectNamespace { get; init; }

    /// <summary>Labels of the Kubernetes object, without those that a generator gives it.</summary>
    public IReadOnlyDictionary<string, string> ObjectLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations of the Kubernetes object.</summary>
    public IReadOnlyDictionary<string, string> ObjectAnnotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys of the document around its groups that no definition has a place for.</summary>
    public IReadOnlyList<SloLoss> Losses { get; init; } = [];

    /// <summary>All rules, in order.</summary>
    public IEnumerable<PrometheusRule> Rules => Groups.SelectMany(g => g.Rules);
}
