using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>
/// Writes a changed document as its file is written: comments, the order of keys, line ends and the byte order mark stay, and only the
/// lines that the change is about are touched. What is written in a way that knows no lines of its own (flow style, anchors, tags) is
/// written anew.
/// </summary>
internal static class EditedDocument
{
    private const char ByteOrderMark = '\ufeff';

    /// <summary>Writes what a file is to hold.</summary>
    /// <param name="path">Full path of the file, which still holds what it did.</param>
    /// <param name="content">What it is to hold.</param>
    /// <param name="read">Reads a document.</param>
    /// <param name="write">Writes a document.</param>
    /// <param name="output">Takes the text.</param>
    public static void Write<T>(string path, T content, Func<string, T> read, Action<T, TextWriter> write, TextWriter output)
    {
        var plain = Text(content, write);
        var there = DocumentFile.ReadUtf8(path, DocumentLimits.Default, out var hasMark);
        output.Write(
            there is not null && Edit(there, plain, read, write) is { } edited ? (hasMark ? ByteOrderMark + edited : edited) : plain
        );
    }

    private static string? Edit<T>(string there, string plain, Func<string, T> read, Action<T, TextWriter> write)
    {
        try
        {
            // Whatever the lines look like, they must say what was meant.
            return YamlEdit.Apply(there, Text(read(there), write), plain) is { } edited && Text(read(edited), write) == plain
                ? edited
                : null;
        }
        catch (SloDocumentException)
        {
            return null;
        }
    }

    private static string Text<T>(T content, Action<T, TextWriter> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        write(content, text);
        return text.ToString();
    }
}
