using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Series;

/// <summary>
/// Makes events of counters that were sampled at the ends of steps. A counter that falls was reset, and what it shows then is what has
/// happened since, as Prometheus takes it. What it rose over steps without samples is counted in the step that ends with the next sample.
/// </summary>
public static class CounterReader
{
    /// <summary>Makes a series of two counters.</summary>
    /// <param name="service">The service; may be empty.</param>
    /// <param name="from">Time of the first sample, which begins the first step.</param>
    /// <param name="step">From one sample to the next.</param>
    /// <param name="bad">Values of the counter of bad events; NaN for none. One that begins later loses its first value.</param>
    /// <param name="total">Values of the counter of all events; NaN for none. As many as of the other.</param>
    /// <exception cref="SloValidationException">A value is negative or too large, or more events are bad than there are.</exception>
    public static EventSeries Read(string service, DateTime from, TimeSpan step, IReadOnlyList<double> bad, IReadOnlyList<double> total)
    {
        if (bad is null)
            throw new ArgumentNullException(nameof(bad));
        if (total is null)
            throw new ArgumentNullException(nameof(total));
        if (bad.Count != total.Count)
            throw new SloValidationException(
                "Bad",
                $"There are {CountText.Of(bad.Count, "sample")} of bad events and {total.Count} of all events",
                "Give both counters at the same times"
            );
        if (total.Count < 2)
            throw SeriesGrid.Empty();
        var (good, all) = (new long[total.Count - 1], new long[total.Count - 1]);
        var (lastBad, lastTotal) = (bad[0], total[0]);
        for (var i = 1; i < total.Count; i++)
        {
            // A counter of errors may begin with the first error; before that there were none.
            var isGap = double.IsNaN(total[i]) || (double.IsNaN(bad[i]) && !double.IsNaN(lastBad));
            if (isGap)
            {
                all[i - 1] = -1;
                continue;
            }

            var b = Rise(lastBad, bad[i]);
            var t = Rise(lastTotal, total[i]);
            if (double.IsNaN(lastTotal))
            {
                // Nothing is known of the steps before the first sample.
                all[i - 1] = -1;
            }
            else
            {
                all[i - 1] = t;
                good[i - 1] = t - b;
            }

            (lastBad, lastTotal) = (bad[i], total[i]);
        }

        return EventSeries.Create(service, from, step, good, all).OverGaps();
    }

    private static long Rise(double before, double now)
    {
        if (double.IsNaN(before) || double.IsNaN(now))
            return 0;
        if (now < 0 || now > long.MaxValue / 4)
            throw new SloValidationException(
                "Counter",
                $"{NumberText.Plain(now)} is not the value of a counter of events",
                "Give values of 0 or more"
            );
        return (long)Math.Round(now < before ? now : now - before);
    }
}
