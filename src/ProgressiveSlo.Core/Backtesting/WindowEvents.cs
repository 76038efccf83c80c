using ProgressiveSlo.Errors;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Series;

namespace ProgressiveSlo.Backtesting;

/// <summary>
/// Events of any window of a series, as rates over ranges of its counters see them: from the sample at the start of the window, which is
/// part of it, to its end. Steps are counted from 1, and the window that ends with step t is (t − length, t].
/// </summary>
internal sealed class WindowEvents
{
    private readonly int[]? _starts;

    public WindowEvents(EventSeries series)
    {
        Series = series;
        Bad = series.Bad;
        Total = series.Total;
        _starts = series.CountsOverGaps && series.Missing is { } gaps ? Starts(gaps) : null;
    }

    public EventSeries Series { get; }

    public int Steps => Total.Length - 1;

    // Sums up to the end of a step.
    public long[] Bad { get; }

    public long[] Total { get; }

    /// <summary>How many steps a duration is.</summary>
    /// <exception cref="SloValidationException">It is not a whole number of them.</exception>
    public int StepsOf(TimeSpan window, string what)
    {
        if (window > TimeSpan.Zero && window.Ticks % Series.Step.Ticks == 0)
            return (int)Math.Min(int.MaxValue / 2, window.Ticks / Series.Step.Ticks);
        throw new SloValidationException(
            "Step",
            $"{what} {PrometheusDuration.Format(window)} is not a whole number of steps of {PrometheusDuration.Format(Series.Step)}",
            "Give a series with shorter steps, for example of 1m"
        );
    }

    /// <summary>
    /// Where the sums of a window begin that begins after this step. What a counter rose over a gap lies between the samples around it,
    /// and is not in a window that begins in the gap.
    /// </summary>
    public int Start(int after) =>
        after <= 0 ? 0
        : _starts is null ? after
        : _starts[after];

    /// <summary>Bad and all events of the window that ends with a step.</summary>
    public (long Bad, long Total) Over(int step, int length)
    {
        var start = Math.Min(Start(step - length), step);
        return (Bad[step] - Bad[start], Total[step] - Total[start]);
    }

    /// <summary>When a step ends, UTC.</summary>
    public DateTime Time(int step) => Series.From + TimeSpan.FromTicks(Series.Step.Ticks * step);

    /// <summary>The last step that ends at a time or before; with <paramref name="isEnd"/> the first that ends then or later.</summary>
    public int StepAt(DateTime time, bool isEnd = false)
    {
        var ticks = (time - Series.From).Ticks + (isEnd ? Series.Step.Ticks - 1 : 0);
        return ticks <= 0 ? 0 : (int)Math.Min(Steps, ticks / Series.Step.Ticks);
    }

    /// <summary>The first step from one on that has a bad event, or the last step.</summary>
    public int FirstBad(int from)
    {
        var (low, high) = (from, Steps);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (Bad[middle] > Bad[from - 1])
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    // For a step in a gap the next step that has a sample at its end.
    private static int[] Starts(bool[] gaps)
    {
        var starts = new int[gaps.Length + 1];
        var next = gaps.Length;
        for (var i = gaps.Length; i > 0; i--)
        {
            if (!gaps[i - 1])
                next = i;
            starts[i] = next;
        }

        return starts;
    }
}
