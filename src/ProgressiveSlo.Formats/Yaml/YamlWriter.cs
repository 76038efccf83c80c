using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>
/// Writes one YAML document for people: block style, keys in the order of the calls, quotes only where a reader could mistake the text,
/// each text whole on its line, so that a diff of one sentence is one line. docs/decisions/0016 says why it is not YamlDotNet's emitter;
/// the tests hold it to the same bytes.
/// </summary>
internal sealed class YamlWriter
{
    // A reader need not look further than this for the colon of a key.
    private const int LongestKey = 1000;

    private static readonly char[] Spaces = "                                ".ToCharArray();

    private readonly TextWriter _output;
    private readonly Stack<Block> _outer = new();
    private Block _block;
    private Place _place = Place.Line;

    public YamlWriter(TextWriter output) => _output = output;

    /// <summary>Where the output stands.</summary>
    private enum Place
    {
        /// <summary>At the start of a line.</summary>
        Line,

        /// <summary>After <c>key:</c>, whose value is next.</summary>
        Key,

        /// <summary>After <c>- </c> or the like: the first entry of a block goes on the same line.</summary>
        Dash,
    }

    /// <summary>Writes comment lines above the document; call it before <see cref="BeginDocument"/>.</summary>
    public void Comment(params string[] lines)
    {
        foreach (var line in lines)
            _output.Write("# " + line + "\n");
    }

    /// <summary>Begins the document.</summary>
    /// <param name="marked">Whether to write <c>---</c>, so that documents may follow each other in one stream.</param>
    public void BeginDocument(bool marked = false)
    {
        if (marked)
            _output.Write("---\n");
        _place = Place.Dash;
        Push(isMap: true, 0);
    }

    public void EndDocument() => EndMap();

    public void BeginMap() => Begin(isMap: true);

    public void EndMap() => End(" {}\n");

    public void BeginList() => Begin(isMap: false);

    public void EndList() => End(" []\n");

    public void Key(string key)
    {
        Entry();
        if (key.Length <= LongestKey)
        {
            Scalar(key, PlainScalar.IsSafeKey(key));
            _output.Write(':');
            _place = Place.Key;
        }
        else
        {
            _output.Write("? ");
            Scalar(key, isPlain: false);
            _output.Write('\n');
            Indent(_block.Indent);
            _output.Write(':');
            _output.Write(' ');
            _place = Place.Dash;
        }
    }

    public void Pair(string key, string value)
    {
        Key(key);
        Text(value);
    }

    /// <summary>Writes the pair when there is a value.</summary>
    public void OptionalPair(string key, string? value)
    {
        if (value is not null)
            Pair(key, value);
    }

    public void Pair(string key, decimal value) => PlainPair(key, NumberText.Plain(value));

    public void Pair(string key, double value) => PlainPair(key, NumberText.Plain(value));

    public void Pair(string key, bool value) => PlainPair(key, value ? "true" : "false");

    public void Pair(string key, TimeSpan value) => PlainPair(key, PrometheusDuration.Format(value));

    public void DatePair(string key, DateTime value) => PlainPair(key, UtcTime.DateText(value));

    public void TimePair(string key, DateTime value) => PlainPair(key, UtcTime.Text(value));

    public void Text(string value)
    {
        Value();
        Scalar(value, PlainScalar.IsSafe(value));
        _output.Write('\n');
    }

    /// <summary>Writes a list of texts when there are any.</summary>
    public void Texts(string key, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        Key(key);
        BeginList();
        foreach (var text in texts)
            Text(text);
        EndList();
    }

    /// <summary>Writes text that may have several lines as a block, line by line; text on one line as <see cref="Text"/> does.</summary>
    public void Lines(string value)
    {
        if (value.IndexOf('\n') < 0 || !PlainScalar.IsBlock(value))
        {
            Text(value);
            return;
        }

        Value();
        var isWhole = value[value.Length - 1] == '\n';
        _output.Write(isWhole ? "|\n" : "|-\n");
        foreach (var line in (isWhole ? value.Substring(0, value.Length - 1) : value).Split('\n'))
        {
            if (line.Length > 0)
                Indent(_block.Indent + 2);
            _output.Write(line);
            _output.Write('\n');
        }
    }

    /// <summary>Writes a value that is not a word or number to any reader, such as a duration, without quotes.</summary>
    public void PlainPair(string key, string value)
    {
        Key(key);
        Value();
        _output.Write(value);
        _output.Write('\n');
    }

    private void Begin(bool isMap)
    {
        if (!_block.IsMap)
            Entry();

        // A list below a key stands where the key does, as most tools write it.
        var indent = _place == Place.Key && !isMap ? _block.Indent : _block.Indent + 2;
        _outer.Push(_block);
        Push(isMap, indent);
    }

    private void Push(bool isMap, int indent) =>
        _block = new Block
        {
            IsMap = isMap,
            Indent = indent,
            Start = _place,
            IsEmpty = true,
        };

    private void End(string empty)
    {
        if (_block.IsEmpty)
            _output.Write(_block.Start == Place.Key ? empty : empty.TrimStart());
        _block = _outer.Count > 0 ? _outer.Pop() : default;
        _place = Place.Line;
    }

    /// <summary>Goes to where the next key or item of the block begins, and writes an item's dash.</summary>
    private void Entry()
    {
        if (_block.IsEmpty)
        {
            _block.IsEmpty = false;
            if (_block.Start == Place.Key)
                _output.Write('\n');
            if (_block.Start != Place.Dash)
                Indent(_block.Indent);
        }
        else
        {
            Indent(_block.Indent);
        }

        if (_block.IsMap)
            return;
        _output.Write("- ");
        _place = Place.Dash;
    }

    /// <summary>Goes to where a scalar begins.</summary>
    private void Value()
    {
        if (!_block.IsMap)
            Entry();
        else if (_place == Place.Key)
            _output.Write(' ');
        _place = Place.Line;
    }

    private void Scalar(string text, bool isPlain)
    {
        if (isPlain)
            _output.Write(text);
        else
            QuotedScalar.Write(text, _output);
    }

    private void Indent(int columns)
    {
        for (; columns > Spaces.Length; columns -= Spaces.Length)
            _output.Write(Spaces);
        _output.Write(Spaces, 0, columns);
    }

    /// <summary>A map or list that has begun.</summary>
    private struct Block
    {
        public bool IsMap;
        public int Indent;
        public Place Start;
        public bool IsEmpty;
    }
}
