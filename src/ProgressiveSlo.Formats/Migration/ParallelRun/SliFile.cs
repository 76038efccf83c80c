using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Migration.ParallelRun;

/// <summary>
/// Reads the SLI of services over time from CSV or JSON, as a spreadsheet has it. Columns: Service, Date or Time, and two of Good, Bad and
/// Total, or ErrorRatio alone or beside Total. Evidence that was stored as JSON is taken, too. Times without zone are UTC.
/// </summary>
public static class SliFile
{
    private static readonly DocumentLimits Limits = new() { Bytes = 256L * 1024 * 1024 };

    /// <summary>Reads a file; the first character tells which of the two it is.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The file as the user knows it, for errors.</param>
    /// <param name="service">The service of rows that name none, or null when each must name one.</param>
    /// <returns>The series of each service, in the order in which the file names them.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or rows are wrong: each with line, column, field and
    /// fix.</exception>
    public static IReadOnlyList<SliSeries> Read(string path, string displayPath, string? service = null) =>
        ReadText(DocumentFile.Read(path ?? throw new ArgumentNullException(nameof(path)), displayPath, Limits), displayPath, service);

    /// <summary>Reads a text of CSV or JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="displayPath">Where it came from, for errors; may be empty.</param>
    /// <param name="service">The service of rows that name none, or null when each must name one.</param>
    /// <exception cref="SloDocumentException">As for a file.</exception>
    public static IReadOnlyList<SliSeries> ReadText(string text, string displayPath, string? service = null)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var rows = new SliRowReader(displayPath, service);
        var start = text.TrimStart();
        if (start.Length > 0 && start[0] is '[' or '{')
            JsonEvidence.Read(text, rows);
        else
            CsvEvidence.Read(text, rows);
        return rows.Build();
    }
}

/// <summary>Takes rows of error ratios or of counts, and makes the series of each service of them.</summary>
internal sealed class SliRowReader : RowReader
{
    private readonly string? _service;
    private readonly Dictionary<
        string,
        SortedDictionary<DateTime, (SliPoint Point, bool IsDay, bool IsKnown, EvidenceCell Cell)>
    > _services = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly List<SliSeries> _whole = [];

    /// <inheritdoc cref="RowReader(string, string?)"/>
    public SliRowReader(string path, string? service)
        : base(path, service) => _service = service;

    public override void Add(SloEvidence metric) =>
        _whole.Add(SliSeries.FromEvidence(metric.Service is null ? metric with { Service = _service } : metric));

    public override string? Missing(ICollection<EvidenceColumn> columns)
    {
        var counts = columns.Count(c => c is EvidenceColumn.Good or EvidenceColumn.Bad or EvidenceColumn.Total);
        return
            columns.Contains(EvidenceColumn.Time)
            && (
                counts >= 2
                || (counts == 0 && columns.Contains(EvidenceColumn.ErrorRatio))
                || (counts == 1 && columns.Contains(EvidenceColumn.Total) && columns.Contains(EvidenceColumn.ErrorRatio))
            )
            ? null
            : "Name Date or Time, and two of Good, Bad and Total, or ErrorRatio alone or "
                + "beside Total; Service is optional for a single service";
    }

    public override void Add(EvidenceRecord record)
    {
        if (Service(record) is not { } service || Time(record) is not { } time || Point(record, time.Time) is not { } point)
            return;
        if (!_services.TryGetValue(service, out var points))
        {
            _services.Add(service, points = []);
            _order.Add(service);
        }

        var cell = record.Cells[EvidenceColumn.Time];
        if (points.TryGetValue(time.Time, out var other))
            AddProblem(
                cell,
                $"{cell.Text} is duplicated for "
                    + $"'{ServiceName.Printable(service)}'"
                    + (other.Cell.Line > 0 ? ", first in line " + other.Cell.Line.ToString(CultureInfo.InvariantCulture) : ""),
                "Give each interval once"
            );
        else
            points.Add(time.Time, (point.Point, time.IsDay, point.IsKnown, cell));
    }

    /// <summary>The series of each service, in the order in which they were first named.</summary>
    /// <exception cref="SloDocumentException">A row was refused.</exception>
    public IReadOnlyList<SliSeries> Build()
    {
        var series = new List<SliSeries>(_whole);
        foreach (var service in _order)
        {
            var rows = _services[service];
            var first = rows.Values.First();
            if (rows.Values.FirstOrDefault(r => r.IsDay != first.IsDay) is { Cell: { } cell })
                AddProblem(
                    cell,
                    $"'{ServiceName.Printable(service)}' has days and times of day",
                    "Give either days or times for a service"
                );
            var step = first.IsDay || rows.Count < 2 ? TimeSpan.FromDays(1) : rows.Keys.Zip(rows.Keys.Skip(1), (a, b) => b - a).Min();

            // A row without a number says that nothing is known of its interval.
            series.Add(new SliSeries(service, step, [.. rows.Values.Where(r => r.IsKnown).Select(r => r.Point)]));
        }

        ThrowProblems();
        return series;
    }

    // Counts say more than a ratio, so they go before it.
    private (SliPoint Point, bool IsKnown)? Point(EvidenceRecord record, DateTime time)
    {
        var isCounted = new[] { EvidenceColumn.Good, EvidenceColumn.Bad, EvidenceColumn.Total }.Count(c => Has(record, c)) >= 2;
        if (isCounted || !record.Cells.TryGetValue(EvidenceColumn.ErrorRatio, out var cell))
            return !Counts(record, out var good, out var total) ? null
                : total is null ? (default, false)
                : (SliPoint.FromCounts(time, good!.Value, total.Value), true);
        if (CellNumber.Ratio(cell, out var ratio) is { } problem)
            return InvalidPoint(cell, problem);
        var all = double.NaN;
        if (Has(record, EvidenceColumn.Total))
        {
            if (CellNumber.Count(record.Cells[EvidenceColumn.Total], out var count) is { } wrong)
                return InvalidPoint(record.Cells[EvidenceColumn.Total], wrong);
            all = count;
        }

        return (new SliPoint(time, ratio, all), cell.Text.Length > 0 || all == 0);
    }

    private (SliPoint Point, bool IsKnown)? InvalidPoint(EvidenceCell cell, FieldProblem problem)
    {
        AddProblem(cell, problem);
        return null;
    }

    private static bool Has(EvidenceRecord record, EvidenceColumn column) =>
        record.Cells.TryGetValue(column, out var cell) && cell.Text.Length > 0;
}
