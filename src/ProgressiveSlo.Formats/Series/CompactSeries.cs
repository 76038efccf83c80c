using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Csv;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Series;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Series;

/// <summary>
/// The compact form: CSV with a line for each day of a service, whose last cell has the events of all its steps, such as
/// <c>120*3 118/2 - 0*60</c>: 120 events three times, 118 of which 2 are bad, a step without data, and an hour without traffic.
/// </summary>
internal static class CompactSeries
{
    private const string Header = "Service,Namespace,Start,Step,CountsOverGaps,Events";
    private const int Columns = 6;

    public static bool Recognises(string text) => text.TrimStart().StartsWith(Header, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads series one by one; the lines of a service stand together, in order of time.</summary>
    /// <exception cref="SloDocumentException">A line is wrong.</exception>
    public static IEnumerable<EventSeries> Read(string text, string path)
    {
        var csv = new CsvReader(text.TrimStart(), (line, column, message, fix) => throw Invalid(path, line, column, "", message, fix));
        csv.Row();
        var seen = new HashSet<(string, string)>();
        Part? part = null;
        while (csv.Row() is { } cells)
        {
            if (cells.Count == 1 && cells[0].Text.Length == 0)
                continue;
            if (cells.Count != Columns)
                throw Invalid(path, cells[0].Line, 1, "", $"The line has {cells.Count} values for {Columns} columns", "Give one for each");
            var key = (cells[0].Text, cells[1].Text);
            if (part is null || part.Key != key)
            {
                if (part is not null)
                    yield return part.Build(path);
                if (!seen.Add(key))
                    throw Invalid(
                        path,
                        cells[0].Line,
                        cells[0].Column,
                        "Service",
                        $"'{ServiceName.Printable(key.Item1)}' has lines further up already",
                        "Put the lines of a service together, in order of time"
                    );
                part = new Part(key, cells[0].Line, path, cells);
            }

            part.Add(path, cells);
        }

        if (part is null)
            throw Invalid(path, 1, 1, "", "There is no line of events", "Give a line for each day of a service");
        yield return part.Build(path);
    }

    public static void Write(IEnumerable<EventSeries> series, TextWriter writer)
    {
        writer.Write(Header + "\n");
        foreach (var one in series)
        {
            var perDay = (int)(TimeSpan.TicksPerDay / one.Step.Ticks);
            var first = (int)(one.From.TimeOfDay.Ticks / one.Step.Ticks);
            for (var from = 0; from < one.Steps; from = Math.Min(one.Steps, from + perDay - (from == 0 ? first : 0)))
            {
                var to = Math.Min(one.Steps, from + perDay - (from == 0 ? first : 0));
                writer.Write(
                    string.Join(
                        ",",
                        CsvText.Cell(one.Service),
                        CsvText.Cell(one.Namespace ?? ""),
                        UtcTime.Text(one.From + TimeSpan.FromTicks(one.Step.Ticks * from)),
                        PrometheusDuration.Format(one.Step),
                        one.CountsOverGaps ? "true" : "false",
                        Events(one, from, to)
                    ) + "\n"
                );
            }
        }
    }

    private static string Events(EventSeries series, int from, int to)
    {
        var text = new StringBuilder();
        for (var i = from; i < to; )
        {
            var events = series.At(i);
            var count = 1;
            while (i + count < to && series.At(i + count) == events)
                count++;
            if (text.Length > 0)
                text.Append(' ');
            if (events is not var (good, total))
                text.Append('-');
            else if (good == total)
                text.Append(total);
            else
                text.Append(total).Append('/').Append(total - good);
            if (count > 1)
                text.Append('*').Append(count);
            i += count;
        }

        return text.ToString();
    }

    private static SloDocumentException Invalid(string path, int line, int column, string field, string message, string fix) =>
        new(new DocumentProblem(path, line, column, new FieldProblem(field, message, fix)));

    /// <summary>The lines of one service.</summary>
    private sealed class Part
    {
        private readonly int _line;
        private readonly EventSeriesBuilder _builder;
        private readonly TimeSpan _step;
        private readonly bool _countsOverGaps;

        public Part((string Service, string Namespace) key, int line, string path, List<CsvCell> cells)
        {
            Key = key;
            _line = line;
            _countsOverGaps = string.Equals(cells[4].Text, "true", StringComparison.OrdinalIgnoreCase);
            if (!PrometheusDuration.TryParse(cells[3].Text, out _step))
                throw Invalid(
                    path,
                    line,
                    cells[3].Column,
                    "Step",
                    $"'{ServiceName.Printable(cells[3].Text)}' is not a duration",
                    "Write 1m"
                );
            try
            {
                _builder = new EventSeriesBuilder(ServiceName.Check(key.Service), _step)
                {
                    Namespace = key.Namespace.Length == 0 ? null : PlanText.Check(key.Namespace, "Namespace"),
                };
            }
            catch (SloValidationException e)
            {
                throw new SloDocumentException(new DocumentProblem(path, line, 1, e.Problem));
            }
        }

        public (string Service, string Namespace) Key { get; }

        public void Add(string path, List<CsvCell> cells)
        {
            var (start, events) = (cells[2], cells[5]);
            if (!UtcTime.TryParse(start.Text, out var time) || !UtcTime.IsInCalendar(time))
                throw Invalid(
                    path,
                    start.Line,
                    start.Column,
                    "Start",
                    $"'{ServiceName.Printable(start.Text)}' is not a time",
                    "Write it as 2026-01-31T00:00:00Z"
                );
            try
            {
                foreach (var (good, total, count) in Tokens(events.Text))
                {
                    for (var i = 0L; i < count; i++, time += _step)
                        _builder.Add(time, good, total);
                }
            }
            catch (SloValidationException e)
            {
                throw new SloDocumentException(new DocumentProblem(path, events.Line, events.Column, e.Problem));
            }
        }

        public EventSeries Build(string path)
        {
            try
            {
                var series = _builder.Build();
                return _countsOverGaps ? series.OverGaps() : series;
            }
            catch (SloValidationException e)
            {
                throw new SloDocumentException(new DocumentProblem(path, _line, 1, e.Problem));
            }
        }

        private static IEnumerable<(long Good, long Total, long Count)> Tokens(string text)
        {
            foreach (var token in text.Split([' '], StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = token.Split('*');
                var counts = parts[0].Split('/');
                var (total, bad, times) = (-1L, 0L, 1L);
                var isRead =
                    parts.Length <= 2
                    && counts.Length <= 2
                    && (parts[0] == "-" || Number(counts[0], CellMost, out total))
                    && (counts.Length == 1 || Number(counts[1], CellMost, out bad))
                    && (parts.Length == 1 || Number(parts[1], StepsOfDay, out times))
                    && (bad <= total || total < 0);
                if (!isRead)
                    throw new SloValidationException(
                        "Events",
                        $"'{ServiceName.Printable(token)}' is not the events of a step",
                        "Write for example 120, 118/2 (2 of 118 are bad), - for no data, or 0*60 for 60 steps"
                    );
                yield return (total - bad, total, times);
            }
        }

        private const long CellMost = 9_007_199_254_740_992;

        private const long StepsOfDay = 2880;

        private static bool Number(string text, long most, out long number) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;
    }
}
