using System.Collections.Generic;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Takes lists of objects apart: plain ones, and those that kubectl and the API of Kubernetes give.</summary>
internal static class ManifestItems
{
    public static IEnumerable<YamlNode> Of(YamlNode root) => root switch
    {
        YamlList list when !RuleNodes.IsGroups(list) => list.Items,
        _ => KubernetesList.Items(root) ?? [root],
    };
}
