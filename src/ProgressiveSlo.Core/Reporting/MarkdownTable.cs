using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace ProgressiveSlo.Reporting;

/// <summary>Writes tables. Cells may hold any text.</summary>
internal static class MarkdownTable
{
    /// <summary>Writes a table. A column whose heading ends with a colon is aligned to the right; the colon is not shown.</summary>
    public static void Write(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string?>> rows, TextWriter output)
    {
        output.Write($"| {string.Join(" | ", headings.Select(h => h.TrimEnd(':')))} |\n");
        output.Write($"|{string.Join("|", headings.Select(h => h.EndsWith(":", System.StringComparison.Ordinal) ? new string('-', h.Length) + ":" : new string('-', h.Length + 2)))}|\n");
        foreach (var row in rows)
            output.Write($"| {string.Join(" | ", row.Select(Cell))} |\n");
    }

    // 99.9% begins no list inside of a table.
    private static string Cell(string? text) => text is { Length: > 0 } && text.All(c => c is (>= '0' and <= '9') or '.' or '%') ? text : MarkdownText.Escape(text);

    /// <summary>A file and a line: <c>slo/a.yaml(12)</c>.</summary>
    public static string Place(string path, int line) => line == 0 ? path : path + "(" + line.ToString(CultureInfo.InvariantCulture) + ")";
}
