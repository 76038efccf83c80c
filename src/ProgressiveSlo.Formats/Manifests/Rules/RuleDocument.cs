using System.Collections.Generic;
using System.Linq;

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

    /// <summary>All rules, in order.</summary>
    public IEnumerable<PrometheusRule> Rules => Groups.SelectMany(g => g.Rules);
}
