using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>Takes rows of counts, and makes the evidence of each service of them. Every problem is kept with its place.</summary>
internal sealed class EvidenceRows : RowReader
{
    private readonly Dictionary<string, ServiceRows> _services = new(StringComparer.Ordinal);
    private readonly List<ServiceRows> _order = [];
    private readonly List<SloMetric> _whole = [];

    /// <inheritdoc cref="RowReader(string, string?)"/>
    public EvidenceRows(string path, string? service)
        : base(path, service)
    {
    }

    public override void Add(EvidenceRecord record)
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

    public override void Add(SloMetric metric) => _whole.Add(metric);

    public override string? Missing(ICollection<EvidenceColumn> columns) =>
        columns.Contains(EvidenceColumn.Time) && columns.Count(c => c is EvidenceColumn.Good or EvidenceColumn.Bad or EvidenceColumn.Total) >= 2
            ? null
            : "Name Date or Time, and two of Good, Bad and Total; Service, LatencyP95 and LatencyP99 are optional";

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
            else if (!HasProblems)
                metrics.Add(rows.Build(hourly, warn));
        }

        ThrowProblems();
        return metrics;
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
