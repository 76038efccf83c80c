using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Takes one number for each service and slot (a day, or an hour). Series of one service are added up; NaN is not a number. Services that
/// were not asked for are left out: a server may answer as many as it likes.
/// </summary>
internal sealed class SlotSeries : ISeriesSink
{
    // Servers write times with three decimals.
    private const double TimeTolerance = 1;

    private readonly Dictionary<string, double?[]> _rows = new(StringComparer.Ordinal);
    private readonly AskedServices _asked;
    private readonly SlotRange _range;
    private readonly double _first;
    private readonly double _step;

    /// <param name="asked">The services.</param>
    /// <param name="range">The slots; a number has the time of its slot's end.</param>
    public SlotSeries(AskedServices asked, SlotRange range)
    {
        _asked = asked;
        _range = range;
        _first = (range.FirstEnd - UnixTime.Epoch).TotalSeconds;
        _step = range.Step.TotalSeconds;
    }

    /// <summary>The number of a service in a slot; null when there is none.</summary>
    public double? this[string value, int slot] => _rows.TryGetValue(value, out var row) ? row[slot] : null;

    /// <summary>Whether any number is above 0.</summary>
    public bool HasPositive => _rows.Values.Any(r => r.Any(n => n > 0));

    public void Add(SampleSeries series)
    {
        if (_asked.Find(series) is not { } value)
            return;
        var row = Row(value);
        for (var i = 0; i < series.Count; i++)
        {
            var place = (series.Times[i] - _first) / _step;
            if (!(place > -0.5 && place < _range.Count - 0.5))
                continue;
            var slot = (int)Math.Round(place);
            if (Math.Abs(place - slot) * _step > TimeTolerance)
                throw new MalformedResponseException("a sample has a time that was not asked for");
            Add(row, slot, series.Values[i]);
        }
    }

    /// <summary>Takes over what another query about other services or slots has found.</summary>
    public void Add(SlotSeries other)
    {
        var shift = (int)Math.Round((other._first - _first) / _step);
        foreach (var pair in other._rows)
        {
            var row = Row(pair.Key);
            for (var i = 0; i < pair.Value.Length; i++)
            {
                if (pair.Value[i] is { } number)
                    Add(row, i + shift, number);
            }
        }
    }

    private static void Add(double?[] row, int slot, double number)
    {
        if (!double.IsNaN(number) && !double.IsInfinity(number))
            row[slot] = (row[slot] ?? 0) + number;
    }

    private double?[] Row(string value)
    {
        if (!_rows.TryGetValue(value, out var row))
            _rows.Add(value, row = new double?[_range.Count]);
        return row;
    }
}

/// <summary>Slots of one length, one after the other: the days of a window, or its hours.</summary>
/// <param name="FirstEnd">End of the first slot, UTC.</param>
/// <param name="Step">Length of a slot.</param>
/// <param name="Count">How many there are.</param>
internal sealed record SlotRange(DateTime FirstEnd, TimeSpan Step, int Count)
{
    /// <summary>End of the last slot, UTC.</summary>
    public DateTime LastEnd => End(Count - 1);

    /// <summary>The slots of a window.</summary>
    public static SlotRange Create(DateTime from, DateTime to, TimeSpan step) =>
        new(from + step, step, (int)((to - from).Ticks / step.Ticks));

    /// <summary>Its two halves; none of a single slot.</summary>
    public IReadOnlyList<SlotRange> Halves() =>
        Count < 2 ? [] : [this with { Count = Count / 2 }, new SlotRange(End(Count / 2), Step, Count - (Count / 2))];

    private DateTime End(int slot) => FirstEnd.AddTicks(Step.Ticks * slot);
}

/// <summary>Takes one number for each service from an instant query; NaN is not a number, and series of one service are added up.</summary>
internal sealed class ServiceValues : ISeriesSink
{
    private readonly Dictionary<string, double> _numbers = new(StringComparer.Ordinal);
    private readonly AskedServices _asked;

    public ServiceValues(AskedServices asked) => _asked = asked;

    public double? this[string value] => _numbers.TryGetValue(value, out var number) ? number : null;

    public void Add(SampleSeries series)
    {
        if (series.Count > 0 && !double.IsNaN(series.Values[0]) && !double.IsInfinity(series.Values[0]) && _asked.Find(series) is { } value)
            Add(value, series.Values[0]);
    }

    public void Add(ServiceValues other)
    {
        foreach (var pair in other._numbers)
            Add(pair.Key, pair.Value);
    }

    private void Add(string value, double number)
    {
        _numbers.TryGetValue(value, out var before);
        _numbers[value] = before + number;
    }
}

/// <summary>The services that an answer is read for.</summary>
internal sealed class AskedServices
{
    private readonly string? _label;
    private readonly HashSet<string> _values;

    /// <param name="label">The label that tells them apart; null for a service alone, whose series are all there are.</param>
    /// <param name="values">Their values of the label.</param>
    public AskedServices(string? label, IEnumerable<string> values)
    {
        _label = label;
        _values = new HashSet<string>(values, StringComparer.Ordinal);
    }

    /// <summary>Which of them a series is about, empty for a service alone; null for none.</summary>
    public string? Find(SampleSeries series)
    {
        if (_label is null)
            return "";
        var value = series.Label(_label);
        return _values.Contains(value) ? value : null;
    }
}
