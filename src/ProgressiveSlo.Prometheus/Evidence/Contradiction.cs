using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Tells counts that contradict each other from those that extrapolation explains. Good and bad events are a part of all events; a part
/// that is larger than the whole comes of an indicator that counts the two in different places, or with different filters.
/// </summary>
internal static class Contradiction
{
    // A series is extrapolated by at most 1.1 intervals between its samples at each end.
    // Source: Prometheus, promql/functions.go, extrapolatedRate.
    private const double ExtrapolatedIntervals = 2.2;

    // Of the days, so many are "day after day": three of four.
    private const double MostDays = 0.75;

    // Not every scrape arrives, and the parts may be scraped less often than the whole.
    private const double SpareIntervals = 2;

    // Counters of one process are not read at the same moment, so an event may be in the one and not yet in the other.
    public const double EventsBetween = 1;

    /// <summary>
    /// Whether a part is larger than the whole, by more than the extrapolation of both explains, or one of them is below 0, which no
    /// counter is: a query that subtracts, or a gauge.
    /// </summary>
    /// <param name="events">The events.</param>
    /// <param name="window">The time that they were counted in.</param>
    /// <param name="step">The longest interval between two samples.</param>
    public static bool IsIn(ExtrapolatedEvents events, TimeSpan window, TimeSpan step) =>
        events.Part > (events.Total * (1 + Tolerance(window, step))) + EventsBetween
        || events.Part < -(Math.Max(0, events.Total) * Tolerance(window, step)) - EventsBetween
        || events.Total < -EventsBetween;

    /// <summary>Whether a ratio lies outside of 0 to 1, by more than extrapolation explains.</summary>
    public static bool IsIn(double ratio, TimeSpan window, TimeSpan step) =>
        ratio < -Tolerance(window, step) || ratio > 1 + Tolerance(window, step);

    /// <summary>
    /// Whether a part is larger than the whole day after day. Extrapolation errs to both sides, and the ends of a day are the begin of the
    /// next one: over many days it explains no more than over one window of all of them. What is more would be errors that nobody sees.
    /// </summary>
    /// <param name="excess">What the part has more than the whole on each day, in whatever unit; negative where it has less.</param>
    /// <param name="wholes">The whole of each day, in the same unit.</param>
    /// <param name="between">What may lie between two readings of one day, in the same unit.</param>
    /// <param name="samples">Samples of the counter in an hour; null where that is not known.</param>
    /// <param name="longest">The longest interval between two samples.</param>
    public static bool IsSystematic(
        IReadOnlyCollection<double> excess,
        IReadOnlyCollection<double> wholes,
        double between,
        double? samples,
        TimeSpan longest
    )
    {
        if (excess.Count < 2 || excess.Count(e => e > between) < MostDays * excess.Count)
            return false;
        var interval = samples > 0 ? TimeSpan.FromHours(SpareIntervals / samples.Value) : longest;
        var tolerance = Tolerance(TimeSpan.FromDays(excess.Count), interval < longest ? interval : longest);
        return excess.Sum() > (wholes.Sum() * tolerance) + (between * excess.Count);
    }

    /// <summary>What to say about days whose counts contradict each other.</summary>
    /// <param name="service">The service.</param>
    /// <param name="days">How many they are.</param>
    /// <param name="all">How many days were asked for.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="what">The counts of that day.</param>
    public static string Message(string service, int days, int all, DateTime first, string what) =>
        FormattableString.Invariant($"The events of '{PrintableText.Escape(service)}' contradict each other on {days} of {all} days, ")
        + $"since {UtcTime.DateText(first)}: {what}. Such a day is not known. Good and bad events are a part of all events: count both in "
        + "the same place and with the same filters.";

    private static double Tolerance(TimeSpan window, TimeSpan step) => ExtrapolatedIntervals * step.Ticks / window.Ticks;
}
