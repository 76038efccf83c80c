using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Evidence;

/// <summary>Makes evidence of days: sums, availability, its spread and the coverage. Every source of evidence uses it.</summary>
public static class EvidenceBuilder
{
    /// <summary>
    /// Makes evidence of the days of a window. Days that are not given have no data. Where no day has data, nothing was measured
    /// and the sums are null.
    /// </summary>
    /// <param name="service">The service, or null.</param>
    /// <param name="from">Midnight (UTC) at the start of the first day.</param>
    /// <param name="to">Midnight (UTC) at the end of the last day.</param>
    /// <param name="days">Days of the window in any order, each at most once.</param>
    /// <exception cref="ArgumentException">The window is not made of whole days, or holds none; a day lies outside or is
    /// duplicated.</exception>
    /// <exception cref="SloValidationException">A day has more good events than events, or less than none.</exception>
    public static SloEvidence Build(string? service, DateTime from, DateTime to, IEnumerable<SloDay> days)
    {
        if (days is null)
            throw new ArgumentNullException(nameof(days));
        from = UtcTime.From(from);
        to = UtcTime.From(to);
        if (from.TimeOfDay != TimeSpan.Zero || to.TimeOfDay != TimeSpan.Zero || to <= from)
            throw new ArgumentException("A window is one or more whole days.", nameof(to));

        var window = new SloDay[(int)(to - from).TotalDays];
        foreach (var day in days)
        {
            var index = (UtcTime.From(day.Date) - from).TotalDays;
            if (index < 0 || index >= window.Length || index != Math.Floor(index) || window[(int)index] is not null)
                throw new ArgumentException($"{UtcTime.Text(day.Date)} is not one day of the window, or is duplicated.", nameof(days));
            window[(int)index] = Check(day);
        }

        for (var i = 0; i < window.Length; i++)
            window[i] ??= new SloDay(from.AddDays(i), 0, 0) { Coverage = 0 };
        return Build(service, from, to, window);
    }

    /// <summary>
    /// The standard deviation of these days themselves (divided by their number), as <c>stddev_over_time</c> has it. It is the same
    /// for error ratios as for availabilities, and error ratios keep more digits. Null for fewer than two days, which cannot vary.
    /// </summary>
    /// <param name="ratios">A ratio for each day with traffic.</param>
    public static double? StandardDeviation(IReadOnlyCollection<double> ratios)
    {
        if (ratios is null)
            throw new ArgumentNullException(nameof(ratios));
        if (ratios.Count < 2)
            return null;
        var mean = ratios.Average();
        return Math.Sqrt(ratios.Sum(r => (r - mean) * (r - mean)) / ratios.Count);
    }

    private static SloEvidence Build(string? service, DateTime from, DateTime to, SloDay[] window)
    {
        var metric = new SloEvidence
        {
            Service = service,
            From = from,
            To = to,
            Days = window,
            Coverage = window.Average(d => d.Coverage),
        };
        if (window.All(d => d.Coverage == 0 && d.TotalEvents == 0))
            return metric;
        var good = window.Sum(d => d.GoodEvents);
        var total = window.Sum(d => d.TotalEvents);
        return metric with
        {
            GoodEvents = good,
            TotalEvents = total,
            Availability = total > 0 ? (double)good / total : null,
            AvailabilityStdDev = StandardDeviation(
                window.Where(d => d.TotalEvents > 0).Select(d => (double)d.BadEvents / d.TotalEvents).ToArray()
            ),
        };
    }

    private static SloDay Check(SloDay day) =>
        EvidenceValidator.CountsProblem(day.GoodEvents, day.TotalEvents) is { } problem
            ? throw new SloValidationException(UtcTime.DateText(day.Date), problem, EvidenceValidator.CountsFix)
            : day;
}

/// <summary>The availability that evidence shows, in bad events and error ratios, so that no difference of doubles decides.</summary>
internal static class EvidenceAvailability
{
    /// <summary>
    /// Whether availability was measured: as counts with at least one event, or as a ratio that no count of zero events contradicts.
    /// </summary>
    public static bool IsKnown(SloEvidence evidence) =>
        HasCounts(evidence) || (evidence.Availability is not null && evidence.TotalEvents != 0);

    /// <summary>Whether the measured availability is below a target; exact for counts and for ratios as written.</summary>
    public static bool IsBelow(SloEvidence evidence, decimal target)
    {
        // Counts are compared without a division. A ratio is compared as a double with the double nearest to the target:
        // that is the comparison of the shortest digits, because rounding keeps the order.
        return HasCounts(evidence)
            ? BurnRateComparison.IsAbove(evidence.TotalEvents!.Value - evidence.GoodEvents!.Value, evidence.TotalEvents.Value, 1m, target)
            : evidence.Availability!.Value < (double)target;
    }

    /// <summary>The share of bad events, 0 to 1.</summary>
    public static decimal ErrorRatio(SloEvidence evidence) =>
        HasCounts(evidence)
            ? (decimal)(evidence.TotalEvents!.Value - evidence.GoodEvents!.Value) / evidence.TotalEvents.Value
            : 1m - NumberText.Exact(evidence.Availability!.Value);

    /// <summary>The availability as a number for output.</summary>
    public static double Value(SloEvidence evidence) =>
        HasCounts(evidence) ? (double)evidence.GoodEvents!.Value / evidence.TotalEvents!.Value : evidence.Availability!.Value;

    private static bool HasCounts(SloEvidence evidence) => evidence is { GoodEvents: not null, TotalEvents: > 0 };
}
