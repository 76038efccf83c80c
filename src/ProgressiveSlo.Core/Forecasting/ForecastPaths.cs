using ProgressiveSlo.Statistics;

namespace ProgressiveSlo.Forecasting;

/// <summary>Days to come, path by path, and the day on which each gate opens on it.</summary>
internal sealed class ForecastPaths
{
    /// <summary>The day of a gate that stays closed.</summary>
    public const int Never = int.MaxValue;

    private readonly DayTimeline _days;
    private readonly GateWalk[] _walks;
    private readonly GateWalk _past;
    private readonly DayBootstrap _bootstrap;
    private readonly double[]? _factors;
    private readonly (int First, int Last) _known;
    private readonly int[] _path;
    private readonly int[] _opens;
    private readonly int _start;

    /// <param name="days">The days that were.</param>
    /// <param name="known">Places of the first and of the last of them on which it is known what happened.</param>
    /// <param name="isKnown">Whether it is known, for each place.</param>
    /// <param name="gates">The gates, from that of the current phase on.</param>
    /// <param name="start">Place of the first day of the current phase; may lie in the future.</param>
    /// <param name="horizon">Days of a path.</param>
    /// <param name="trend">Factor by which error ratios change in 30 days.</param>
    public ForecastPaths(
        DayTimeline days,
        (int First, int Last) known,
        Func<int, bool> isKnown,
        IReadOnlyList<GateThresholds> gates,
        int start,
        int horizon,
        double trend
    )
    {
        (_days, _known, _start) = (days, known, start);
        _walks = [.. gates.Select(g => new GateWalk(g, days))];
        _opens = new int[gates.Count];
        _path = new int[horizon];
        _bootstrap = new DayBootstrap([.. Enumerable.Range(known.First, known.Last - known.First + 1).Select(isKnown)]);
        _factors = trend == 1 ? null : [.. Enumerable.Range(1, horizon).Select(day => Math.Pow(trend, day / 30.0))];

        // All paths have the same past.
        _past = new GateWalk(gates[0], days);
        _past.Begin(start);
        for (var i = start; i < days.Past; i++)
            _past.Add();
    }

    /// <summary>Simulates a path: afterwards its days are those of the timeline.</summary>
    /// <param name="random">Tells which.</param>
    /// <param name="incident">Days that the path begins with; no days for none.</param>
    /// <returns>For each gate how many days after today it opens, 0 being today; the next path writes over it.</returns>
    public int[] Next(SeededRandom random, (int Place, int Days) incident = default)
    {
        _bootstrap.Draw(random, _days.Past - _known.First, _path);
        for (var i = 0; i < _path.Length; i++)
        {
            var place = _known.First + _path[i];
            var bad = _factors is null ? _days.Bad[place] : Scaled(random, place, _factors[i]);
            if (i < incident.Days)
                (place, bad) = (incident.Place + i, _days.Bad[incident.Place + i]);
            _days.Set(_days.Past + i, place, bad);
        }

        for (var i = 0; i < _opens.Length; i++)
            _opens[i] = Never;
        var (gate, day) = (0, 0);
        _walks[0].CopyFrom(_past);
        while (gate < _walks.Length)
        {
            if (_walks[gate].IsOpen())
            {
                _opens[gate] = day;
                if (++gate < _walks.Length)
                    _walks[gate].Begin(_days.Past + day);
                continue;
            }

            if (day == _path.Length)
                break;
            if (_days.Past + day >= _start)
                _walks[gate].Add();
            day++;
        }

        return _opens;
    }

    // As many whole events as the factor says on average.
    private long Scaled(SeededRandom random, int place, double factor)
    {
        var bad = _days.Bad[place];
        return bad == 0 ? 0 : (long)Math.Min(_days.Total[place], Math.Floor((bad * factor) + random.NextDouble()));
    }
}
