using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Csv;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>Takes rows of counts, and makes the evidence of each service of them. Every problem is kept with its place.</summary>
internal sealed class EvidenceRows : RowReader
{
    // A day without data costs memory, too, and two rows may lie a year apart.
    private const long MostEmptyDays = 500_000;

    private readonly Dictionary<(string Service, string Namespace), ServiceRows> _services = [];
    private readonly List<ServiceRows> _order = [];
    private readonly List<SloEvidence> _whole = [];

    /// <inheritdoc cref="RowReader(string, string?)"/>
    public EvidenceRows(string path, string? service)
        : base(path, service) { }

    /// <summary>Whether the rows are those of a record, which has incidents and excluded intervals, too.</summary>
    public bool IsRecord { get; init; }

    public override EvidenceColumn? Column(CsvCell header) =>
        IsRecord ? EvidenceColumns.ParseOfRecord(header.Text) ?? EvidenceColumns.ParseClaim(header.Text) : base.Column(header);

    public override void Add(EvidenceRecord record)
    {
        if (Service(record) is not { } service || Namespace(record) is not { } @namespace || Time(record) is not { } time)
            return;
        if (
            !Counts(record, out var good, out var total)
            || !Latency(record, EvidenceColumn.LatencyP95, out var p95)
            || !Latency(record, EvidenceColumn.LatencyP99, out var p99)
            || !Coverage(record, out var coverage)
        )
            return;
        CheckAgreement(record, p95, p99, coverage, good);
        CheckClaims(record, good, total);
        if (!_services.TryGetValue((service, @namespace), out var rows))
        {
            _services.Add((service, @namespace), rows = new ServiceRows(service, @namespace));
            _order.Add(rows);
        }

        foreach (var claim in record.Claims.Where(c => c.Text.Length > 0 && RowDoubts.IsPlace(c.Name)))
            rows.AddPlace(claim);

        // No counts at all: the interval has no data.
        var cell = record.Cells[EvidenceColumn.Time];
        var row = new ServiceRow(time.Time, time.IsDay, good, total, p95, p99, coverage, cell) { SaysUnit = IsRecord || SaysUnit(record) };
        if (IsRecord)
            row = row with { Incidents = Incidents(record), Exclusions = Exclusions(record) };
        if (rows.Add(row) is { } other)
            AddProblem(
                cell,
                $"{cell.Text} is duplicated for "
                    + $"'{ServiceName.Printable(ServiceName.InNamespace(service, @namespace))}'"
                    + (other.Line > 0 ? ", first in line " + other.Line.ToString(CultureInfo.InvariantCulture) : ""),
                "Give each interval once; add the counts up where there are several sources"
            );
    }

    public override void Add(SloEvidence metric) => _whole.Add(metric);

    public override string? Missing(ICollection<EvidenceColumn> columns) =>
        columns.Contains(EvidenceColumn.Time)
        && columns.Count(c => c is EvidenceColumn.Good or EvidenceColumn.Bad or EvidenceColumn.Total) >= 2
            ? null
            : "Name Date or Time, and two of Good, Bad and Total; Service, Coverage, LatencyP95 and LatencyP99 are optional";

    /// <summary>The evidence of each service, in the order in which they were first named.</summary>
    /// <exception cref="SloDocumentException">A row was refused.</exception>
    /// <param name="hourly">Whether hours are wanted, too.</param>
    /// <param name="warn">Called with what the user should know; or null.</param>
    public IReadOnlyList<SloEvidence> Build(bool hourly, Action<string>? warn)
    {
        var metrics = new List<SloEvidence>(_whole);
        var empty = 0L;
        foreach (var rows in _order)
        {
            if (rows.Problem() is { } problem)
                AddProblem(problem.Cell, problem.Message, problem.Fix);
            else if ((empty += rows.EmptyDays) > MostEmptyDays)
            {
                AddProblem(
                    rows.FirstCell,
                    $"The services up to this one have {empty.ToString(CultureInfo.InvariantCulture)} days without a row between their "
                        + "first and last rows",
                    "Check the dates, or read the services from several files"
                );
                break;
            }
            else if (!HasProblems)
                metrics.Add(rows.Build(hourly, warn));
        }

        ThrowProblems();
        string[] notes = [.. Notes];
        foreach (var note in notes)
            warn?.Invoke(note);
        if (OtherNames is { } others)
            warn?.Invoke(others);

        // Whoever judges the evidence later has not seen the console.
        return notes.Length == 0 ? metrics : metrics.ConvertAll(m => m with { Warnings = [.. m.Warnings, .. notes] });
    }
}

