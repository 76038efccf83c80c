using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Manifests.Grafana;

namespace ProgressiveSlo.Formats.Manifests.Export;

/// <summary>
/// The mark by which files of an export are known again: only such files are replaced or removed. In YAML it is the first line; in
/// JSON, which has no comments, the uid of the dashboard.
/// </summary>
public static class ExportMarker
{
    /// <summary>The first line of a YAML file of a format.</summary>
    /// <param name="format">The format.</param>
    public static string Line(string format) => "# " + Comment(format);

    /// <summary>What that line says, without the comment sign.</summary>
    /// <param name="format">The format.</param>
    public static string Comment(string format) => $"Made by ProgressiveSlo, format {format}: change the plan and export it again.";

    /// <summary>The text of a file: the document with the mark, which some writers put there themselves.</summary>
    /// <param name="document">The document.</param>
    /// <param name="writer">The format.</param>
    public static string Mark(string document, IManifestWriter writer)
    {
        if (writer is null)
            throw new ArgumentNullException(nameof(writer));
        var line = Line(writer.Format) + "\n";
        return writer.Extension == ".json" || document.StartsWith(line, StringComparison.Ordinal) ? document : line + document;
    }

    /// <summary>What is at the place of a file that is to be written.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="text">What it is to hold.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ManifestFileState StateOf(string path, string text, string format)
    {
        if (FileKinds.IsSpecial(path))
            return ManifestFileState.Foreign;
        if (!FileKinds.IsFile(path))
            return ManifestFileState.Missing;
        if (!Matches(path, format))
            return ManifestFileState.Foreign;
        return File.ReadAllText(path) == text ? ManifestFileState.Current : ManifestFileState.Older;
    }

    /// <summary>Whether a file is of an export of the format.</summary>
    /// <param name="path">Full path of a file.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool Matches(string path, string format)
    {
        if (IsJson(path))
            return DashboardMark.FormatOf(path) == format;
        using var reader = new StreamReader(path);
        return Matches(reader, format);
    }

    /// <summary>Whether a content is of an export of the format.</summary>
    /// <param name="content">The bytes of a file.</param>
    /// <param name="name">Its name, for the extension.</param>
    /// <param name="format">The format.</param>
    internal static bool Matches(byte[] content, string name, string format)
    {
        if (IsJson(name))
            return DashboardMark.FormatOf(content) == format;
        using var reader = new StreamReader(new MemoryStream(content));
        return Matches(reader, format);
    }

    private static bool Matches(StreamReader reader, string format)
    {
        // Only as much as the line has: somebody else's file may be one line without end.
        var line = Line(format);
        var head = new char[line.Length + 2];
        var text = new string(head, 0, reader.ReadBlock(head, 0, head.Length));
        return text.StartsWith(line, StringComparison.Ordinal) && text.Substring(line.Length) is "" or ['\n' or '\r', ..];
    }

    private static bool IsJson(string path) => string.Equals(Path.GetExtension(path), ".json", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What is at the place of a file that is to be written.</summary>
public enum ManifestFileState
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>The very text that is to be written.</summary>
    Current,

    /// <summary>The file of an earlier export of the format.</summary>
    Older,

    /// <summary>Somebody else's file.</summary>
    Foreign,
}
