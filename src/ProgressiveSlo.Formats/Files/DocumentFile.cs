using System.Text;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Formats.Files;

/// <summary>
/// Reads a text file: UTF-8, or UTF-16/32 with a byte order mark. Never more than the limit, never with characters guessed.
/// </summary>
internal static class DocumentFile
{
    private const int SmallBuffer = 81920;
    private const int PieceLength = 8 * 1024;

    public static string Read(string path, string displayPath, DocumentLimits limits) => Open(path, displayPath, limits).ToString();

    /// <summary>The text of a file that may be large, which is decoded piece by piece.</summary>
    public static DocumentText Open(string path, string displayPath, DocumentLimits limits) =>
        Check(ReadBytes(path, displayPath, limits), displayPath);

    /// <summary>The text of a file in UTF-8, and whether it has a byte order mark; null for one in another encoding.</summary>
    public static string? ReadUtf8(string path, DocumentLimits limits, out bool hasMark)
    {
        var bytes = ReadBytes(path, path, limits);
        var (encoding, skip) = Detect(bytes);
        hasMark = skip > 0;
        return encoding is UTF8Encoding ? Check(bytes, path).ToString() : null;
    }

    internal static byte[] ReadBytes(string path, string displayPath, DocumentLimits limits)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return ReadAtMost(stream, displayPath, limits.Bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Invalid(
                displayPath,
                0,
                0,
                "The file cannot be read: " + e.Message.TrimEnd('.'),
                "Check that it exists and that you may read it"
            );
        }
    }

    /// <summary>The text of a file whose bytes came from elsewhere.</summary>
    public static string Decode(byte[] content, string displayPath, DocumentLimits limits) => Open(content, displayPath, limits).ToString();

    /// <summary>The text of a file whose bytes came from elsewhere, which is decoded piece by piece.</summary>
    public static DocumentText Open(byte[] content, string displayPath, DocumentLimits limits)
    {
        if (content is null)
            throw new ArgumentNullException(nameof(content));
        return content.Length <= limits.Bytes ? Check(content, displayPath) : throw TooLarge(displayPath, limits.Bytes);
    }

    private static byte[] ReadAtMost(FileStream stream, string displayPath, long limit)
    {
        if (stream.CanSeek && stream.Length > limit)
            throw TooLarge(displayPath, limit);

        // As long as the file is, so that a large one is in memory once. A device or a pipe has no length: count what comes.
        var buffer = new byte[stream.CanSeek && stream.Length > 0 ? stream.Length : SmallBuffer];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                var next = stream.ReadByte();
                if (next < 0)
                    return buffer;
                Array.Resize(ref buffer, Math.Max(SmallBuffer, (int)Math.Min(2L * buffer.Length, limit + 1)));
                buffer[length++] = (byte)next;
            }

            var count = stream.Read(buffer, length, buffer.Length - length);
            length += count;
            if (length > limit)
                throw TooLarge(displayPath, limit);
            if (count == 0)
            {
                Array.Resize(ref buffer, length);
                return buffer;
            }
        }
    }

    private static SloDocumentException TooLarge(string displayPath, long limit) =>
        Invalid(
            displayPath,
            0,
            0,
            $"The file is larger than {(limit / (1024 * 1024)).ToString(CultureInfo.InvariantCulture)} MiB",
            "Check that it is the right file, or split it"
        );

    // Reads it once to its end, so that whoever reads it later finds nothing but characters.
    private static DocumentText Check(byte[] bytes, string displayPath)
    {
        var (encoding, skip) = Detect(bytes);
        var text = DocumentText.Of(bytes, skip, encoding);
        long zero;
        try
        {
            using var reader = text.Open();
            zero = IndexOfZero(reader);
        }
        catch (DecoderFallbackException)
        {
            throw Undecodable(bytes, skip, encoding, displayPath);
        }

        if (zero < 0)
            return text;
        using var again = text.Open();
        var at = Place(again, zero);
        throw Invalid(
            displayPath,
            at.Line,
            at.Column,
            "The file has a NUL character: it is binary, or UTF-16 without a byte order mark",
            "Save it as UTF-8 text"
        );
    }

    // Only a decoder that has all bytes says where the wrong one is.
    private static SloDocumentException Undecodable(byte[] bytes, int skip, Encoding encoding, string displayPath)
    {
        var index = 0;
        try
        {
            encoding.GetCharCount(bytes, skip, bytes.Length - skip);
        }
        catch (DecoderFallbackException e)
        {
            index = e.Index;
        }

        var (line, column) = Place(bytes, Math.Max(0, index + skip));
        return Invalid(displayPath, line, column, $"The file is not valid {encoding.WebName.ToUpperInvariant()}", "Save it as UTF-8");
    }

    private static long IndexOfZero(TextReader reader)
    {
        var piece = new char[PieceLength];
        long zero = -1,
            before = 0;
        for (int count; (count = reader.Read(piece, 0, piece.Length)) > 0; before += count)
        {
            if (zero < 0 && Array.IndexOf(piece, '\0', 0, count) is >= 0 and var at)
                zero = before + at;
        }

        return zero;
    }

    private static (Encoding Encoding, int Skip) Detect(byte[] bytes)
    {
        bool Starts(params byte[] mark)
        {
            if (bytes.Length < mark.Length)
                return false;
            for (var i = 0; i < mark.Length; i++)
            {
                if (bytes[i] != mark[i])
                    return false;
            }

            return true;
        }

        if (Starts(0xEF, 0xBB, 0xBF))
            return (new UTF8Encoding(false, true), 3);
        if (Starts(0xFF, 0xFE, 0, 0))
            return (new UTF32Encoding(false, false, true), 4);
        if (Starts(0xFF, 0xFE))
            return (new UnicodeEncoding(false, false, true), 2);
        return Starts(0xFE, 0xFF) ? (new UnicodeEncoding(true, false, true), 2) : (new UTF8Encoding(false, true), 0);
    }

    private static (int Line, int Column) Place(byte[] bytes, int index)
    {
        int line = 1,
            column = 1;
        for (var i = 0; i < index && i < bytes.Length; i++)
            (line, column) = bytes[i] == '\n' ? (line + 1, 1) : (line, column + 1);
        return (line, column);
    }

    private static (int Line, int Column) Place(TextReader text, long index)
    {
        int line = 1,
            column = 1;
        for (; index > 0; index--)
            (line, column) = text.Read() == '\n' ? (line + 1, 1) : (line, column + 1);
        return (line, column);
    }

    private static SloDocumentException Invalid(string path, int line, int column, string message, string fix) =>
        new(new DocumentProblem(path, line, column, new FieldProblem("", message, fix)));
}

/// <summary>
/// How much a document may ask of us. Real files stay far below; a hostile one is refused before it costs memory or time.
/// </summary>
internal sealed record DocumentLimits
{
    public static DocumentLimits Default { get; } = new();

    /// <summary>Bytes of a file.</summary>
    public long Bytes { get; init; } = AtomicFile.MostDocumentBytes;

    /// <summary>Nesting of lists and mappings.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Nodes after every alias is followed, so that a few lines cannot stand for billions.</summary>
    public int Nodes { get; init; } = 500_000;
}
