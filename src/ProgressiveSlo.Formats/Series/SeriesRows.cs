using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Series;

namespace ProgressiveSlo.Formats.Series;

/// <summary>Takes rows of counts of steps, and makes a series of each service of them.</summary>
internal sealed class SeriesRows : RowReader
{
    private readonly TimeSpan? _step;
    private readonly Dictionary<(string Service, string Namespace), (EventSeriesBuilder Builder, EvidenceCell First)> _services = [];

    // In the order of the file.
    private readonly List<(EventSeriesBuilder Builder, EvidenceCell First)> _order = [];

    public SeriesRows(string path, string? service, TimeSpan? step)
        : base(path, service) => _step = step;

    public override void Add(EvidenceRecord record)
    {
        if (Service(record) is not { } service || Namespace(record) is not { } @namespace || Time(record) is not { } time)
            return;
        if (!Counts(record, out var good, out var total))
            return;
        var cell = record.Cells[EvidenceColumn.Time];
        if (!_services.TryGetValue((service, @namespace), out var rows))
        {
            rows = (new EventSeriesBuilder(service, _step) { Namespace = @namespace.Length == 0 ? null : @namespace }, cell);
            _services.Add((service, @namespace), rows);
            _order.Add(rows);
        }

        try
        {
            rows.Builder.Add(time.Time, good, total);
        }
        catch (SloValidationException e)
        {
            AddProblem(cell, e.Problem);
        }
    }

    public override void Add(SloEvidence metric) =>
        AddProblem(
            0,
            0,
            "",
            "Evidence of days has no steps to replay",
            "Give the good and all events of steps from 30s to 1h, for example of each minute"
        );

    public override string? Missing(ICollection<EvidenceColumn> columns)
    {
        var counts = columns.Count(c => c is EvidenceColumn.Good or EvidenceColumn.Bad or EvidenceColumn.Total);
        return columns.Contains(EvidenceColumn.Time) && counts >= 2
            ? null
            : "Name columns Service, Time, and two of Good, Bad and Total in the first line";
    }

    /// <exception cref="SloDocumentException">Rows were refused, or there are none.</exception>
    public IReadOnlyList<EventSeries> Build()
    {
        var series = new List<EventSeries>();
        foreach (var (builder, first) in HasProblems ? [] : _order)
        {
            try
            {
                series.Add(builder.Build());
            }
            catch (SloValidationException e)
            {
                AddProblem(first, e.Problem);
            }
        }

        if (series.Count == 0 && !HasProblems)
            AddProblem(1, 1, "", "There is no row", "Give the good and all events of each step");
        ThrowProblems();
        return series;
    }
}
