namespace ProgressiveSlo.Formats.Yaml;

/// <summary>A node of a YAML document and where it stands. Immutable once loaded.</summary>
/// <param name="line">Line, from 1.</param>
/// <param name="column">Column, from 1.</param>
internal abstract class YamlNode(int line, int column)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>What a person would call it.</summary>
    public abstract string Kind { get; }
}

/// <summary>Text, and whether it stood there plain, so that <c>null</c> and <c>"null"</c> stay apart.</summary>
internal sealed class YamlScalar(int line, int column, string value, bool plain) : YamlNode(line, column)
{
    public string Value { get; } = value;

    /// <summary>Whether it stood there without quotes and tags.</summary>
    public bool IsPlain => plain;

    public bool IsNull => plain && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Whether it is the key that takes over the keys of another mapping.</summary>
    public bool IsMerge => plain && Value == "<<";

    public override string Kind => IsNull ? "nothing" : "a single value";
}

/// <summary>A list.</summary>
internal sealed class YamlList(int line, int column, IReadOnlyList<YamlNode> items) : YamlNode(line, column)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>A mapping, in the order of the document, without duplicate keys.</summary>
internal sealed class YamlMap(int line, int column, IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> entries) : YamlNode(line, column)
{
    public IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries { get; } = entries;

    public override string Kind => "a mapping";

    /// <summary>The key itself, which has a place of its own.</summary>
    public YamlScalar? FindKey(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Value == key)
                return entry.Key;
        }

        return null;
    }

    // Maps in manifests are short; a walk beats a dictionary.
    public YamlNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Value == key)
                return entry.Value;
        }

        return null;
    }
}

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
