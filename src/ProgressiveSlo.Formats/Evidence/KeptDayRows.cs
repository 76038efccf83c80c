using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Csv;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>Takes the rows of a record. Every problem is kept with its place.</summary>
internal sealed class KeptDayRows : RowReader
{
    private readonly Dictionary<DateTime, int> _lines = [];
    private readonly List<KeptDay> _days = [];
    private readonly string _service;
    private readonly string _namespace;
    private readonly string _path;
    private readonly DateTime? _end;

    /// <param name="path">The file as the user knows it.</param>
    /// <param name="service">The service.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="end">Midnight (UTC) at the end of the last complete day, which no row may lie after; null where that is not
    /// known.</param>
    public KeptDayRows(string path, string service, string @namespace, DateTime? end)
        : base(path, service)
    {
        _service = service;
        _namespace = @namespace;
        _path = path;
        _end = end;
    }

    /// <summary>The record.</summary>
    /// <exception cref="SloDocumentException">A row was refused.</exception>
    public KeptDays Build()
    {
        ThrowProblems();
        return new KeptDays(_service, _namespace, _days, PlaceOf);
    }

    private string? PlaceOf(DateTime date)
    {
        if (!_lines.TryGetValue(date, out var line))
            return null;
        var place = "line " + line.ToString(CultureInfo.InvariantCulture);
        return _path.Length == 0 ? place : $"{PrintableText.Escape(_path)}, {place}";
    }

    // The file is written again with each day: what has no place in it would be lost then.
    public override EvidenceColumn? Column(CsvCell header)
    {
        var column = EvidenceColumns.ParseOfRecord(header.Text);
        if (column is null)
            AddProblem(
                header.Line,
                header.Column,
                header.Text,
                $"A record has no column '{PrintableText.Escape(header.Text)}'",
                "Remove the column, or keep it in another file"
            );
        return column;
    }

    public override string? Missing(ICollection<EvidenceColumn> columns) =>
        columns.Contains(EvidenceColumn.Time)
        && columns.Count(c => c is EvidenceColumn.Good or EvidenceColumn.Bad or EvidenceColumn.Total) >= 2
            ? null
            : "Name Date, Good and Total at least";

    public override void Add(SloEvidence metric) => throw new NotSupportedException();

    public override void Add(EvidenceRecord record)
    {
        if (!IsOurs(record) || Time(record) is not { } time)
            return;
        var cell = record.Cells[EvidenceColumn.Time];
        if (!time.IsDay)
            AddProblem(cell, $"'{ServiceName.Printable(cell.Text)}' is a time of day", "A record has whole days: write 2026-01-31");
        else if (time.Time >= _end)
            AddProblem(
                cell,
                $"{cell.Text} is {(time.Time == _end ? "not over yet" : "in the future")} (UTC), so nobody has counted it",
                "Remove the row: Get-SloEvidence -RecordPath adds days when they are complete"
            );
        else if (_lines.TryGetValue(time.Time, out var other))
            AddProblem(
                cell,
                $"{cell.Text} is duplicated, first in line {other.ToString(CultureInfo.InvariantCulture)}",
                "Keep one of the rows: the one that was counted first"
            );
        else if (Read(record, time.Time) is { } day)
            _days.Add(day);
        _lines[time.Time] = record.Line;
    }

    private KeptDay? Read(EvidenceRecord record, DateTime date)
    {
        if (
            !Counts(record, out var good, out var total)
            || !Latency(record, EvidenceColumn.LatencyP95, out var p95)
            || !Latency(record, EvidenceColumn.LatencyP99, out var p99)
            || !Coverage(record, out var coverage)
        )
            return null;
        CheckAgreement(record, p95, p99, coverage, good);
        IReadOnlyList<LatencyBucket> buckets = [];
        Parse(record, EvidenceColumn.LatencyBuckets, text => KeptCells.TryBuckets(text, out buckets), KeptCells.BucketsFix);

        // No counts at all: the day has no data.
        return new KeptDay(
            new SloDay(date, good ?? 0, total ?? 0)
            {
                Coverage = total is null ? 0 : coverage,
                LatencyP95 = p95,
                LatencyP99 = p99,
            }
        )
        {
            Incidents = Incidents(record),
            Buckets = buckets,
            Exclusions = Exclusions(record),
        };
    }

    private bool IsOurs(EvidenceRecord record) =>
        IsOurs(record, EvidenceColumn.Service, "Service", _service) && IsOurs(record, EvidenceColumn.Namespace, "Namespace", _namespace);

    private bool IsOurs(EvidenceRecord record, EvidenceColumn column, string what, string ours)
    {
        if (!record.Cells.TryGetValue(column, out var cell) || cell.Text.Length == 0 || cell.Text == ours)
            return true;
        AddProblem(
            cell,
            $"The row is of the {what.ToLowerInvariant()} '{ServiceName.Printable(cell.Text)}', and the plan of "
                + $"'{ServiceName.Printable(ours)}'",
            "Give each plan a record of its own: another file, or a folder for all of them"
        );
        return false;
    }
}
