using System.Linq;
using ProgressiveSlo.Linting;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration;

/// <summary>The namespace of an inventory item.</summary>
internal static class InventoryNamespace
{
    private static readonly string[] _labels = ["namespace", "kubernetes_namespace", "exported_namespace"];

    /// <summary>What the item says, otherwise the one namespace that its rules' labels or its query select; null when that is none or several.</summary>
    public static string? Of(SloInventoryItem item, PromQlExpression? query)
    {
        if (item.Namespace is { } said)
            return said;
        var labels = item.Rules.SelectMany(r => _labels.Where(r.Labels.ContainsKey).Select(l => r.Labels[l]));
        return Only(labels) ?? (query is null ? null : Only(SelectorUse.All(query).SelectMany(u => u.Selector.Conditions).Select(c => c.Matcher)
            .Where(m => m.Operator == "=" && _labels.Contains(m.Label)).Select(m => m.Value)));
    }

    // Labels may be templates, which name nothing.
    private static string? Only(System.Collections.Generic.IEnumerable<string> values) =>
        values.Where(v => v.Length > 0 && v.IndexOf("{{", System.StringComparison.Ordinal) < 0).Distinct().Take(2).ToArray() is [var one] ? one : null;
}
