using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Series;

/// <summary>
/// Good and all events of a service in steps of one length, on a grid in UTC. A step without data is a gap, which is not the same as a step
/// without traffic. Counts are kept as running sums in two arrays, so that the events of any window are one subtraction away.
/// </summary>
public sealed class EventSeries
{
    /// <summary>The most days that a series may span: ten years.</summary>
    public const int LongestDays = 3660;

    /// <summary>The shortest step.</summary>
    public static readonly TimeSpan ShortestStep = TimeSpan.FromSeconds(30);

    /// <summary>The longest step.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromHours(1);

    private EventSeries(string service, DateTime from, TimeSpan step, long[] bad, long[] total, bool[]? gaps)
    {
        Service = service;
        From = from;
        Step = step;
        Bad = bad;
        Total = total;
        Missing = gaps;
        Gaps = gaps?.Count(g => g) ?? 0;
    }

    /// <summary>The service; may be empty.</summary>
    public string Service { get; }

    /// <summary>Namespace of the service, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Start of the first step, UTC.</summary>
    public DateTime From { get; }

    /// <summary>End of the last step, UTC.</summary>
    public DateTime To => From + TimeSpan.FromTicks(Step.Ticks * Steps);

    /// <summary>Length of a step: 30 s to 1 h, a whole part of a day.</summary>
    public TimeSpan Step { get; }

    /// <summary>How many steps there are, gaps included.</summary>
    public int Steps => Total.Length - 1;

    /// <summary>How many of them have no data.</summary>
    public int Gaps { get; }

    /// <summary>
    /// Whether the step after a gap also holds the events of the gap, as counters do. A window that begins within the gap then leaves that
    /// step out, because the sample before the gap lies outside of it.
    /// </summary>
    public bool CountsOverGaps { get; init; }

    /// <summary>Good events of all steps.</summary>
    public long GoodEvents => TotalEvents - Bad[Steps];

    /// <summary>All events of all steps.</summary>
    public long TotalEvents => Total[Steps];

    /// <summary>Share of the steps that have data, 0 to 1.</summary>
    public double Coverage => Steps == 0 ? 0 : (double)(Steps - Gaps) / Steps;

    // Sums up to the end of each step; the first entry is 0, and a gap repeats the sum before it.
    internal long[] Bad { get; }

    internal long[] Total { get; }

    // Null where there is no gap.
    internal bool[]? Missing { get; }

    /// <summary>Makes a series of the counts of each step.</summary>
    /// <param name="service">The service; may be empty.</param>
    /// <param name="from">Start of the first step, on the grid of the steps in UTC.</param>
    /// <param name="step">Length of a step.</param>
    /// <param name="good">Good events of each step, 0 to those of <paramref name="total"/>; what stands in a gap does not matter.</param>
    /// <param name="total">All events of each step; -1 for a gap.</param>
    /// <exception cref="SloValidationException">The step, the start or a count is refused.</exception>
    public static EventSeries Create(string service, DateTime from, TimeSpan step, IReadOnlyList<long> good, IReadOnlyList<long> total)
    {
        if (good is null)
            throw new ArgumentNullException(nameof(good));
        if (total is null)
            throw new ArgumentNullException(nameof(total));
        if (good.Count != total.Count)
            throw new SloValidationException(
                "Good",
                $"There are {CountText.Of(good.Count, "count")} of good events and {total.Count} of all events",
                "Give both for each step"
            );
        SeriesGrid.Check(from, step, total.Count);
        var (bads, totals) = (new long[total.Count + 1], new long[total.Count + 1]);
        bool[]? gaps = null;
        for (var i = 0; i < total.Count; i++)
        {
            var (g, t) = (good[i], total[i]);
            if (t < 0 || g < 0 || g > t)
            {
                if (t != -1)
                    throw SeriesGrid.BadCounts(from + TimeSpan.FromTicks(step.Ticks * i), g, t);
                (gaps ??= new bool[total.Count])[i] = true;
                (g, t) = (0, 0);
            }

            bads[i + 1] = bads[i] + (t - g);
            totals[i + 1] = totals[i] + t;
            if (totals[i + 1] < 0)
                throw new SloValidationException(
                    "Total",
                    "The events of all steps are more than a number holds",
                    "Check the counts: they are those of each step, and not those of a counter"
                );
        }

        return new EventSeries(service, UtcTime.From(from), step, bads, totals, gaps);
    }

    /// <summary>The events of a step; null for a gap.</summary>
    /// <param name="index">The step, from 0.</param>
    public (long Good, long Total)? At(int index)
    {
        if (index < 0 || index >= Steps)
            throw new ArgumentOutOfRangeException(nameof(index));
        if (Missing is { } gaps && gaps[index])
            return null;
        var total = Total[index + 1] - Total[index];
        return (total - (Bad[index + 1] - Bad[index]), total);
    }

    /// <summary>
    /// The same events in longer steps. A longer step is a gap where all of its steps are; steps at both ends that do not fill a longer one
    /// are left out.
    /// </summary>
    /// <param name="step">A multiple of the step.</param>
    /// <exception cref="SloValidationException">It is not, or it is too long.</exception>
    public EventSeries Resample(TimeSpan step)
    {
        if (step == Step)
            return this;
        SeriesGrid.CheckStep(step);
        if (step.Ticks % Step.Ticks != 0)
            throw new SloValidationException(
                "Step",
                $"{PrometheusDuration.Format(step)} is not a multiple of the {PrometheusDuration.Format(Step)} of the series",
                "Give a multiple of it, or the same"
            );
        var size = (int)(step.Ticks / Step.Ticks);
        var skipped = (int)((step.Ticks - From.Ticks % step.Ticks) % step.Ticks / Step.Ticks);
        var count = (Steps - skipped) / size;
        if (count <= 0)
            throw SeriesGrid.Empty();
        var (good, total) = (new long[count], new long[count]);
        for (var i = 0; i < count; i++)
        {
            var (first, last) = (skipped + i * size, skipped + (i + 1) * size);
            total[i] = IsGap(first, last) ? -1 : Total[last] - Total[first];
            good[i] = total[i] - (Bad[last] - Bad[first]);
        }

        var made = Create(Service, From + TimeSpan.FromTicks(Step.Ticks * skipped), step, good, total);
        return With(made, Namespace, CountsOverGaps);
    }

    /// <summary>The service and how long its series is.</summary>
    public override string ToString() =>
        $"{ServiceName.InNamespace(Service, Namespace)}: {CountText.Of(Steps, "step")} of {PrometheusDuration.Format(Step)} from "
        + UtcTime.Text(From);

    internal EventSeries In(string? @namespace) => With(this, @namespace, CountsOverGaps);

    internal EventSeries OverGaps() => With(this, Namespace, countsOverGaps: true);

    private static EventSeries With(EventSeries series, string? @namespace, bool countsOverGaps) =>
        new(series.Service, series.From, series.Step, series.Bad, series.Total, series.Missing)
        {
            Namespace = @namespace,
            CountsOverGaps = countsOverGaps,
        };

    private bool IsGap(int first, int last)
    {
        if (Missing is not { } gaps)
            return false;
        for (var i = first; i < last; i++)
        {
            if (!gaps[i])
                return false;
        }

        return true;
    }
}
