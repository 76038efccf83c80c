namespace ProgressiveSlo.Readiness;

/// <summary>
/// The events of the days after a record, as far as its own days tell: each day of the week has as many as it had, and as often. What has
/// no data, or is excluded as a whole, tells nothing of that. A day of the week that the record does not know has what days had on average.
/// </summary>
internal sealed class FutureTraffic
{
    private const int Week = 7;

    private readonly Rhythm[] _ofWeekday = new Rhythm[Week];
    private readonly Rhythm _ofAll = new();

    /// <param name="record">What was measured.</param>
    public FutureTraffic(GateRecord record)
    {
        for (var i = 0; i < Week; i++)
            _ofWeekday[i] = new Rhythm();
        for (var i = 0; i < record.Length; i++)
        {
            if (!record.IsKnown(i))
                continue;
            var events = record.Count(i).Total;
            _ofWeekday[(int)record.From.AddDays(i).DayOfWeek].Add(events);
            _ofAll.Add(events);
        }
    }

    /// <summary>The events of the next day; to be asked of one day after the other.</summary>
    /// <param name="date">The day, UTC.</param>
    public long Next(DateTime date) => (_ofWeekday[(int)date.DayOfWeek] is { IsKnown: true } known ? known : _ofAll).Next();

    private sealed class Rhythm
    {
        private long _events;
        private int _days;
        private int _busy;
        private int _asked;

        public bool IsKnown => _days > 0;

        public void Add(long events)
        {
            _days++;
            _busy += events > 0 ? 1 : 0;
            _events += events;
        }

        // As evenly as whole days allow: after so many days as were seen, as many had traffic.
        public long Next()
        {
            if (_busy == 0)
                return 0;
            var before = Busy(_asked);
            _asked++;
            return Busy(_asked) > before ? Math.Max(1, _events / _busy) : 0;
        }

        private long Busy(long asked) => ((2 * asked * _busy) + _days) / (2L * _days);
    }
}
