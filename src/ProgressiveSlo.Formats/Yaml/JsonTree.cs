using System.Text;
using System.Text.Json;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>
/// Loads JSON as the tree that YAML has, with positions: several times as fast as a reader of YAML, and with JSON's own rules for
/// characters. Of a key that is duplicated the first value counts.
/// </summary>
internal sealed class JsonTree
{
    private readonly string _path;
    private readonly DocumentLimits _limits;
    private readonly ArraySegment<byte> _utf8;
    private readonly TextPool _texts = new();
    private int _nodes;

    // The line that holds the place asked for last, and where it begins: places are asked for from the top to the bottom.
    private int _line = 1;
    private int _lineStart;
    private int _counted;

    private JsonTree(DocumentText text, string path, DocumentLimits limits)
    {
        _path = path;
        _limits = limits;
        _utf8 = text.ToUtf8();
    }

    /// <summary>The tree of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file's name for errors; empty for none.</param>
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="SloDocumentException">The text is not JSON, or not within the limits.</exception>
    public static YamlNode Load(DocumentText text, string path, DocumentLimits limits) => new JsonTree(text, path, limits).Read();

    private YamlNode Read()
    {
        var reader = new Utf8JsonReader(
            _utf8.AsSpan(),
            new JsonReaderOptions
            {
                MaxDepth = _limits.Depth,
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
            }
        );
        try
        {
            reader.Read();
            var root = Value(ref reader);

            // Throws where something stands behind the end.
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            throw Invalid(
                (int)(e.LineNumber ?? 0) + 1,
                (int)(e.BytePositionInLine ?? 0) + 1,
                "This is not valid JSON",
                "Check the line: a comma, a quote or a bracket may be missing, or it nests too deep"
            );
        }
        catch (InvalidOperationException)
        {
            var (line, column) = Place(reader.TokenStartIndex);
            throw Invalid(line, column, "An escape in the text stands for half of a character", "Remove it, or write the whole character");
        }
    }

    private YamlNode Value(ref Utf8JsonReader reader)
    {
        var (line, column) = Place(reader.TokenStartIndex);
        if (++_nodes > _limits.Nodes)
            throw Invalid(
                line,
                column,
                $"The document has more than {_limits.Nodes.ToString(CultureInfo.InvariantCulture)} values",
                "Check that it is the right file, or split it"
            );
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Map(ref reader, line, column);
            case JsonTokenType.StartArray:
                var items = new List<YamlNode>();
                while (Next(ref reader) != JsonTokenType.EndArray)
                    items.Add(Value(ref reader));
                return new YamlList(line, column, items.ToArray());
            case JsonTokenType.String:
                return new YamlScalar(line, column, _texts.Share(reader.GetString()!), plain: false);
            default:
                return new YamlScalar(line, column, _texts.Share(Encoding.UTF8.GetString(reader.ValueSpan.ToArray())), plain: true);
        }
    }

    private YamlMap Map(ref Utf8JsonReader reader, int line, int column)
    {
        var entries = new List<KeyValuePair<YamlScalar, YamlNode>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            var (keyLine, keyColumn) = Place(reader.TokenStartIndex);
            var key = _texts.Share(reader.GetString()!);
            Next(ref reader);
            var value = Value(ref reader);
            if (seen.Add(key))
                entries.Add(new KeyValuePair<YamlScalar, YamlNode>(new YamlScalar(keyLine, keyColumn, key, plain: false), value));
        }

        return new YamlMap(line, column, entries.ToArray());
    }

    // The reader throws where the text ends too early.
    private static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType;
    }

    private (int Line, int Column) Place(long index)
    {
        for (; _counted < index; _counted++)
        {
            if (_utf8.Array![_utf8.Offset + _counted] == (byte)'\n')
                (_line, _lineStart) = (_line + 1, _counted + 1);
        }

        return (_line, (int)index - _lineStart + 1);
    }

    private SloDocumentException Invalid(int line, int column, string message, string fix) =>
        new(new DocumentProblem(_path, line, column, new FieldProblem("", message, fix) { Code = "DocumentInvalid" }));
}
