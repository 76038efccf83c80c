using ProgressiveSlo.Errors;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Series;

/// <summary>
/// Makes a series of rows that come in order of time. A step that no row is about is a gap. Where no step is given, it is the shortest
/// distance of two rows.
/// </summary>
public sealed class EventSeriesBuilder
{
    private readonly string _service;
    private readonly TimeSpan? _step;
    private readonly List<long> _seconds = [];
    private readonly List<long> _good = [];
    private readonly List<long> _total = [];
    private long _shortest = long.MaxValue;

    /// <summary>Begins a series.</summary>
    /// <param name="service">The service; may be empty.</param>
    /// <param name="step">Length of a step, or null to find it.</param>
    /// <exception cref="SloValidationException">The step is refused.</exception>
    public EventSeriesBuilder(string service, TimeSpan? step = null)
    {
        _service = service ?? throw new ArgumentNullException(nameof(service));
        _step = step is { } given ? SeriesGrid.CheckStep(given) : null;
    }

    /// <summary>Namespace of the service, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>How many rows there are so far.</summary>
    public int Count => _seconds.Count;

    /// <summary>Adds the events of a step.</summary>
    /// <param name="start">Its start; without zone it is taken as UTC. After that of the row before.</param>
    /// <param name="good">Good events.</param>
    /// <param name="total">All events; null, or -1, for a step without data.</param>
    /// <exception cref="SloValidationException">The time is not after the one before, or has a part of a second; or a count is
    /// refused.</exception>
    public void Add(DateTime start, long? good, long? total)
    {
        start = UtcTime.From(start);
        if (start.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new SloValidationException(
                "Time",
                $"{start.ToString("o", CultureInfo.InvariantCulture)} is not a whole second",
                "Give the start of each step, for example 2026-01-31T12:00:00Z"
            );
        var second = start.Ticks / TimeSpan.TicksPerSecond;
        if (_seconds.Count > 0)
        {
            var distance = second - _seconds[_seconds.Count - 1];
            if (distance <= 0)
                throw Order(start, distance == 0);
            _shortest = Math.Min(_shortest, distance);
        }

        var (g, t) = total is null ? (0L, -1L) : (good ?? 0L, total.Value);
        if (t != -1 && (t < 0 || g < 0 || g > t))
            throw SeriesGrid.BadCounts(start, g, t);
        _seconds.Add(second);
        _good.Add(g);
        _total.Add(t);
    }

    /// <summary>The series.</summary>
    /// <exception cref="SloValidationException">There is no row, the rows do not lie on a regular grid in UTC, or they span more than ten
    /// years.</exception>
    public EventSeries Build()
    {
        if (Count == 0)
            throw SeriesGrid.Empty();
        var step = _step ?? FindStep();
        var length = step.Ticks / TimeSpan.TicksPerSecond;
        var steps = (_seconds[Count - 1] - _seconds[0]) / length + 1;
        SeriesGrid.Check(Time(_seconds[0]), step, steps);
        var (good, total) = (new long[steps], new long[steps]);
        var filled = 0L;
        for (var i = 0; i < Count; i++)
        {
            var distance = _seconds[i] - _seconds[0];
            if (distance % length != 0)
                throw SeriesGrid.OffGrid(Time(_seconds[i]), step);
            for (; filled < distance / length; filled++)
                total[filled] = -1;
            (good[filled], total[filled]) = (_good[i], _total[i]);
            filled++;
        }

        var series = EventSeries.Create(_service, Time(_seconds[0]), step, good, total);
        return Namespace is null ? series : series.In(Namespace);
    }

    private TimeSpan FindStep()
    {
        if (Count == 1)
            throw new SloValidationException("Step", "One row does not tell how long its step is", "Give the step, for example 1m");
        var step = TimeSpan.FromSeconds(_shortest);
        try
        {
            return SeriesGrid.CheckStep(step);
        }
        catch (SloValidationException e)
        {
            throw new SloValidationException(
                "Time",
                $"The shortest distance of two rows is {PrometheusDuration.Format(step)}. {e.Problem.Message}",
                "Give the events of regular steps from 30s to 1h, for example of each minute"
            );
        }
    }

    private SloValidationException Order(DateTime start, bool isDuplicate) =>
        isDuplicate
            ? new SloValidationException(
                "Time",
                $"{UtcTime.Text(start)} is duplicated",
                "Give each step once; add the counts up where there are several sources"
            )
            : new SloValidationException(
                "Time",
                $"{UtcTime.Text(start)} is before the row before it, {UtcTime.Text(Time(_seconds[Count - 1]))}",
                "Sort the rows of each service by time"
            );

    private static DateTime Time(long seconds) => new(seconds * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
}
