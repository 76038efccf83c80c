using ProgressiveSlo.Evidence;
using ProgressiveSlo.Statistics;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// What the gate judges: every complete UTC day since the phase began. Nothing is forgotten, since whoever looks daily at a window that
/// rolls waits for the lucky one. A day of the record that the evidence does not have counts as a day without data.
/// </summary>
internal sealed class GateRecord
{
    private readonly DayCount[] _counts;
    private readonly SloDay?[] _days;

    // Share of each day that is not excluded; null where nothing is.
    private readonly double[]? _expected;

    private GateRecord(DateTime from, DayCount[] counts, SloDay?[] days, double[]? expected, bool hasCounts, int? length = null)
    {
        Length = length ?? counts.Length;
        HasCounts = hasCounts;
        From = from;
        _counts = counts;
        _days = days;
        _expected = expected;
        for (var i = 0; i < Length; i++)
        {
            Bad += counts[i].Bad;
            Total += counts[i].Total;
            DaysWithTraffic += counts[i].Total > 0 ? 1 : 0;
        }
    }

    /// <summary>Midnight (UTC) at the start of the first day.</summary>
    public DateTime From { get; }

    /// <summary>Midnight (UTC) at the end of the last day; the same as <see cref="From"/> where no day is complete yet.</summary>
    public DateTime To => From.AddDays(Length);

    /// <summary>Whether there are counts of days; otherwise a ratio over all of them.</summary>
    public bool HasCounts { get; }

    /// <summary>Calendar days.</summary>
    public int Length { get; }

    /// <summary>Bad events.</summary>
    public long Bad { get; }

    /// <summary>All events.</summary>
    public long Total { get; }

    /// <summary>Days that have events.</summary>
    public int DaysWithTraffic { get; }

    /// <summary>Events of each day.</summary>
    public ArraySegment<DayCount> Counts => new(_counts, 0, Length);

    /// <summary>Share of the record that is excluded, a ratio.</summary>
    public double ExcludedShare => _expected is null ? 0 : _expected.Take(Length).Sum(share => 1 - share) / Length;

    /// <summary>
    /// Days that have data and are not excluded as a whole, as these tell how much traffic there is; how many of them have events; and how
    /// many events these are.
    /// </summary>
    public (int Days, int Busy, long Events) Traffic()
    {
        var (days, busy, events) = (0, 0, 0L);
        for (var i = 0; i < Length; i++)
        {
            if (!IsKnown(i))
                continue;
            days++;
            busy += _counts[i].Total > 0 ? 1 : 0;
            events += _counts[i].Total;
        }

        return (days, busy, events);
    }

    /// <summary>The record of evidence.</summary>
    /// <param name="evidence">Evidence with days, checked already.</param>
    /// <param name="from">Midnight (UTC) at the start of the first day.</param>
    /// <param name="to">Midnight (UTC) at the end of the last day; before <paramref name="from"/> is an empty record.</param>
    /// <param name="hasCounts">Whether days have events; those of an indicator that is a ratio have their coverage alone.</param>
    public static GateRecord Of(SloEvidence evidence, DateTime from, DateTime to, bool hasCounts = true)
    {
        var length = Math.Max(0, (to - from).Days);
        var counts = new DayCount[length];
        var days = new SloDay?[length];
        var hours = HoursOfDays.Of(evidence);
        for (var i = evidence.Days.Count - 1; i >= 0; i--)
        {
            var day = evidence.Days[i];
            var place = (int)((day.Date.Ticks - from.Ticks) / TimeSpan.TicksPerDay);
            if (day.Date < from)
                break;
            if (place >= length)
                continue;
            counts[place] = new DayCount(day.BadEvents, day.TotalEvents);
            days[place] = hours is null ? day : hours.Limit(day);
        }

        // Nothing can be left out of a ratio.
        return new GateRecord(from, counts, days, hasCounts ? NotExcluded(evidence.Exclusions, from, length) : null, hasCounts);
    }

    /// <summary>The day at a place, 0 being the first; null where the evidence does not have it.</summary>
    public SloDay? Day(int place) => _days[place];

    /// <summary>Bad and all events of the day at a place.</summary>
    public DayCount Count(int place) => _counts[place];

