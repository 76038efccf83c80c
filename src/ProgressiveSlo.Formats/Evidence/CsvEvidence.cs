using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Csv;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>Rows of counts in CSV.</summary>
internal static class CsvEvidence
{
    public static void Read(string text, RowReader rows)
    {
        var csv = new CsvReader(text, (line, column, message, mend) => rows.Refuse(line, column, "", message, mend));
        if (csv.Row() is not { } header)
        {
            rows.Refuse(1, 1, "", "The file is empty", "Write a line with the names of the columns first: Service,Date,Good,Total");
            return;
        }

        if (Columns(header, rows) is not { } columns)
            return;
        while (!rows.IsFull && csv.Row() is { } cells)
        {
            if (cells.Count == 1 && cells[0].Text.Length == 0)
                continue;
            if (cells.Count != header.Count)
                rows.Refuse(cells[0].Line, 1, "", $"The row has {cells.Count} values for {header.Count} columns", cells.Count > header.Count && csv.Separator == ',' ? "Write numbers without commas, and texts with commas in quotes" : "Give each column a value, or leave it empty");
            else
                rows.Add(new EvidenceRecord(cells[0].Line, columns.ToDictionary(c => c.Key, c => new EvidenceCell(header[c.Value].Text, cells[c.Value].Text, cells[c.Value].Line, cells[c.Value].Column))));
        }
    }

    private static Dictionary<EvidenceColumn, int>? Columns(List<CsvCell> header, RowReader rows)
    {
        var columns = new Dictionary<EvidenceColumn, int>();
        for (var i = 0; i < header.Count; i++)
        {
            if (EvidenceColumns.Of(header[i].Text) is not { } column)
                continue;
            if (columns.TryGetValue(column, out var other))
            {
                rows.Refuse(header[i].Line, header[i].Column, header[i].Text, $"'{header[other].Text}' means the same", "Keep one of the two columns");
                return null;
            }

            columns.Add(column, i);
        }

        if (rows.Missing(columns.Keys) is not { } mend)
            return columns;
        rows.Refuse(header[0].Line, 1, "", $"The columns {string.Join(", ", header.Take(10).Select(h => $"'{h.Text}'"))} are not enough", mend);
        return null;
    }
}
