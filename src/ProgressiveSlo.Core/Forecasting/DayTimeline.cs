using ProgressiveSlo.Evidence;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Forecasting;

/// <summary>Calendar days one after the other: those of the evidence up to today, and then those of the path that is simulated.</summary>
internal sealed class DayTimeline
{
    private readonly SloDay?[] _sources;

    /// <param name="past">The days that were.</param>
    /// <param name="horizon">How many days a path has.</param>
    public DayTimeline(GateRecord past, int horizon)
    {
        var length = past.Length + horizon;
        (From, Past) = (past.From, past.Length);
        (Bad, Total) = (new long[length], new long[length]);
        (P95, P99) = (new double?[length], new double?[length]);
        HasNoData = new bool[length];
        _sources = new SloDay?[length];
        for (var i = 0; i < past.Length; i++)
        {
            (Bad[i], Total[i]) = (past.Count(i).Bad, past.Count(i).Total);
            HasNoData[i] = past.HasNoData(i);
            Keep(i, past.Day(i));
        }
    }

    /// <summary>Midnight at the start of the first day, UTC.</summary>
    public DateTime From { get; }

    /// <summary>Days that were.</summary>
    public int Past { get; }

    public long[] Bad { get; }

    public long[] Total { get; }

    public double?[] P95 { get; }

    public double?[] P99 { get; }

    public bool[] HasNoData { get; }

    /// <summary>Makes a day of the path.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="like">Place of the day that was, which it is like.</param>
    /// <param name="bad">Its bad events.</param>
    public void Set(int place, int like, long bad)
    {
        (Bad[place], Total[place]) = (bad, Total[like]);
        Keep(place, _sources[like]);
    }

    /// <summary>Makes a day of the path.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="day">Events and latencies; its own date does not matter.</param>
    public void Set(int place, SloDay day)
    {
        (Bad[place], Total[place]) = (day.BadEvents, day.TotalEvents);
        Keep(place, day);
    }

    /// <summary>Days as evidence has them.</summary>
    /// <param name="from">Place of the first.</param>
    /// <param name="count">How many.</param>
    public SloDay[] Days(int from, int count)
    {
        var days = new SloDay[count];
        for (var i = 0; i < count; i++)
        {
            var place = from + i;
            days[i] = new SloDay(From.AddDays(place), Total[place] - Bad[place], Total[place])
            {
                LatencyP95 = P95[place],
                LatencyP99 = P99[place],
            };
        }

        return days;
    }

    private void Keep(int place, SloDay? source)
    {
        _sources[place] = source;
        (P95[place], P99[place]) = (source?.LatencyP95, source?.LatencyP99);
    }
}
