namespace ProgressiveSlo.Formats.Yaml;

/// <summary>Finds where a key stands.</summary>
internal static class YamlPath
{
    /// <summary>
    /// The key at the end of a path, or the last one on the way that is there; the node itself when none is. Of a list the first item
    /// is looked into.
    /// </summary>
    public static YamlNode Below(this YamlNode node, params string[] keys)
    {
        var place = node;
        foreach (var key in keys)
        {
            var inner = node is YamlList { Items.Count: > 0 } list ? list.Items[0] : node;
            if (inner is not YamlMap map || map.FindKey(key) is not { } found)
                break;
            place = found;
            node = map.Find(key)!;
        }

        return place;
    }
}
