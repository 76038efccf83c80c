using ProgressiveSlo.Errors;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Backtesting;

/// <summary>
/// Windows of a day and more as the exact rules have them: sums of the events that were recorded over 5 minutes at each evaluation, and
/// recorded themselves every 3 minutes. Rates over 5 minutes are extrapolated as Prometheus does where samples are missing; the weights are
/// whole numbers of a common scale, so that sums stay exact.
/// </summary>
internal sealed class RecordedWindows
{
    /// <summary>Windows from this length on are sums; decision 49 says why.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromDays(1);

    private static readonly TimeSpan _rate = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(3);

    private readonly WindowEvents _events;
    private readonly long[] _bad;
    private readonly long[] _total;
    private readonly int _width;
    private readonly long _scale;

    /// <exception cref="SloValidationException">The steps do not divide 5 minutes.</exception>
    public RecordedWindows(WindowEvents events)
    {
        _events = events;
        if (_rate.Ticks % events.Series.Step.Ticks != 0)
            throw new SloValidationException(
                "Step",
                "Recorded windows are sums of rates over 5m, and 5m is not a whole number of steps of "
                    + PrometheusDuration.Format(events.Series.Step),
                "Give a series with steps of 30s, 1m or 5m"
            );
        _width = (int)(_rate.Ticks / events.Series.Step.Ticks);
        _scale = 2 * LeastCommonMultiple(_width);
        _bad = new long[events.Steps + 1];
        _total = new long[events.Steps + 1];
        for (var t = 1; t <= events.Steps; t++)
        {
            var (bad, total) = events.Over(t, _width);
            var weight = total == 0 ? 0 : Weight(t);

            // Differences of sums that wrap around are right as long as they fit themselves.
            _bad[t] = unchecked(_bad[t - 1] + weight * bad);
            _total[t] = unchecked(_total[t - 1] + weight * total);
        }
    }

    /// <summary>Whether the window that was recorded last is above a threshold at a step.</summary>
    public bool IsAbove(BurnThreshold threshold, int step, int length)
    {
        var recorded = step - (int)((_events.Series.From.Ticks / _events.Series.Step.Ticks + step) % Every);
        if (recorded < 1)
            return false;

        // A range has the samples at both of its ends.
        var before = Math.Max(0, recorded - length - 1);
        return threshold.IsAbove(unchecked(_bad[recorded] - _bad[before]), unchecked(_total[recorded] - _total[before]));
    }

    private long Every => Math.Max(1, _interval.Ticks / _events.Series.Step.Ticks);

    // Source: Prometheus, promql/functions.go, extrapolatedRate. The beginning of the series is that of its counters, at 0.
    private long Weight(int step)
    {
        var gaps = _events.Series.Missing;
        var from = Math.Max(0, step - _width);
        var (first, last, samples) = (-1, -1, 0);
        for (var i = from; i <= step; i++)
        {
            if (gaps is not null && i > 0 && gaps[i - 1])
                continue;
            first = first < 0 ? i : first;
            last = i;
            samples++;
        }

        if (samples < 2)
            return 0;
        var (sampled, intervals) = (last - first, samples - 1);
        var start = from == 0 && first == 0 ? 0 : Extra(first - (step - _width), sampled, intervals);
        return _scale + start + Extra(step - last, sampled, intervals);
    }

    // Up to the edge where it is about one interval away; otherwise half an interval. In parts of what was sampled.
    private long Extra(int distance, int sampled, int intervals) =>
        distance * intervals * 10 < sampled * 11 ? _scale * distance / sampled : _scale / (2 * intervals);

    private static long LeastCommonMultiple(int most)
    {
        var product = 1L;
        for (var i = 2; i <= most; i++)
        {
            var (a, b) = (product, (long)i);
            while (b != 0)
                (a, b) = (b, a % b);
            product = product / a * i;
        }

        return product;
    }
}
