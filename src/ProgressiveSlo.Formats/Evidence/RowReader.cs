using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Csv;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>Takes the rows of a file, and keeps every problem with its place. What the rows are made into differs.</summary>
internal abstract class RowReader
{
    private const int MostProblems = 20;
    private const int MostNames = 1000;

    private readonly string _path;
    private readonly string? _service;
    private readonly List<DocumentProblem> _problems = [];
    private readonly HashSet<EvidenceColumn> _used = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _left = [];
    private readonly List<string> _keys = [];

    /// <param name="path">The file as the user knows it, or empty.</param>
    /// <param name="service">The service of rows that name none, or null.</param>
    protected RowReader(string path, string? service)
    {
        _path = path;
        _service = service;
    }

    /// <summary>Whether further rows would only add to a list that is long enough.</summary>
    public bool IsFull => _problems.Count >= MostProblems;

    /// <summary>
    /// Names that were left alone and look like a column that is not there, each once: a misspelt optional one would open the gate without
    /// a word, as each day is covered where nothing else is said.
    /// </summary>
    protected IEnumerable<string> Notes =>
        Unknown().Where(n => n.Meant is not null).Select(n => $"{NotKnown([n])} and was left out. Did you mean {n.Meant}?");

    /// <summary>All other names that were left alone, in one sentence; null where there are none.</summary>
    protected string? OtherNames
    {
        get
        {
            var others = Unknown().Where(n => n.Meant is null).ToArray();
            return others.Length == 0 ? null : $"{NotKnown(others)} and {(others.Length == 1 ? "was" : "were")} left out.";
        }
    }

    protected bool HasProblems => _problems.Count > 0;

    /// <summary>Takes a row.</summary>
    public abstract void Add(EvidenceRecord record);

    /// <summary>Takes evidence that is whole already.</summary>
    public abstract void Add(SloEvidence metric);

    /// <summary>What a column of CSV holds; null for one that is left alone.</summary>
    /// <param name="header">Its name.</param>
    public virtual EvidenceColumn? Column(CsvCell header) => EvidenceColumns.ParseAny(header.Text);

    /// <summary>Remembers a name that was read as a column, or was left alone where it means none.</summary>
    /// <param name="name">The name, as written.</param>
    /// <param name="column">What it means, or null.</param>
    public void Remember(string name, EvidenceColumn? column)
    {
        if (!EvidenceColumns.IsUnknown(column))
            _used.Add(column!.Value);
        else if (_names.Count < MostNames && _names.Add(name))
            _left.Add(name);
    }

    /// <summary>Tells of a key of whole evidence, or of its days, that means nothing.</summary>
    /// <param name="key">The key.</param>
    public void RememberKey(string key)
    {
        if (_names.Count < MostNames && _names.Add(key))
            _keys.Add(key);
    }

    /// <summary>What to add when these columns are not enough; null when they are.</summary>
    public abstract string? Missing(ICollection<EvidenceColumn> columns);

    public void AddProblem(int line, int column, string field, string message, string fix)
    {
        if (!IsFull)
            _problems.Add(new DocumentProblem(_path, line, column, new FieldProblem(field, message, fix)));
    }

    /// <exception cref="SloDocumentException">Something was refused.</exception>
    protected void ThrowProblems()
    {
        if (HasProblems)
            throw new SloDocumentException(_problems.OrderBy(p => p.Line).ThenBy(p => p.Column).ToArray());
    }

    protected void AddProblem(EvidenceCell cell, string message, string fix) => AddProblem(cell.Line, cell.Column, cell.Name, message, fix);

    protected void AddProblem(EvidenceCell cell, FieldProblem problem) => AddProblem(cell, problem.Message, problem.Fix);

    /// <summary>The times at which incidents began, as a record has them; null where nothing is known to watch.</summary>
    protected IReadOnlyList<TimeSpan>? Incidents(EvidenceRecord record)
    {
        IReadOnlyList<TimeSpan>? incidents = null;
        Parse(record, EvidenceColumn.Incidents, text => KeptCells.TryIncidents(text, out incidents), KeptCells.IncidentsFix);
        return incidents;
    }

    /// <summary>The excluded intervals, as a record has them.</summary>
    protected IReadOnlyList<EvidenceExclusion> Exclusions(EvidenceRecord record)
    {
        IReadOnlyList<EvidenceExclusion> exclusions = [];
        Parse(record, EvidenceColumn.Exclusions, text => KeptCells.TryExclusions(text, out exclusions), KeptCells.ExclusionsFix);
        return exclusions;
    }

