using System.Text;

namespace ProgressiveSlo.Formats.Files;

/// <summary>
/// The text of a document, as it came: the bytes of a file, or a string. A large file stays in its own encoding and is decoded piece by
/// piece, since as a string it takes twice as much memory. Whoever reads a small file takes <see cref="ToString"/>.
/// </summary>
internal sealed class DocumentText
{
    private readonly string? _text;
    private readonly byte[] _bytes;
    private readonly int _skip;
    private readonly Encoding _encoding;

    private DocumentText(string? text, byte[] bytes, int skip, Encoding encoding)
    {
        _text = text;
        _bytes = bytes;
        _skip = skip;
        _encoding = encoding;
    }

    /// <summary>The text of a string.</summary>
    public static DocumentText Of(string text) =>
        new(text ?? throw new ArgumentNullException(nameof(text)), [], 0, new UTF8Encoding(false));

    /// <summary>The text of the bytes of a file, which somebody has checked.</summary>
    /// <param name="bytes">All bytes; nobody changes them any more.</param>
    /// <param name="skip">How many of them are the byte order mark.</param>
    /// <param name="encoding">What they are encoded in.</param>
    public static DocumentText Of(byte[] bytes, int skip, Encoding encoding) => new(null, bytes, skip, encoding);

    /// <summary>How many bytes it takes in memory.</summary>
    public long Size => _text is null ? _bytes.Length : 2L * _text.Length;

    /// <summary>A reader of the text from its beginning.</summary>
    public TextReader Open() =>
        _text is not null
            ? new StringReader(_text)
            : new StreamReader(new MemoryStream(_bytes, _skip, _bytes.Length - _skip, writable: false), _encoding, false, 16 * 1024);

    /// <summary>The text in UTF-8, without a mark.</summary>
    public ArraySegment<byte> ToUtf8() =>
        _text is null && _encoding is UTF8Encoding
            ? new ArraySegment<byte>(_bytes, _skip, _bytes.Length - _skip)
            : new ArraySegment<byte>(Encoding.UTF8.GetBytes(ToString()));

    /// <summary>The lines of the text, one after the other, without their line feeds.</summary>
    public IEnumerable<string> Lines()
    {
        using var reader = Open();
        var line = new StringBuilder();
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            if (next != '\n')
            {
                line.Append((char)next);
                continue;
            }

            yield return line.ToString();
            line.Clear();
        }

        yield return line.ToString();
    }

    /// <summary>The whole text.</summary>
    public override string ToString() => _text ?? _encoding.GetString(_bytes, _skip, _bytes.Length - _skip);
}

/// <summary>
/// What a large document leaves in memory when it is let go: its bytes, and then its tree. The runtime collects so much at once only when
/// as much again has been allocated beside it, which is when the peak is twice what is needed.
/// </summary>
internal static class LargeDocument
{
    // Below it, a collection takes more time than it is worth.
    private const long Least = 16 * 1024 * 1024;

    /// <summary>Collects, if the document was large. Nothing refers to it any more.</summary>
    /// <param name="size">Its bytes.</param>
    public static void Release(long size)
    {
        if (size >= Least)
            GC.Collect();
    }
}