    /// <summary>Whether the whole day is excluded.</summary>
    public bool IsExcluded(int place) => _expected is not null && _expected[place] <= 0;

    /// <summary>Whether the day has no data at all, and is not excluded.</summary>
    public bool HasNoData(int place) => !IsExcluded(place) && (_days[place] is not { } day || day.Coverage == 0);

    /// <summary>Whether the day tells how much traffic there is.</summary>
    public bool IsKnown(int place) => !IsExcluded(place) && !HasNoData(place);

    /// <summary>Share of the day that is not excluded, a ratio.</summary>
    public double Expected(int place) => _expected is null ? 1 : _expected[place];

    /// <summary>Share of the day that is not excluded and has data, a ratio.</summary>
    public double Covered(int place) => Expected(place) * (_days[place]?.Coverage ?? 0);

    /// <summary>Share of the expected intervals of the last days that have data, a ratio; null where none is expected.</summary>
    /// <param name="days">How many of the last days, at most all.</param>
    public double? Coverage(int days)
    {
        double covered = 0,
            expected = 0;
        for (var i = Length - days; i < Length; i++)
        {
            expected += Expected(i);
            covered += Covered(i);
        }

        return expected > 0 ? covered / expected : null;
    }

    /// <summary>Bad and all events of the last days.</summary>
    /// <param name="days">How many, at most all.</param>
    public DayCount Last(int days)
    {
        long bad = 0,
            total = 0;
        for (var i = Length - days; i < Length; i++)
        {
            bad += _counts[i].Bad;
            total += _counts[i].Total;
        }

        return new DayCount(bad, total);
    }

    /// <summary>
    /// The record as it will be after so many more days on which nothing bad happens, with the traffic of <see cref="FutureTraffic"/>.
    /// </summary>
    /// <param name="more">0 or more.</param>
    public GateRecord WithPerfectDays(int more)
    {
        var traffic = new FutureTraffic(this);
        var days = new SloDay[more];
        for (var i = 0; i < more; i++)
        {
            var date = To.AddDays(i);
            var events = traffic.Next(date);
            days[i] = new SloDay(date, events, events) { LatencyP95 = 0, LatencyP99 = 0 };
        }

        return With(days);
    }

    /// <summary>The record as it will be after these days.</summary>
    /// <param name="more">The days that follow on it, one after the other.</param>
    public GateRecord With(IReadOnlyList<SloDay> more)
    {
        var length = Length;
        var counts = new DayCount[length + more.Count];
        var days = new SloDay?[length + more.Count];
        Array.Copy(_counts, counts, length);
        Array.Copy(_days, days, length);
        for (var i = 0; i < more.Count; i++)
        {
            counts[length + i] = new DayCount(more[i].BadEvents, more[i].TotalEvents);
            days[length + i] = more[i];
        }

        var expected = _expected?.Take(length).Concat(Enumerable.Repeat(1.0, more.Count)).ToArray();
        return new GateRecord(From, counts, days, expected, HasCounts);
    }

    /// <summary>The first days of the record.</summary>
    /// <param name="days">How many, at most all.</param>
    public GateRecord First(int days) => new(From, _counts, _days, _expected, HasCounts, days);

    // Exclusions may overlap: each moment counts once.
    private static double[]? NotExcluded(IReadOnlyList<EvidenceExclusion> exclusions, DateTime from, int length)
    {
        if (exclusions.Count == 0 || length == 0)
            return null;
        var free = new long[length];
        for (var i = 0; i < length; i++)
            free[i] = TimeSpan.TicksPerDay;
        var to = from.AddDays(length);
        var done = from;
        foreach (var cut in exclusions.OrderBy(e => UtcTime.From(e.From)))
        {
            var start = UtcTime.From(cut.From) > done ? UtcTime.From(cut.From) : done;
            var end = UtcTime.From(cut.To) < to ? UtcTime.From(cut.To) : to;
            for (var at = start; at < end; )
            {
                var next = at.Date.AddDays(1) < end ? at.Date.AddDays(1) : end;
                free[(at - from).Days] -= (next - at).Ticks;
                at = next;
            }

            done = end > done ? end : done;
        }

        return Array.ConvertAll(free, f => (double)f / TimeSpan.TicksPerDay);
    }
}