    protected void Parse(EvidenceRecord record, EvidenceColumn column, Func<string, bool> read, string fix)
    {
        if (record.Cells.TryGetValue(column, out var cell) && cell.Text.Length > 0 && !read(cell.Text))
            AddProblem(cell, $"'{ServiceName.Printable(cell.Text)}' cannot be read", fix);
    }

    protected string? Service(EvidenceRecord record)
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
            AddProblem(
                cell?.Line ?? record.Line,
                cell?.Column ?? (record.Line > 0 ? 1 : 0),
                cell?.Name ?? "Service",
                e.Problem.Message,
                cell is null ? "Add a column Service, or give the service's name beside the file" : e.Problem.Fix
            );
            return null;
        }
    }

    /// <summary>The namespace of the row's service; empty for none, and null when it was refused.</summary>
    protected string? Namespace(EvidenceRecord record)
    {
        if (!record.Cells.TryGetValue(EvidenceColumn.Namespace, out var cell))
            return "";
        try
        {
            return PlanText.Check(cell.Text, cell.Name) ?? "";
        }
        catch (SloValidationException e)
        {
            AddProblem(cell, e.Problem.Message, e.Problem.Fix);
            return null;
        }
    }

    protected (DateTime Time, bool IsDay)? Time(EvidenceRecord record)
    {
        if (!record.Cells.TryGetValue(EvidenceColumn.Time, out var cell) || cell.Text.Length == 0)
        {
            AddProblem(
                record.Line,
                record.Line > 0 ? 1 : 0,
                "Date",
                "The row has no day and no time",
                "Give it as 2026-01-31, or as 2026-01-31T12:00:00Z for counts of hours"
            );
            return null;
        }

        if (CellTime.TryParse(cell.Text, out var time, out var isDay))
        {
            if (UtcTime.IsInCalendar(time))
                return (time, isDay);
            AddProblem(cell, $"{ServiceName.Printable(cell.Text)} is out of range", "Give a date from 1970-01-01 to 2199-12-31");
            return null;
        }

        AddProblem(
            cell,
            $"'{ServiceName.Printable(cell.Text)}' is neither a day nor a time",
            "Write it as 2026-01-31, 2026-01-31T12:00:00Z or 2026-01-31T14:00:00+02:00"
        );
        return null;
    }

    protected bool Counts(EvidenceRecord record, out long? good, out long? total)
    {
        total = null;
        if (
            !Count(record, EvidenceColumn.Good, out good)
            || !Count(record, EvidenceColumn.Bad, out var bad)
            || !Count(record, EvidenceColumn.Total, out total)
        )
            return false;
        if (good is null && bad is null && total is null)
            return true;
        if ((good is null ? 0 : 1) + (bad is null ? 0 : 1) + (total is null ? 0 : 1) < 2)
        {
            AddProblem(
                record.Line,
                record.Line > 0 ? 1 : 0,
                "Total",
                "The row has one count where two are needed",
                "Give Good and Total, Good and Bad, or Bad and Total"
            );
            return false;
        }

        var all = total ?? (good!.Value + bad!.Value);
        if ((good ?? bad) > all || (good is not null && bad is not null && good + bad != all))
        {
            var cell = record.Cells[good is not null ? EvidenceColumn.Good : EvidenceColumn.Bad];
            AddProblem(
                cell,
                bad is not null && good is not null
                    ? $"{good} good and {bad} bad events are not {all} in total"
                    : $"{(good is not null ? "Good" : "Bad")} ({cell.Text}) exceeds Total ({all})",
                "Give at most as many as there are in total"
            );
            return false;
        }

        (good, total) = (good ?? (all - bad), all);
        return true;
    }

    /// <summary>The share of the interval that has data: 1 where it is not given.</summary>
    protected bool Coverage(EvidenceRecord record, out double coverage)
    {
        coverage = 1;
        if (!record.Cells.TryGetValue(EvidenceColumn.Coverage, out var cell) || cell.Text.Length == 0)
            return true;
        if (CellNumber.Share(cell, out coverage) is not { } problem)
            return true;
        AddProblem(cell, problem);
        return false;
    }

    protected bool Latency(EvidenceRecord record, EvidenceColumn column, out double? milliseconds)
    {
        milliseconds = null;
        if (!record.Cells.TryGetValue(column, out var cell) || cell.Text.Length == 0)
            return true;
        if (CellNumber.Milliseconds(cell, out var value) is { } problem)
        {
            AddProblem(cell, problem);
            return false;
        }

        milliseconds = value;
        return true;
    }

    /// <summary>Refuses a p99 below the p95, and good events where nothing is covered.</summary>
    protected void CheckAgreement(EvidenceRecord record, double? p95, double? p99, double coverage, long? good)
    {
        if (p99 < p95)
            AddProblem(
                record.Cells[EvidenceColumn.LatencyP99],
                $"{record.Cells[EvidenceColumn.LatencyP99].Text} ms is below the p95 latency of "
                    + $"{record.Cells[EvidenceColumn.LatencyP95].Text} ms",
                "Check which value is which"
            );
        if (coverage == 0 && good > 0)
            AddProblem(
                record.Cells[EvidenceColumn.Coverage],
                $"There are {CountText.Of(good.Value, "good event")} and a coverage of 0",
                "Give the share of the interval that has data, or no good events"
            );
    }

    /// <summary>Whether the row says that its latencies are in milliseconds; refuses any other unit.</summary>
    protected bool SaysUnit(EvidenceRecord record)
    {
        if (!record.Cells.TryGetValue(EvidenceColumn.LatencyUnit, out var cell) || cell.Text.Length == 0)
            return false;
        try
        {
            EvidenceField.CheckUnit(cell.Name, cell.Text);
        }
        catch (SloValidationException e)
        {
            AddProblem(cell, e.Problem);
        }

        return true;
    }

    /// <summary>Refuses numbers of columns that are left out, and say another thing than the counts: which of them is right?</summary>
    protected void CheckClaims(EvidenceRecord record, long? good, long? total)
    {
        foreach (var cell in record.Claims)
        {
            if (RowDoubts.Problem(cell.Name, cell.Name, cell.Text) is { } doubt)
                AddProblem(cell, doubt);
        }

        if (good is not { } g || total is not { } t)
            return;
        foreach (var cell in record.Claims)
        {
            if (ClaimedCount.Problem(cell.Name, cell.Name, cell.Text, g, t) is { } problem)
                AddProblem(cell, problem);
        }

        CheckRatio(record, g, t);
    }

    private void CheckRatio(EvidenceRecord record, long good, long total)
    {
        // A ratio printed with four decimals is off by up to half of the fourth.
        const double Rounding = 0.0000500001;
        if (total == 0 || !record.Cells.TryGetValue(EvidenceColumn.ErrorRatio, out var cell))
            return;
        var ratio = (double)(total - good) / total;
        if (CellNumber.Ratio(cell, out var given) is { } problem)
            AddProblem(cell, problem);
        else if (Math.Abs(given - ratio) > Rounding)
            AddProblem(
                cell,
                $"'{cell.Name}' is {cell.Text}, and by the counts beside it {CountText.Whole(total - good)} of "
                    + $"{CountText.Of(total, "event")} are bad",
                "Give the ratio of these counts, or leave it out"
            );
    }

    private IEnumerable<(string What, string Name, string? Meant)> Unknown() =>
        _left
            .Select(name => (What: "column", Name: name, Meant: EvidenceColumns.Suggest(name, _used)))
            .Concat(_keys.Select(key => (What: "key", Name: key, Meant: EvidenceReader.Suggest(key))));

    private string NotKnown((string What, string Name, string? Meant)[] names)
    {
        const int Most = 10;
        var what = names[0].What + (names.Length == 1 ? "" : "s");
        var listed = string.Join(", ", names.Take(Most).Select(n => $"'{ServiceName.Printable(n.Name)}'"));
        return $"The {what} {listed}"
            + (names.Length > Most ? $" and {CountText.Whole(names.Length - Most)} more" : "")
            + (_path.Length == 0 ? "" : $" of '{PrintableText.Escape(_path)}'")
            + (names.Length == 1 ? " is not known" : " are not known");
    }

    private bool Count(EvidenceRecord record, EvidenceColumn column, out long? count)
    {
        count = null;
        if (!record.Cells.TryGetValue(column, out var cell) || cell.Text.Length == 0)
            return true;
        if (CellNumber.Count(cell, out var value) is { } problem)
        {
            AddProblem(cell, problem);
            return false;
        }

        count = value;
        return true;
    }
}
