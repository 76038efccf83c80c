using System.Text;
using ProgressiveSlo.Formats.Csv;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>Rows of a catalog in CSV. Columns that mean nothing here are left alone.</summary>
internal static class CsvCatalog
{
    public static IEnumerable<CatalogRow> Read(string text, string path, CatalogProblems problems)
    {
        var csv = new CsvReader(text, (line, column, message, fix) => problems.Add(new CatalogPlace(path, line, column, ""), message, fix));
        if (csv.Row() is not { } header || (header.Count == 1 && header[0].Text.Length == 0))
        {
            problems.Add(
                new CatalogPlace(path, 1, 1, ""),
                "The file is empty",
                "Write a line with the names of the columns first: Service,Namespace,Tier,Owner,DependsOn,Target",
                isLost: true
            );
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
                    $"The row has {cells.Count.ToString(CultureInfo.InvariantCulture)} values for "
                        + $"{header.Count.ToString(CultureInfo.InvariantCulture)} columns",
                    cells.Count > header.Count && csv.Separator == ','
                        ? "Write ; between several dependencies, and texts with commas in quotes"
                        : "Give each column a value, or leave it empty",
                    isLost: true
                );
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
            if (CatalogColumns.Find(header[i].Text, out var isOwn) is not { } column)
                continue;
            if (columns.TryGetValue(column, out var other))
            {
                CatalogColumns.Find(header[other].Text, out var isOtherOwn);
                if (isOwn == isOtherOwn)
                {
                    problems.Add(
                        new CatalogPlace(path, header[i].Line, header[i].Column, header[i].Text),
                        $"'{ServiceName.Printable(header[other].Text)}' means the same",
                        "Keep one of the two columns",
                        isLost: true
                    );
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
            $"No column names the services; there are "
                + $"{string.Join(", ", header.Take(10).Select(h => $"'{ServiceName.Printable(h.Text)}'"))}",
            "Name a column Service; Namespace, Tier, Owner, Lifecycle, DependsOn and Target are optional",
            isLost: true
        );
        return null;
    }
}

/// <summary>A row of names and values: of CSV, of the project's own YAML, or an object of a script.</summary>
/// <param name="Place">Where it begins.</param>
internal sealed record CatalogRow(CatalogPlace Place)
{
    private readonly Dictionary<CatalogColumn, (CatalogPlace Place, IReadOnlyList<string> Texts)> _cells = [];

    public void Add(CatalogColumn column, CatalogPlace place, params string[] texts) => _cells[column] = (place, texts);

    /// <summary>The service; null, with a problem, when nothing names it.</summary>
    public CatalogDraft? Read(CatalogValues values)
    {
        if (values.Service(Text(CatalogColumn.Service), PlaceOf(CatalogColumn.Service)) is not { } name)
            return null;
        var service = new CatalogService(name)
        {
            Namespace = values.Text(Text(CatalogColumn.Namespace), PlaceOf(CatalogColumn.Namespace)),
            Tier = values.Text(Text(CatalogColumn.Tier), PlaceOf(CatalogColumn.Tier)),
            Owner = values.Text(Text(CatalogColumn.Owner), PlaceOf(CatalogColumn.Owner)),
            Lifecycle = values.Text(Text(CatalogColumn.Lifecycle), PlaceOf(CatalogColumn.Lifecycle)),
            Target = values.Target(Text(CatalogColumn.Target), PlaceOf(CatalogColumn.Target)),
        };
        var references = _cells.TryGetValue(CatalogColumn.DependsOn, out var cell)
            ? cell.Texts.SelectMany(t => values.References(t, cell.Place)).ToArray()
            : [];
        return new CatalogDraft(service, references, Place);
    }

    private string? Text(CatalogColumn column) => _cells.TryGetValue(column, out var cell) && cell.Texts.Count > 0 ? cell.Texts[0] : null;

    private CatalogPlace PlaceOf(CatalogColumn column) =>
        _cells.TryGetValue(column, out var cell)
            ? cell.Place
            : Place with
            {
                Field =
                    Place.Field.Length == 0
                        ? column.ToString()
                        : Place.Field + "." + char.ToLowerInvariant(column.ToString()[0]) + column.ToString().Substring(1),
            };
}

/// <summary>What a column of a catalog may hold.</summary>
internal enum CatalogColumn
{
    Service,
    Namespace,
    Tier,
    Owner,
    Lifecycle,
    DependsOn,
    Target,
}

/// <summary>The names of columns, with or without capitals, spaces, dashes and underscores.</summary>
internal static class CatalogColumns
{
    /// <summary>The column that a name means, or null for one that means nothing here.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isOwn">Whether it is the column's own name, which counts before the others.</param>
    public static CatalogColumn? Find(string name, out bool isOwn)
    {
        var word = Word(name);
        isOwn = word is "SERVICE" or "NAMESPACE" or "TIER" or "OWNER" or "LIFECYCLE" or "DEPENDSON" or "TARGET";
        return word switch
        {
            "SERVICE" or "NAME" or "SERVICENAME" or "COMPONENT" => CatalogColumn.Service,
            "NAMESPACE" => CatalogColumn.Namespace,
            "TIER" or "SERVICETIER" or "CRITICALITY" => CatalogColumn.Tier,
            "OWNER" or "TEAM" or "OWNEDBY" => CatalogColumn.Owner,
            "LIFECYCLE" => CatalogColumn.Lifecycle,
            "DEPENDSON" or "DEPENDENCIES" or "DEPENDENCY" => CatalogColumn.DependsOn,
            "TARGET" or "SLOTARGET" or "AVAILABILITYTARGET" => CatalogColumn.Target,
            _ => null,
        };
    }

    private static string Word(string name)
    {
        var word = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c is not ('_' or '-') && !char.IsWhiteSpace(c))
                word.Append(char.ToUpperInvariant(c));
        }

        return word.ToString();
    }
}
