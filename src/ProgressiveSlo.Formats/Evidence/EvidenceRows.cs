using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>Takes rows of counts, and makes the evidence of each service of them. Every problem is kept with its place.</summary>
internal sealed class EvidenceRows
{
    private const int MostProblems = 20;

    private readonly string _path;
    private readonly string? _service;
    private readonly List<DocumentProblem> _problems = [];
    private readonly Dictionary<string, ServiceRows> _services = new(StringComparer.Ordinal);
    private readonly List<ServiceRows> _order = [];
    private readonly List<SloMetric> _whole = [];

    /// <param name="path">The file as the user knows it, or empty.</param>
    /// <param name="service">The service of rows that name none, or null.</param>
    public EvidenceRows(string path, string? service)
    {
        _path = path;
        _service = service;
    }

    /// <summary>Whether further rows would only add to a list that is long enough.</summary>
    public bool IsFull => _problems.Count >= MostProblems;

    public void Add(EvidenceRecord record)
    {
        if (Service(record) is not { } service || Time(record) is not { } time)
            return;
        if (!Counts(record, out var good, out var total) || !Latency(record, EvidenceColumn.LatencyP95, out var p95) || !Latency(record, EvidenceColumn.LatencyP99, out var p99))
            return;
        if (p99 < p95)
            Refuse(record.Cells[EvidenceColumn.LatencyP99], $"{record.Cells[EvidenceColumn.LatencyP99].Text} ms is below the p95 latency of {record.Cells[EvidenceColumn.LatencyP95].Text} ms, and that cannot be", "Check which value is which");
        if (!_services.TryGetValue(service, out var rows))
        {
            _services.Add(service, rows = new ServiceRows(service));
            _order.Add(rows);
        }

        // No counts at all: the interval has no data.
        var cell = record.Cells[EvidenceColumn.Time];
        if (rows.Add(new ServiceRow(time.Time, time.IsDay, good, total, p95, p99, cell)) is { } other)
            Refuse(cell, $"{cell.Text} is there twice for '{ServiceName.Printable(service)}'{(other.Line > 0 ? ", first in line " + other.Line.ToString(CultureInfo.InvariantCulture) : "")}", "Give each interval once; add the counts up where there are several sources");
    }

    /// <summary>Adds evidence that is whole already.</summary>
    public void Add(SloMetric metric) => _whole.Add(metric);

    public void Refuse(int line, int column, string field, string message, string mend)
    {
        if (!IsFull)
            _problems.Add(new DocumentProblem(_path, line, column, new FieldProblem(field, message, mend)));
    }

    /// <summary>The evidence of each service, in the order in which they were first named.</summary>
    /// <exception cref="SloDocumentException">A row was refused.</exception>
    /// <param name="hourly">Whether hours are wanted, too.</param>
    /// <param name="warn">Called with what the user should know; or null.</param>
    public IReadOnlyList<SloMetric> Build(bool hourly, Action<string>? warn)
    {
        var metrics = new List<SloMetric>(_whole);
        foreach (var rows in _order)
        {
            if (rows.Problem() is { } problem)
                Refuse(problem.Cell, problem.Message, problem.Mend);
            else if (_problems.Count == 0)
                metrics.Add(rows.Build(hourly, warn));
        }

        return _problems.Count == 0 ? metrics : throw new SloDocumentException(_problems.OrderBy(p => p.Line).ThenBy(p => p.Column).ToArray());
    }

    private void Refuse(EvidenceCell cell, string message, string mend) => Refuse(cell.Line, cell.Column, cell.Name, message, mend);

    private void Refuse(EvidenceCell cell, FieldProblem problem) => Refuse(cell, problem.Message, problem.Mend);

    private string? Service(EvidenceRecord record)
    {
        var cell = record.Cells.TryGetValue(EvidenceColumn.Service, out var given) && given.Text.Length > 0 ? given : null;
        if (cell is null && _service is not null)
            return _service;
        try
        {
            return ServiceName.Check(cell?.Text);
        }
        catch (SloValidationException e)
        {
            Refuse(cell?.Line ?? record.Line, cell?.Column ?? (record.Line > 0 ? 1 : 0), cell?.Name ?? "Service", e.Problem.Message, cell is null ? "Add a column Service, or give the service's name beside the file" : e.Problem.Mend);
            return null;
        }
    }

    private (DateTime Time, bool IsDay)? Time(EvidenceRecord record)
    {
        if (!record.Cells.TryGetValue(EvidenceColumn.Time, out var cell) || cell.Text.Length == 0)
        {
            Refuse(record.Line, record.Line > 0 ? 1 : 0, "Date", "The row has no day and no time", "Give it as 2026-01-31, or as 2026-01-31T12:00:00Z for counts of hours");
            return null;
        }

        if (CellTime.TryParse(cell.Text, out var time, out var isDay))
            return (time, isDay);
        Refuse(cell, $"'{ServiceName.Printable(cell.Text)}' is no day and no time", "Write it as 2026-01-31, 2026-01-31T12:00:00Z or 2026-01-31T14:00:00+02:00");
        return null;
    }

    private bool Counts(EvidenceRecord record, out long? good, out long? total)
    {
        total = null;
        if (!Count(record, EvidenceColumn.Good, out good) || !Count(record, EvidenceColumn.Bad, out var bad) || !Count(record, EvidenceColumn.Total, out total))
            return false;
        if (good is null && bad is null && total is null)
            return true;
        if ((good is null ? 0 : 1) + (bad is null ? 0 : 1) + (total is null ? 0 : 1) < 2)
        {
            Refuse(record.Line, record.Line > 0 ? 1 : 0, "Total", "The row has one count where two are needed", "Give Good and Total, Good and Bad, or Bad and Total");
            return false;
        }

        var all = total ?? (good!.Value + bad!.Value);
        if ((good ?? bad) > all || (good is not null && bad is not null && good + bad != all))
        {
            var cell = record.Cells[good is not null ? EvidenceColumn.Good : EvidenceColumn.Bad];
            Refuse(cell, bad is not null && good is not null ? $"{good} good and {bad} bad events are not {all} in total" : $"{cell.Text} {(good is not null ? "good" : "bad")} events of {all}", "Give at most as many as there are in total");
            return false;
        }

        (good, total) = (good ?? (all - bad), all);
        return true;
    }

    private bool Count(EvidenceRecord record, EvidenceColumn column, out long? count)
    {
        count = null;
        if (!record.Cells.TryGetValue(column, out var cell) || cell.Text.Length == 0)
            return true;
        if (CellNumber.Count(cell, out var value) is { } problem)
        {
            Refuse(cell, problem);
            return false;
        }

        count = value;
        return true;
    }

    private bool Latency(EvidenceRecord record, EvidenceColumn column, out double? milliseconds)
    {
        milliseconds = null;
        if (!record.Cells.TryGetValue(column, out var cell) || cell.Text.Length == 0)
            return true;
        if (CellNumber.Milliseconds(cell, out var value) is { } problem)
        {
            Refuse(cell, problem);
            return false;
        }

        milliseconds = value;
        return true;
    }
}
