using System.Text;

namespace ProgressiveSlo.Formats.Files;

/// <summary>Writes files whole or not at all: to a temporary file in the same folder, flushed to the disk, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>The most bytes of a document that people write and the cmdlets read: a plan, a profile, a template, a migration.</summary>
    public const long MostDocumentBytes = 4 * 1024 * 1024;

    /// <summary>Writes a text file, UTF-8 without byte order mark, lines as the writer makes them.</summary>
    /// <param name="path">Full path of the file; its folder exists. A link is followed: what it leads to is written, and the link
    /// stays.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced; its permissions are kept.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="most">The most bytes that the reader of such a file takes: what nobody could read again is not written.</param>
    /// <param name="packed">Whether to pack the text by gzip.</param>
    /// <exception cref="IOException">The file is there and may not be replaced, the disk is full, ...; whatever was there before is
    /// untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(string path, bool overwrite, Action<TextWriter> write, long most = long.MaxValue, bool packed = false)
    {
        if (write is null)
            throw new ArgumentNullException(nameof(write));
        using var file = TemporaryFile.Write(path, overwrite, flush: true, write, most, packed);
        file.Commit();
    }
}

/// <summary>Adds text at the end of a file that others write to, too, such as those that the agent of a pipeline gives to a step.</summary>
public static class AppendedFile
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Appends text, UTF-8 without byte order mark. It begins on a line of its own, also when the last one before it was left open.
    /// </summary>
    /// <param name="path">Full path of a file that is there.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="IOException">The file is not there, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written to.</exception>
    public static void Append(string path, string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var open = false;
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            open = file.ReadByte() != '\n';
        }

        // One write, so that a second process cannot come between the lines of one value.
        var bytes = _utf8.GetBytes(open ? "\n" + text : text);
        file.Seek(0, SeekOrigin.End);
        file.Write(bytes, 0, bytes.Length);
    }
}
