using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Csv;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>
/// Makes evidence of counts of days or hours that some other tool has exported. Columns: Service, Date or Time, two of Good, Bad and
/// Total, and Coverage (a share, 1 where it is not given), LatencyP95 and LatencyP99 in milliseconds where they are known. Names are
/// taken with or without capitals and underscores; other columns are left alone, with a warning where one looks like a known one.
/// JSON may also hold evidence that was made before, with its days. Times without zone are UTC,
/// and others are turned into UTC.
/// </summary>
public static class EvidenceFile
{
    private static readonly DocumentLimits _limits = new() { Bytes = 256L * 1024 * 1024 };

    /// <summary>Reads a file of CSV or JSON; the first character tells which.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The file as the user knows it, for errors.</param>
    /// <param name="service">The service of rows that name none, or null when each must name one.</param>
    /// <param name="warn">Called with what the user should know; or null.</param>
    /// <param name="hourly">Whether hours are wanted beside the days; intervals that do not make up an hour have none.</param>
    /// <returns>The evidence of each service from its first day to its last, in the order in which the file names them.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or rows are wrong: each with line, column, field and
    /// fix.</exception>
    public static IReadOnlyList<SloEvidence> Read(
        string path,
        string displayPath,
        string? service = null,
        Action<string>? warn = null,
        bool hourly = false
    ) =>
        ReadText(
            DocumentFile.Read(path ?? throw new ArgumentNullException(nameof(path)), displayPath, _limits),
            displayPath,
            service,
            warn,
            hourly
        );

    /// <summary>Reads a text of CSV or JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="displayPath">Where it came from, for errors; may be empty.</param>
    /// <param name="service">The service of rows that name none, or null when each must name one.</param>
    /// <param name="warn">Called with what the user should know; or null.</param>
    /// <param name="hourly">Whether hours are wanted beside the days; intervals that do not make up an hour have none.</param>
    /// <exception cref="SloDocumentException">As for a file.</exception>
    public static IReadOnlyList<SloEvidence> ReadText(
        string text,
        string displayPath,
        string? service = null,
        Action<string>? warn = null,
        bool hourly = false
    )
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var rows = new EvidenceRows(displayPath, service) { IsRecord = KeptDaysFile.IsRecord(text) };
        var start = text.TrimStart();
        if (start.Length > 0 && start[0] is '[' or '{')
            JsonEvidence.Read(text, rows);
        else
            CsvEvidence.Read(text, rows);
        var metrics = rows.Build(hourly, warn);

        // A header alone is what a query leaves that found nothing, and must not look like evidence without trouble.
        if (metrics.Count == 0)
            warn?.Invoke(
                $"There are no counts in "
                    + $"{(displayPath.Length == 0 ? "the text" : $"'{PrintableText.Escape(displayPath)}'")}, "
                    + $"so it gives no evidence."
            );
        return metrics;
    }

    /// <summary>Makes evidence of objects, such as rows that a script has made: the same names, any kind of number and date.</summary>
    /// <param name="objects">Names and values of each.</param>
    /// <param name="service">The service of objects that name none, or null when each must name one.</param>
    /// <param name="warn">Called with what the user should know; or null.</param>
    /// <param name="hourly">Whether hours are wanted beside the days; intervals that do not make up an hour have none.</param>
    /// <exception cref="SloDocumentException">An object is wrong; its number stands where a file has its line.</exception>
    public static IReadOnlyList<SloEvidence> ReadObjects(
        IEnumerable<IEnumerable<KeyValuePair<string, object?>>> objects,
        string? service = null,
        Action<string>? warn = null,
        bool hourly = false
    )
    {
        if (objects is null)
            throw new ArgumentNullException(nameof(objects));
        var rows = new EvidenceRows("input", service);
        AddObjects(objects, rows);
        return rows.Build(hourly, warn);
    }

    /// <summary>Gives objects to a reader of rows; the number of an object stands where a file has its line.</summary>
    internal static void AddObjects(IEnumerable<IEnumerable<KeyValuePair<string, object?>>> objects, RowReader rows)
    {
        var number = 0;
        foreach (var values in objects)
        {
            number++;
            var cells = new Dictionary<EvidenceColumn, EvidenceCell>();
            var claims = new List<EvidenceCell>();
            var whole = true;
            foreach (var value in values)
            {
                var column = EvidenceColumns.ParseAny(value.Key);
                rows.Remember(value.Key, column);
                if (column is null)
                    continue;
                if (column == EvidenceColumn.Claim)
                    claims.Add(new EvidenceCell(value.Key, Text(value.Value), number, 1));
                else if (cells.TryGetValue(column.Value, out var other))
                {
                    rows.AddProblem(number, 1, value.Key, $"The object has it already as '{other.Name}'", "Give it once");
                    whole = false;
                }
                else
                    cells.Add(column.Value, new EvidenceCell(value.Key, Text(value.Value), number, 1));
            }

            if (whole)
                rows.Add(new EvidenceRecord(number, cells) { Claims = claims });
        }
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            // Midnight without zone is what scripts have for a day; a time with zone keeps its own.
            DateTime { Kind: DateTimeKind.Unspecified, TimeOfDay.Ticks: 0 } day => UtcTime.DateText(day),
            DateTime time => UtcTime.Text(time),
            DateTimeOffset time => UtcTime.Text(time.UtcDateTime),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()?.Trim() ?? "",
        };
}

