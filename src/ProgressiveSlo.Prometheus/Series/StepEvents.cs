using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Series;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Series;

/// <summary>The times of a question: both ends of each step.</summary>
/// <param name="From">Start of the first step, UTC.</param>
/// <param name="Step">Length of a step.</param>
/// <param name="Steps">How many there are.</param>
internal sealed record StepTimes(DateTime From, TimeSpan Step, int Steps)
{
    // Servers write times with three decimals.
    private const double ToleratedSeconds = 0.01;

    /// <summary>The time of the end of a step; that of 0 is the start of the first one.</summary>
    public DateTime At(int index) => From + TimeSpan.FromTicks(Step.Ticks * index);

    /// <summary>Which of them a sample is of.</summary>
    /// <exception cref="MalformedResponseException">None.</exception>
    public int IndexOf(double seconds)
    {
        var place = (seconds - (From - UnixTime.Epoch).TotalSeconds) / Step.TotalSeconds;
        var index = Math.Round(place);
        return Math.Abs(place - index) * Step.TotalSeconds <= ToleratedSeconds && index >= 0 && index <= Steps
            ? (int)index
            : throw new MalformedResponseException("a sample has a time that was not asked for");
    }
}

/// <summary>
/// The events of each step, of all series that an answer has. Counters are taken as they are and compared with their sample before, so that no
/// event is extrapolated, and one that falls was reset. Other queries count the events of a step by themselves.
/// </summary>
internal sealed class StepEvents
{
    private readonly StepTimes _times;
    private readonly bool _areCounters;
    private readonly double[] _events;
    private readonly bool[] _isSampled;
    private readonly Dictionary<ulong, double> _last = [];

    /// <param name="times">The steps.</param>
    /// <param name="areCounters">Whether the values are those of counters.</param>
    public StepEvents(StepTimes times, bool areCounters)
    {
        _times = times;
        _areCounters = areCounters;
        _events = new double[times.Steps];
        _isSampled = new bool[times.Steps + 1];
    }

    /// <summary>Takes an answer; one that was broken off is thrown away with what it has taken.</summary>
    public Answer Open() => new(this);

    /// <summary>Adds what an answer has taken.</summary>
    public void Add(Answer answer)
    {
        foreach (var pair in answer.Events)
            _events[pair.Key] += pair.Value;
        foreach (var index in answer.Sampled)
            _isSampled[index] = true;
        foreach (var pair in answer.Last)
            _last[pair.Key] = pair.Value;
    }

    /// <summary>
    /// The series of a service. A step without a sample of all events is a gap. Counts are whole numbers whose sums are right; more events of the
    /// part than of all in a step, as two targets that are not scraped at one time have it, are those of a later one.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="part">Good or bad events.</param>
    /// <param name="isGood">Whether they are the good ones.</param>
    /// <param name="total">All events.</param>
    /// <exception cref="SloValidationException">There are no data, or the part is more than all.</exception>
    public static EventSeries Build(string service, StepEvents part, bool isGood, StepEvents total)
    {
        var times = total._times;
        var (good, all) = (new long[times.Steps], new long[times.Steps]);
        var (parts, totals) = (new WholeCounts(), new WholeCounts());
        var (later, isKnown, any) = (0L, !total._areCounters || total._isSampled[0], false);
        for (var i = 0; i < times.Steps; i++)
        {
            later += parts.Next(part._events[i]);
            var t = totals.Next(total._events[i]);
            var isGap = !isKnown || !total._isSampled[i + 1];
            isKnown |= total._isSampled[i + 1];
            any |= !isGap;
            all[i] = isGap ? -1 : t;
            if (isGap)
                continue;
            var p = Math.Min(later, t);
            later -= p;
            good[i] = isGood ? p : t - p;
        }

        if (!any)
            throw new SloValidationException(
                "Series",
                $"'{PrintableText.Escape(service)}' has no step with data from {Time.UtcTime.Text(times.From)} to {Time.UtcTime.Text(times.At(times.Steps))}",
                "Check its name and its indicator; where it is scraped less often than each step, give a longer -Step"
            );
        if (later > 10 + totals.Sum / 100)
            throw new SloValidationException(
                "Indicator",
                $"'{PrintableText.Escape(service)}' has {CountText.Of(parts.Sum, isGood ? "good event" : "bad event")} and {CountText.Of(totals.Sum, "event")} in all",
                "Count both in one place, with the same filters"
            );
        var series = EventSeries.Create(service, times.From, times.Step, good, all);
        return total._areCounters ? series.OverGaps() : series;
    }

    /// <summary>One answer.</summary>
    internal sealed class Answer(StepEvents events) : ISeriesSink
    {
        public Dictionary<int, double> Events { get; } = [];

        public HashSet<int> Sampled { get; } = [];

        public Dictionary<ulong, double> Last { get; } = [];

        public void Add(SampleSeries series)
        {
            var key = series.LabelHash;
            double? before = events._areCounters && events._last.TryGetValue(key, out var last) ? last : null;
            for (var i = 0; i < series.Count; i++)
            {
                var value = series.Values[i];
                var index = events._times.IndexOf(series.Times[i]);
                if (double.IsNaN(value) || double.IsInfinity(value) || value < 0)
                    continue;
                Sampled.Add(index);
                var more =
                    !events._areCounters ? value
                    : value < before ? value
                    : value - before ?? 0;
                before = value;
                if (index == 0 || more == 0)
                    continue;
                Events.TryGetValue(index - 1, out var others);
                Events[index - 1] = others + more;
            }

            if (events._areCounters && before is { } now)
                Last[key] = now;
        }
    }

    /// <summary>Whole numbers whose sum stays within half an event of that of what came in.</summary>
    private sealed class WholeCounts
    {
        private double _exact;

        public long Sum { get; private set; }

        public long Next(double events)
        {
            _exact += events;
            var more = Math.Max(0, (long)Math.Round(_exact) - Sum);
            Sum += more;
            return more;
        }
    }
}
