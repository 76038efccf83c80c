using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Takes rows of error ratios or of counts, and makes the series of each service of them.</summary>
internal sealed class SliRows : RowReader
{
    private readonly string? _service;
    private readonly Dictionary<string, SortedDictionary<DateTime, (SliPoint Point, bool IsDay, bool IsKnown, EvidenceCell Cell)>> _services = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly List<SliSeries> _whole = [];

    /// <inheritdoc cref="RowReader(string, string?)"/>
    public SliRows(string path, string? service)
        : base(path, service) => _service = service;

    public override void Add(SloMetric metric) => _whole.Add(SliSeries.Of(metric.Service is null ? metric with { Service = _service } : metric));

    public override string? Missing(ICollection<EvidenceColumn> columns)
    {
        var counts = columns.Count(c => c is EvidenceColumn.Good or EvidenceColumn.Bad or EvidenceColumn.Total);
        return columns.Contains(EvidenceColumn.Time) && (counts >= 2 || (counts == 0 && columns.Contains(EvidenceColumn.ErrorRatio)) || (counts == 1 && columns.Contains(EvidenceColumn.Total) && columns.Contains(EvidenceColumn.ErrorRatio)))
            ? null
            : "Name Date or Time, and two of Good, Bad and Total, or ErrorRatio alone or beside Total; Service is optional for a single service";
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
            Refuse(cell, $"{cell.Text} is there twice for '{ServiceName.Printable(service)}'{(other.Cell.Line > 0 ? ", first in line " + other.Cell.Line.ToString(CultureInfo.InvariantCulture) : "")}", "Give each interval once");
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
                Refuse(cell, $"'{ServiceName.Printable(service)}' has days and times of day", "Give either days or times for a service");
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
            return !Counts(record, out var good, out var total) ? null : total is null ? (default, false) : (SliPoint.OfCounts(time, good!.Value, total.Value), true);
        if (CellNumber.Ratio(cell, out var ratio) is { } problem)
            return Refused(cell, problem);
        var all = double.NaN;
        if (Has(record, EvidenceColumn.Total))
        {
            if (CellNumber.Count(record.Cells[EvidenceColumn.Total], out var count) is { } wrong)
                return Refused(record.Cells[EvidenceColumn.Total], wrong);
            all = count;
        }

        return (new SliPoint(time, ratio, all), cell.Text.Length > 0 || all == 0);
    }

    private (SliPoint Point, bool IsKnown)? Refused(EvidenceCell cell, FieldProblem problem)
    {
        Refuse(cell, problem);
        return null;
    }

    private static bool Has(EvidenceRecord record, EvidenceColumn column) => record.Cells.TryGetValue(column, out var cell) && cell.Text.Length > 0;
}
