using System;
using System.Collections.Generic;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>
/// Lists of Kubernetes objects: kind List, as kubectl writes them, and kinds that end in List, such as PrometheusRuleList, as the
/// API of the cluster writes them. Each item counts as a document of its own.
/// </summary>
internal static class KubernetesList
{
    /// <summary>The items; null when the document is something else.</summary>
    public static IReadOnlyList<YamlNode>? Items(YamlNode root) =>
        root is YamlMap map
        && map.Find("kind") is YamlScalar { IsNull: false } kind
        && kind.Value.EndsWith("List", StringComparison.Ordinal)
        && map.Find("items") is YamlList items
            ? items.Items
            : null;

    /// <summary>Whether the document is such a list and has nothing in it.</summary>
    public static bool IsEmpty(YamlNode root) => Items(root) is { Count: 0 };
}
