namespace ProgressiveSlo.Formats.Yaml;

/// <summary>A node of a YAML document and where it stands. Immutable once loaded.</summary>
internal abstract class YamlNode
{
    // A large file has millions of nodes, and each byte of one counts. Files are read up to 64 MiB, so that no line is near 2^28.
    private const int FormBit = 28;

    private readonly int _line;

    /// <summary>Makes a node.</summary>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column, from 1.</param>
    /// <param name="form">How a text is written; of no meaning for others.</param>
    protected YamlNode(int line, int column, ScalarForm form)
    {
        _line = line | (int)form << FormBit;
        Column = column;
    }

    public int Line => _line & ((1 << FormBit) - 1);

    public int Column { get; }

    /// <summary>What a person would call it.</summary>
    public abstract string Kind { get; }

    protected ScalarForm Form => (ScalarForm)(_line >> FormBit);
}

/// <summary>How a text stands in a document.</summary>
internal enum ScalarForm
{
    /// <summary>In quotes, or with a tag that says it is text.</summary>
    Quoted,

    /// <summary>Without quotes and tags.</summary>
    Plain,

    /// <summary>On the lines after a mark, <c>|</c> or <c>&gt;</c>.</summary>
    Block,
}

/// <summary>Text, and whether it stood there plain, so that <c>null</c> and <c>"null"</c> stay apart.</summary>
internal sealed class YamlScalar(int line, int column, string value, ScalarForm form) : YamlNode(line, column, form)
{
    public YamlScalar(int line, int column, string value, bool plain)
        : this(line, column, value, plain ? ScalarForm.Plain : ScalarForm.Quoted) { }

    public string Value { get; } = value;

    /// <summary>Whether it stood there without quotes and tags.</summary>
    public bool IsPlain => Form == ScalarForm.Plain;

    /// <summary>Whether its lines stand below its mark.</summary>
    public bool IsBlock => Form == ScalarForm.Block;

    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Whether it is the key that takes over the keys of another mapping.</summary>
    public bool IsMerge => IsPlain && Value == "<<";

    public override string Kind => IsNull ? "nothing" : "a single value";
}

/// <summary>A list.</summary>
internal sealed class YamlList(int line, int column, IReadOnlyList<YamlNode> items) : YamlNode(line, column, default)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>A mapping, in the order of the document, without duplicate keys.</summary>
internal sealed class YamlMap(int line, int column, KeyValuePair<YamlScalar, YamlNode>[] entries) : YamlNode(line, column, default)
{
    public IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries => entries;

    public override string Kind => "a mapping";

    /// <summary>The key itself, which has a place of its own.</summary>
    public YamlScalar? FindKey(string key)
    {
        foreach (var entry in entries)
        {
            if (entry.Key.Value == key)
                return entry.Key;
        }

        return null;
    }

    // Maps in manifests are short; a walk beats a dictionary.
    public YamlNode? Find(string key)
    {
        foreach (var entry in entries)
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
