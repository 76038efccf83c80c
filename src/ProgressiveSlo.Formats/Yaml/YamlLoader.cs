using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>
/// Loads YAML documents as trees with positions. Refuses duplicate keys, deep nesting and documents that unfold beyond the limits.
/// </summary>
internal sealed class YamlLoader
{
    // The lint code of a text that is not YAML, or more YAML than anybody means.
    private const string SyntaxCode = "YamlSyntax";

    // One try indents all such lines that follow; each further one is for a place where it lost its way.
    private const int MostTries = 20;

    private const int PieceLength = 8 * 1024;

    // Tags of the core schema that say what the value is anyway.
    private static readonly HashSet<string> _tags = ["!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"];

    private readonly DocumentText _text;
    private readonly string _path;
    private readonly DocumentLimits _limits;
    private readonly Dictionary<AnchorName, (YamlNode Node, long Size)> _anchors = [];
    private readonly Parser _parser;
    private readonly ICollection<DocumentProblem>? _passedOver;
    private readonly TextPool _texts = new();

    // The text to read instead, in which lines of quoted texts are indented as the parser wants them.
    private string? _indented;

    private YamlLoader(DocumentText text, TextReader reader, string path, DocumentLimits limits, ICollection<DocumentProblem>? passedOver)
    {
        _text = text;
        _path = path;
        _limits = limits;
        _passedOver = passedOver;
        _parser = new Parser(reader);
    }

    /// <summary>The documents of a text, in order; empty ones are left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file's name for errors; empty for none.</param>
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="SloDocumentException">The text is not YAML, or not within the limits.</exception>
    public static IReadOnlyList<YamlNode> Load(string text, string path, DocumentLimits limits) =>
        Load(DocumentText.Of(text), path, limits);

    /// <inheritdoc cref="Load(string, string, DocumentLimits)"/>
    public static IReadOnlyList<YamlNode> Load(DocumentText text, string path, DocumentLimits limits) => Read(text, path, limits, null);

    /// <summary>
    /// The documents of a text as far as it can be read: those before the first that is not YAML, and of a key that is duplicated the
    /// first value.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file's name for errors; empty for none.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="problems">Takes what was skipped, and why the reading ended early.</param>
    public static IReadOnlyList<YamlNode> LoadReadable(
        DocumentText text,
        string path,
        DocumentLimits limits,
        ICollection<DocumentProblem> problems
    )
    {
        var documents = new List<YamlNode>();
        try
        {
            return Read(text, path, limits, problems, documents);
        }
        catch (SloDocumentException e)
        {
            foreach (var problem in e.Problems)
                problems.Add(problem);
        }

        return documents;
    }

    private static List<YamlNode> Read(
        DocumentText text,
        string path,
        DocumentLimits limits,
        ICollection<DocumentProblem>? problems,
        List<YamlNode>? documents = null
    )
    {
        documents ??= [];
        for (var tries = 0; ; tries++)
        {
            List<DocumentProblem>? passedOver = problems is null ? null : [];
            using var reader = text.Open();
            var loader = new YamlLoader(text, reader, path, limits, passedOver);
            documents.Clear();
            try
            {
                loader.LoadInto(documents, tries < MostTries);
            }
            finally
            {
                if (loader._indented is null)
                    passedOver?.ForEach(p => problems!.Add(p));
            }

            if (loader._indented is null)
                return documents;
            text = DocumentText.Of(loader._indented);
        }
    }

    private void LoadInto(List<YamlNode> documents, bool mayIndent)
    {
        RejectControlCharacters(_text);
        try
        {
            Documents(documents);
        }
        catch (YamlException e)
        {
            _indented = mayIndent ? QuotedLines.Indent(_text.ToString(), e) : null;
            if (_indented is not null)
                return;

            // The library's exception stays behind: its type must not be seen outside.
            var hint = YamlHint.Create(_text, Line(e.Start), e.Message);
            throw Invalid(
                hint?.Place ?? e.Start,
                hint?.Message ?? "This is not valid YAML: " + Reason(e),
                hint?.Fix ?? "Check the line, and the indentation of the lines before it"
            );
        }
    }