/// <summary>Rows of counts in CSV.</summary>
internal static class CsvEvidence
{
    public static void Read(string text, RowReader rows)
    {
        var csv = new CsvReader(text, (line, column, message, fix) => rows.AddProblem(line, column, "", message, fix));
        if (csv.Row() is not { } header)
        {
            rows.AddProblem(1, 1, "", "The file is empty", "Write a line with the names of the columns first: Service,Date,Good,Total");
            return;
        }

        var claims = new List<int>();
        if (Columns(header, rows, claims) is not { } columns)
            return;
        while (!rows.IsFull && csv.Row() is { } cells)
        {
            if (cells.Count == 1 && cells[0].Text.Length == 0)
                continue;
            if (cells.Count != header.Count)
                rows.AddProblem(
                    cells[0].Line,
                    1,
                    "",
                    $"The row has {cells.Count} values for {header.Count} columns",
                    cells.Count > header.Count && csv.Separator == ','
                        ? "Write numbers without commas, and texts with commas in quotes"
                        : "Give each column a value, or leave it empty"
                );
            else
                rows.Add(
                    new EvidenceRecord(cells[0].Line, columns.ToDictionary(c => c.Key, c => Cell(c.Value)))
                    {
                        Claims = claims.ConvertAll(Cell),
                    }
                );

            EvidenceCell Cell(int i) => new(header[i].Text, cells[i].Text, cells[i].Line, cells[i].Column);
        }
    }

    private static Dictionary<EvidenceColumn, int>? Columns(List<CsvCell> header, RowReader rows, List<int> claims)
    {
        var columns = new Dictionary<EvidenceColumn, int>();
        for (var i = 0; i < header.Count; i++)
        {
            var found = rows.Column(header[i]);
            rows.Remember(header[i].Text, found);
            if (found is not { } column)
                continue;
            if (column == EvidenceColumn.Claim)
            {
                claims.Add(i);
                continue;
            }

            if (columns.TryGetValue(column, out var other))
            {
                rows.AddProblem(
                    header[i].Line,
                    header[i].Column,
                    header[i].Text,
                    $"'{header[other].Text}' means the same",
                    "Keep one of the two columns"
                );
                return null;
            }

            columns.Add(column, i);
        }

        if (rows.Missing(columns.Keys) is not { } fix)
            return columns;
        rows.AddProblem(
            header[0].Line,
            1,
            "",
            $"The columns {string.Join(", ", header.Take(10).Select(h => $"'{h.Text}'"))} are not enough",
            fix
        );
        return null;
    }
}
