namespace ProgressiveSlo.Forecasting;

/// <summary>What the paths came to: the days on which gates open, and the availability over the SLO's window day by day.</summary>
internal sealed class ForecastOutcome
{
    private readonly int[][] _opens;
    private readonly List<int>[] _withIncident;
    private readonly List<double>[] _availability;
    private readonly DayTimeline _days;
    private readonly int _window;

    /// <param name="gates">How many gates.</param>
    /// <param name="paths">How many paths.</param>
    /// <param name="days">The days of the path that is added.</param>
    /// <param name="horizon">How many days a path has.</param>
    /// <param name="window">Days of the SLO's window.</param>
    public ForecastOutcome(int gates, int paths, DayTimeline days, int horizon, int window)
    {
        _opens = [.. Enumerable.Range(0, gates).Select(_ => new int[paths])];
        _withIncident = [.. Enumerable.Range(0, gates).Select(_ => new List<int>())];
        _availability = [.. Enumerable.Range(0, horizon).Select(_ => new List<double>())];
        (_days, _window) = (days, window);
    }

    /// <summary>Adds a path.</summary>
    /// <param name="opens">The day on which each gate opens.</param>
    /// <param name="path">Its number, from 0.</param>
    /// <param name="inFan">Whether the fan has it, too.</param>
    public void Add(int[] opens, int path, bool inFan)
    {
        for (var gate = 0; gate < opens.Length; gate++)
            _opens[gate][path] = opens[gate];
        if (!inFan)
            return;
        long bad = 0,
            total = 0;
        for (var i = Math.Max(0, _days.Past - _window); i < _days.Past; i++)
            (bad, total) = (bad + _days.Bad[i], total + _days.Total[i]);
        for (var day = 0; day < _availability.Length; day++)
        {
            var place = _days.Past + day;
            (bad, total) = (bad + _days.Bad[place], total + _days.Total[place]);
            if (place >= _window)
                (bad, total) = (bad - _days.Bad[place - _window], total - _days.Total[place - _window]);
            if (total > 0)
                _availability[day].Add(1 - ((double)bad / total));
        }
    }

    /// <summary>Adds a path that begins with an incident, in the order of the paths without.</summary>
    /// <param name="opens">The day on which each gate opens.</param>
    public void AddWithIncident(int[] opens)
    {
        for (var gate = 0; gate < opens.Length; gate++)
            _withIncident[gate].Add(opens[gate]);
    }

    /// <summary>Sorts the days, after which questions can be asked.</summary>
    /// <returns>For each gate the days that a further incident costs; null where it is not known.</returns>
    public int?[] Finish()
    {
        var costs = _opens
            .Select(
                (opens, gate) =>
                {
                    var with = _withIncident[gate];
                    if (with.Count == 0)
                        return null;
                    var (before, after) = (
                        Quantile([.. opens.Take(with.Count).OrderBy(d => d)], 0.5),
                        Quantile([.. with.OrderBy(d => d)], 0.5)
                    );
                    return after - before;
                }
            )
            .ToArray();
        foreach (var opens in _opens)
            Array.Sort(opens);
        return costs;
    }

    /// <summary>The day by which a share of the paths have passed a gate; null where fewer do.</summary>
    public int? Day(int gate, double share) => Quantile(_opens[gate], share);

    /// <summary>The share of the paths that have passed a gate by a day.</summary>
    public double Share(int gate, int day) => _opens[gate].Count(d => d <= day) / (double)_opens[gate].Length;

    /// <summary>The fan.</summary>
    public IReadOnlyList<SloForecastDay> Fan()
    {
        var fan = new List<SloForecastDay>(_availability.Length);
        for (var day = 0; day < _availability.Length; day++)
        {
            if (_availability[day].Count == 0)
                continue;
            double[] sorted = [.. _availability[day]];
            Array.Sort(sorted);
            fan.Add(new SloForecastDay(_days.From.AddDays(_days.Past + day), At(sorted, 0.1), At(sorted, 0.5), At(sorted, 0.9)));
        }

        return fan;
    }

    private static int? Quantile(int[] sorted, double share) => At(sorted, share) is var day && day == ForecastPaths.Never ? null : day;

    private static T At<T>(T[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling((share * sorted.Length) - 1e-9) - 1)];
}