/// <summary>The counts of an interval; null counts mean that there are no data.</summary>
internal sealed record ServiceRow(
    DateTime Time,
    bool IsDay,
    long? Good,
    long? Total,
    double? P95,
    double? P99,
    double Coverage,
    EvidenceCell Cell
)
{
    /// <summary>Times of day at which incidents began; null where they are not known.</summary>
    public IReadOnlyList<TimeSpan>? Incidents { get; init; }

    /// <summary>Intervals that were left out of the counts.</summary>
    public IReadOnlyList<EvidenceExclusion> Exclusions { get; init; } = [];

    /// <summary>Whether the row says that its latencies are in milliseconds.</summary>
    public bool SaysUnit { get; init; }
}

/// <summary>The rows of one service, in any order.</summary>
internal sealed class ServiceRows
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    // A whole year without a row is a wrong date, such as the one of 1970 that an empty time becomes.
    private static readonly TimeSpan _longestGap = TimeSpan.FromDays(366);

    private readonly SortedDictionary<DateTime, ServiceRow> _rows = [];
    private const int MostPlaces = 100;

    private readonly Dictionary<string, SortedSet<string>> _places = new(StringComparer.Ordinal);
    private readonly string _service;
    private readonly string? _namespace;

    public ServiceRows(string service, string @namespace) => (_service, _namespace) = (service, @namespace.Length > 0 ? @namespace : null);

    /// <summary>Adds a row; the cell of an earlier one for the same time, or null.</summary>
    public EvidenceCell? Add(ServiceRow row)
    {
        if (_rows.TryGetValue(row.Time, out var other))
            return other.Cell;
        _rows.Add(row.Time, row);
        return null;
    }

    /// <summary>Remembers where a row comes from, by a column that is no part of what the evidence is about.</summary>
    public void AddPlace(EvidenceCell cell)
    {
        if (!_places.TryGetValue(cell.Name, out var values))
            _places.Add(cell.Name, values = new SortedSet<string>(StringComparer.Ordinal));
        if (values.Count < MostPlaces)
            values.Add(cell.Text.Trim());
    }

    /// <summary>The days between the first and the last row that have no row.</summary>
    public long EmptyDays =>
        ((_rows.Keys.Last().Date - _rows.Keys.First().Date).Days + 1L) - _rows.Keys.Select(t => t.Date).Distinct().Count();

    // Said of each latency, or of none: one that is in seconds spoils the rest.
    private bool IsInMilliseconds
    {
        get
        {
            var measured = _rows.Values.Where(r => (r.P95 ?? r.P99) is not null).ToArray();
            return measured.Length > 0 && measured.All(r => r.SaysUnit);
        }
    }

    /// <summary>The cell of the first row.</summary>
    public EvidenceCell FirstCell => _rows.Values.First().Cell;

    /// <summary>Why the times make no days, or null.</summary>
    public (EvidenceCell Cell, string Message, string Fix)? Problem()
    {
        var first = _rows.Values.First();
        if (_rows.Values.Sum(r => (decimal)(r.Total ?? 0)) is > CellNumber.Most and var sum)
            return (
                first.Cell,
                $"The counts of '{ServiceName.Printable(_service)}' add up to "
                    + $"{sum.ToString(CultureInfo.InvariantCulture)} events, more than can be counted exactly",
                $"Give counts of at most {CellNumber.Most.ToString(CultureInfo.InvariantCulture)} events in all"
            );
        if (_rows.Values.FirstOrDefault(r => r.IsDay != first.IsDay) is { } mixed)
            return (
                mixed.Cell,
                $"'{ServiceName.Printable(_service)}' has days and times of day",
                "Give either counts of days or counts of hours for a service"
            );
        if (Gap() is { } gap)
            return gap;
        var interval = Interval();
        var distance = interval == _day || Distance() > _day ? _day : Distance();
        if (_day.Ticks % distance.Ticks != 0)
            return (
                first.Cell,
                $"The times of '{ServiceName.Printable(_service)}' are {distance} apart, which does not divide a day",
                "Give counts of days of UTC, or of hours"
            );

        // An interval that does not begin on a multiple of its length would lie in two days.
        return _rows.Values.FirstOrDefault(r => r.Time.TimeOfDay.Ticks % interval.Ticks != 0) is not { } odd ? null
            : interval == _day
                ? (
                    odd.Cell,
                    $"A day that begins at {UtcTime.Text(odd.Time)} lies in two days of UTC",
                    "Give counts of hours, or of days of UTC"
                )
            : (
                odd.Cell,
                $"{UtcTime.Text(odd.Time)} does not begin an interval of {interval}",
                "Give counts of whole intervals of one length"
            );
    }

    // The side of a gap with fewer rows is the wrong one.
    private (EvidenceCell Cell, string Message, string Fix)? Gap()
    {
        var rows = _rows.Values.ToArray();
        var after = Enumerable.Range(1, rows.Length - 1).FirstOrDefault(i => rows[i].Time - rows[i - 1].Time > _longestGap);
        if (after == 0)
            return null;
        var (odd, other) = after <= rows.Length / 2 ? (rows[after - 1], rows[after]) : (rows[after], rows[after - 1]);
        var days = (odd.Time - other.Time).Duration().Days.ToString(CultureInfo.InvariantCulture);
        return (
            odd.Cell,
            $"{UtcTime.DateText(odd.Time)} is {days} days away from the next row of "
                + $"'{ServiceName.Printable(_service)}', {UtcTime.DateText(other.Time)}",
            "Correct the date; an empty time often becomes 1970-01-01. Leave out what is more than a year apart"
        );
    }

    /// <summary>The evidence of the days from the first to the last row.</summary>
    /// <param name="hourly">Whether hours are wanted, too.</param>
    /// <param name="warn">Called with what the user should know; or null.</param>
    public SloEvidence Build(bool hourly, Action<string>? warn)
    {
        var interval = Interval();
        WarnOfGaps(interval, warn);
        var expected = (double)_day.Ticks / interval.Ticks;
        var days = _rows
            .Values.GroupBy(r => r.Time.Date)
            .Select(g => new SloDay(g.Key, g.Sum(r => r.Good ?? 0), g.Sum(r => r.Total ?? 0))
            {
                Coverage = Math.Min(1, g.Where(r => r.Total is not null).Sum(r => r.Coverage) / expected),
                LatencyP95 = CombinedLatency.P95(g.Select(r => (r.Total ?? 0, r.P95, r.P99))),
                LatencyP99 = CombinedLatency.P99(g.Select(r => (r.Total ?? 0, r.P99))),
            })
            .ToArray();
        var canHour = interval <= _hour && _hour.Ticks % interval.Ticks == 0;
        if (hourly && !canHour)
            warn?.Invoke(
                $"'{ServiceName.Printable(_service)}' has no hours: its counts are of {(interval == _day ? "days" : interval.ToString())}."
            );
        var kept = _rows.Values.Select(r => new KeptDay(new SloDay(r.Time, 0, 0)) { Incidents = r.Incidents, Exclusions = r.Exclusions });
        var evidence = EvidenceBuilder.Build(_service, days[0].Date, days[days.Length - 1].Date.AddDays(1), days) with
        {
            Namespace = _namespace,
            LatencyP95 = Latency("p95", CombinedLatency.P95(days), warn),
            LatencyP99 = Latency("p99", CombinedLatency.P99(days), warn),
            LatencyUnit = IsInMilliseconds ? EvidenceField.Milliseconds : null,
            Hours = hourly && canHour ? Hours() : [],
        };
        string[] places = [.. _places.Select(p => RowDoubts.PlaceText(_service, _namespace, p.Key, p.Value)).OfType<string>()];
        if (places.Length > 0)
            evidence = evidence with { Warnings = places };
        foreach (var warning in evidence.Warnings)
            warn?.Invoke(warning);
        return KeptEvidence.Add(evidence, kept.ToArray());
    }

    // An hour without data is not there, and one with data in a part of it has the events of that part.
    private SloHour[] Hours() =>
        _rows
            .Values.Where(r => r.Total is not null)
            .GroupBy(r => r.Time.AddTicks(-(r.Time.Ticks % _hour.Ticks)))
            .Select(g => new SloHour(g.Key, g.Sum(r => r.Good!.Value), g.Sum(r => r.Total!.Value)))
            .ToArray();

    // Days without a time of day are days, and so are midnights alone. Otherwise the shortest distance tells, up to an hour: times that are
    // further apart are those of hours, and the hours between them have no data. A single time stands for an hour.
    private TimeSpan Interval()
    {
        var first = _rows.Values.First();
        if (first.IsDay)
            return _day;
        var shortest = Distance();
        if (shortest >= _day && !string.Equals(first.Cell.Name.Trim(), "Hour", StringComparison.OrdinalIgnoreCase))
            return _day;
        return shortest > _hour ? _hour : shortest;
    }

    private TimeSpan Distance() => _rows.Count < 2 ? _hour : _rows.Keys.Zip(_rows.Keys.Skip(1), (a, b) => b - a).Min();

    private void WarnOfGaps(TimeSpan interval, Action<string>? warn)
    {
        if (interval == _hour && Distance() is var distance && distance > _hour)
            warn?.Invoke(
                $"The times of '{ServiceName.Printable(_service)}' are {NumberText.Brief(distance.TotalHours)} hours apart or more. Each "
                    + "is taken for one hour, and the hours between have no data, which lowers the coverage. Give counts of each "
                    + "hour, or of whole days."
            );
    }

    private double? Latency(string name, double? combined, Action<string>? warn)
    {
        if (combined is null && _rows.Values.Any(r => r.Total > 0 && (name == "p95" ? r.P95 : r.P99) is not null))
            warn?.Invoke($"The {name} latency of '{ServiceName.Printable(_service)}' is not known: some intervals with traffic have none.");
        return combined;
    }
}