    private void Documents(List<YamlNode> documents)
    {
        Next();
        while (Next() is DocumentStart)
        {
            _anchors.Clear();
            long size = 0;
            Next();
            var root = Node(0, ref size);
            if (root is not YamlScalar { IsNull: true })
                documents.Add(root);
            Next();
        }
    }

    // YAML forbids them, and they do harm wherever the text is shown later.
    private void RejectControlCharacters(DocumentText text)
    {
        using var reader = text.Open();
        var piece = new char[PieceLength];
        int line = 1,
            column = 1;
        var isHalf = false;
        for (int count; (count = reader.Read(piece, 0, piece.Length)) > 0; )
        {
            for (var i = 0; i < count; i++, column++)
            {
                var c = piece[i];
                if (isHalf != char.IsLowSurrogate(c))
                    throw HalfCharacter(line, isHalf ? column - 1 : column);
                isHalf = char.IsHighSurrogate(c);
                if (c == '\n')
                    (line, column) = (line + 1, 0);
                else if (c is (< ' ' and not ('\t' or '\r')) or '\x7f' or (>= '\u0080' and <= '\u009f' and not '\u0085'))
                    throw Invalid(
                        new Mark(0, line, column),
                        "A control character stands here, and YAML has none",
                        "Remove it, or write it as an escape in double quotes"
                    );
            }
        }

        if (isHalf)
            throw HalfCharacter(line, column - 1);
    }

    // Half of a surrogate pair is not text, and nothing can write it again.
    private SloDocumentException HalfCharacter(int line, int column) =>
        Invalid(new Mark(0, line, column), "Half of a character stands here", "Remove it, or write the whole character");

    private ParsingEvent Next()
    {
        bool more;
        try
        {
            more = _parser.MoveNext();
        }
        catch (Exception e)
            when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException or FormatException)
        {
            // On some malformed texts the library trips over itself instead of saying that they are malformed.
            throw Invalid(
                _parser.Current?.End ?? Mark.Empty,
                "This is not valid YAML",
                "Check the line, and the characters on the lines after it"
            );
        }

