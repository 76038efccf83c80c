using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Formats.Csv;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>Rows of a catalog in CSV. Columns that mean nothing here are left alone.</summary>
internal static class CsvCatalog
{
    public static IEnumerable<CatalogRow> Read(string text, string path, CatalogProblems problems)
    {
        var csv = new CsvReader(text, (line, column, message, mend) => problems.Add(new CatalogPlace(path, line, column, ""), message, mend));
        if (csv.Row() is not { } header || (header.Count == 1 && header[0].Text.Length == 0))
        {
            problems.Add(new CatalogPlace(path, 1, 1, ""), "The file is empty", "Write a line with the names of the columns first: Service,Namespace,Tier,Owner,DependsOn,Target", isLost: true);
            yield break;
        }

        if (Columns(header, path, problems) is not { } columns)
            yield break;
        while (csv.Row() is { } cells)
        {
            if (cells.All(c => c.Text.Length == 0))
                continue;
            if (cells.Count != header.Count)
            {
                problems.Add(
                    new CatalogPlace(path, cells[0].Line, 1, ""),
                    $"The row has {cells.Count.ToString(CultureInfo.InvariantCulture)} values for {header.Count.ToString(CultureInfo.InvariantCulture)} columns",
                    cells.Count > header.Count && csv.Separator == ',' ? "Write ; between several dependencies, and texts with commas in quotes" : "Give each column a value, or leave it empty",
                    isLost: true);
                continue;
            }

            var row = new CatalogRow(new CatalogPlace(path, cells[0].Line, 1, ""));
            foreach (var column in columns)
            {
                var cell = cells[column.Value];
                row.Add(column.Key, new CatalogPlace(path, cell.Line, cell.Column, header[column.Value].Text), cell.Text);
            }

            yield return row;
        }
    }

    private static Dictionary<CatalogColumn, int>? Columns(List<CsvCell> header, string path, CatalogProblems problems)
    {
        var columns = new Dictionary<CatalogColumn, int>();
        for (var i = 0; i < header.Count; i++)
        {
            if (CatalogColumns.Of(header[i].Text, out var isOwn) is not { } column)
                continue;
            if (columns.TryGetValue(column, out var other))
            {
                CatalogColumns.Of(header[other].Text, out var isOtherOwn);
                if (isOwn == isOtherOwn)
                {
                    problems.Add(new CatalogPlace(path, header[i].Line, header[i].Column, header[i].Text), $"'{ServiceName.Printable(header[other].Text)}' means the same", "Keep one of the two columns", isLost: true);
                    return null;
                }

                if (isOtherOwn)
                    continue;
            }

            columns[column] = i;
        }

        if (columns.ContainsKey(CatalogColumn.Service))
            return columns;
        problems.Add(
            new CatalogPlace(path, header[0].Line, 1, ""),
            $"No column names the services; there are {string.Join(", ", header.Take(10).Select(h => $"'{ServiceName.Printable(h.Text)}'"))}",
            "Name a column Service; Namespace, Tier, Owner, Lifecycle, DependsOn and Target are optional",
            isLost: true);
        return null;
    }
}
