using System.Text;
using ProgressiveSlo.Changes;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Probes;

/// <summary>Takes the output of <c>git cat-file --batch</c> apart: git-cat-file(1), Batch output.</summary>
internal static class BatchOutput
{
    /// <summary>The contents by id; null when an object is missing, is not a file, or the output ends early.</summary>
    /// <param name="bytes">The output.</param>
    public static Dictionary<string, byte[]>? Parse(byte[] bytes)
    {
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var at = 0; at < bytes.Length; )
        {
            var end = Array.IndexOf(bytes, (byte)'\n', at);
            if (end < 0)
                return null;
            var head = Encoding.ASCII.GetString(bytes, at, end - at).Split(' ');
            if (
                head.Length != 3
                || head[1] != "blob"
                || !int.TryParse(head[2], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                || size >= bytes.Length - end - 1
            )
                return null;
            var content = new byte[size];
            Array.Copy(bytes, end + 1, content, 0, size);
            contents[head[0]] = content;
            at = end + 1 + size + 1;
        }

        return contents;
    }
}

/// <summary>The lines of a patch that people read.</summary>
internal static class PatchLines
{
    // Ten times what an export writes; a line of a file that people did not write may be as long as the file.
    private const int LongestLine = 2000;

    private static readonly string[] _noise = ["diff --git ", "index ", "new file mode ", "deleted file mode "];

    /// <summary>The first lines, and how many more there are. Each is printable and holds no command of an agent.</summary>
    /// <param name="patch">The output of git.</param>
    /// <param name="isCut">Whether it ends early.</param>
    /// <param name="most">How many lines are given.</param>
    public static IReadOnlyList<string> Take(string patch, bool isCut, int most)
    {
        var lines = new List<string>();
        var more = 0;
        using var reader = new StringReader(patch);
        while (reader.ReadLine() is { } line)
        {
            if (_noise.Any(n => line.StartsWith(n, StringComparison.Ordinal)))
                continue;
            if (lines.Count < most)
                lines.Add(PrintableText.Escape(line.Length <= LongestLine ? line : line.Substring(0, LongestLine) + "…"));
            else
                more++;
        }

        if (more > 0)
            lines.Add($"There are {(isCut ? "more than " : "")}{NumberText.Plain(more)} more lines; see the changed files.");
        return lines;
    }
}

/// <summary>A line of <c>git ls-tree -l</c>: git-ls-tree(1), Output format.</summary>
/// <param name="Path">The name, or below the tree the path.</param>
/// <param name="Kind">What it is, for anything but a folder.</param>
/// <param name="Id">Id of the object.</param>
/// <param name="Size">Bytes; 0 for anything but a file.</param>
/// <param name="IsTree">Whether it is a folder.</param>
internal sealed record TreeEntry(string Path, SourceEntryKind Kind, string Id, long Size, bool IsTree)
{
    /// <summary>Takes a line apart; null for one of another form.</summary>
    /// <param name="line">mode SP type SP object SP size TAB path.</param>
    public static TreeEntry? Parse(string line)
    {
        var tab = line.IndexOf('\t');
        var parts = tab < 0 ? [] : line.Substring(0, tab).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 4 || !IsId(parts[2]))
            return null;
        var size = long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
        return new TreeEntry(line.Substring(tab + 1), KindOf(parts[0]), parts[2], size, parts[1] == "tree");
    }

    /// <summary>Whether a text is the id of an object.</summary>
    public static bool IsId(string text) => text.Length is 40 or 64 && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    private static SourceEntryKind KindOf(string mode) =>
        mode switch
        {
            "100644" => SourceEntryKind.File,
            "100755" => SourceEntryKind.Executable,
            "120000" => SourceEntryKind.Link,
            "160000" => SourceEntryKind.Submodule,
            _ => SourceEntryKind.Other,
        };
}