        if (!more)
            throw new SloDocumentException(
                new DocumentProblem(
                    _path,
                    0,
                    0,
                    new FieldProblem("", "The YAML ends too early", "Check that the file is whole") { Code = SyntaxCode }
                )
            );
        return _parser.Current!;
    }

    // On entry the parser stands on the node's first event, on exit on its last.
    private YamlNode Node(int depth, ref long size)
    {
        var current = _parser.Current!;
        if (depth > _limits.Depth)
            throw Invalid(
                current.Start,
                $"The document is nested more than {_limits.Depth.ToString(CultureInfo.InvariantCulture)} levels deep",
                "Check that it is the right file"
            );

        var before = size++;
        YamlNode node;
        switch (current)
        {
            case AnchorAlias alias:
                if (!_anchors.TryGetValue(alias.Value, out var anchor))
                    throw Invalid(current.Start, $"The alias '{alias.Value.Value}' has no anchor before it", "Write the value itself");
                size += anchor.Size;
                CheckSize(size, current.Start);
                return anchor.Node;
            case NodeEvent { Tag.IsEmpty: false } tagged when !_tags.Contains(tagged.Tag.Value):
                throw Invalid(
                    current.Start,
                    $"The tag '{ProgressiveSlo.Naming.ServiceName.Printable(tagged.Tag.Value)}' is not known here",
                    "Write the value without a tag"
                );
            case Scalar scalar:
                node = new YamlScalar(
                    Line(current.Start),
                    Column(current.Start),
                    _texts.Share(scalar.Value),
                    scalar.Style switch
                    {
                        ScalarStyle.Plain when scalar.Tag.IsEmpty => ScalarForm.Plain,
                        ScalarStyle.Literal or ScalarStyle.Folded => ScalarForm.Block,
                        _ => ScalarForm.Quoted,
                    }
                );
                break;
            case SequenceStart:
                node = List(current.Start, depth, ref size);
                break;
            case MappingStart:
                node = Map(current.Start, depth, ref size);
                break;
            default:
                throw Invalid(current.Start, "Something other than a value stands here", "Check the line");
        }

        CheckSize(size, current.Start);
        if (current is NodeEvent { Anchor.IsEmpty: false } anchored)
            _anchors[anchored.Anchor] = (node, size - before);
        return node;
    }

    private YamlList List(Mark start, int depth, ref long size)
    {
        var items = new List<YamlNode>();
        while (Next() is not SequenceEnd)
            items.Add(Node(depth + 1, ref size));
        return new YamlList(Line(start), Column(start), items.ToArray());
    }

    private YamlMap Map(Mark start, int depth, ref long size)
    {
        var entries = new List<KeyValuePair<YamlScalar, YamlNode>>();
        HashSet<string>? seen = null;
        (Mark Place, YamlNode Value)? merged = null;
        while (Next() is not MappingEnd)
        {
            var place = _parser.Current!.Start;
            if (Node(depth + 1, ref size) is not YamlScalar key)
                throw Invalid(
                    place,
                    "A key is a list or a mapping",
                    YamlHint.IsTemplate(_text, Line(place)) ? YamlHint.Render : "Write a plain word as key"
                );
            var isNew = (seen ??= new HashSet<string>(StringComparer.Ordinal)).Add(key.Value);
            if (!isNew)
                PassOver(
                    Invalid(place, $"The key '{ProgressiveSlo.Naming.ServiceName.Printable(key.Value)}' is duplicated", "Keep one of them")
                );
            Next();
            var value = Node(depth + 1, ref size);
            if (!isNew)
                continue;
            if (key.IsMerge)
                merged = (place, value);
            else
                entries.Add(new KeyValuePair<YamlScalar, YamlNode>(key, value));
        }

        if (merged is { } merge)
            Merge(entries, seen!, merge.Value, merge.Place);
        return new YamlMap(Line(start), Column(start), entries.ToArray());
    }

    // The keys of other mappings, where this one has none of its own; of several the first counts. Source: YAML's merge key, which
    // Sloth, Prometheus and Kubernetes read so.
    private void Merge(List<KeyValuePair<YamlScalar, YamlNode>> entries, HashSet<string> seen, YamlNode value, Mark place)
    {
        foreach (var source in value is YamlList list ? list.Items : [value])
        {
            if (source is not YamlMap map)
                throw Invalid(
                    place,
                    $"'<<' takes the keys of other mappings, and here is {source.Kind}",
                    "Write an alias of a mapping, such as *defaults, or a list of them"
                );
            foreach (var entry in map.Entries)
            {
                if (seen.Add(entry.Key.Value))
                    entries.Add(entry);
            }
        }
    }

    private void PassOver(SloDocumentException problem)
    {
        if (_passedOver is null)
            throw problem;
        _passedOver.Add(problem.Problems[0]);
    }

    private void CheckSize(long size, Mark place)
    {
        if (size > _limits.Nodes)
            throw Invalid(
                place,
                $"The document unfolds to more than {_limits.Nodes.ToString(CultureInfo.InvariantCulture)} values",
                "Write the values out, without aliases that repeat each other"
            );
    }

    private SloDocumentException Invalid(Mark place, string message, string fix) =>
        new(new DocumentProblem(_path, Line(place), Column(place), new FieldProblem("", message, fix) { Code = SyntaxCode }));

    private static string Reason(YamlException e)
    {
        var text = e.InnerException is null ? e.Message : e.InnerException.Message;
        return ProgressiveSlo.Naming.ServiceName.Printable(text.TrimEnd('.'));
    }

    private static int Line(Mark mark) => (int)mark.Line;

    private static int Column(Mark mark) => (int)mark.Column;
}
