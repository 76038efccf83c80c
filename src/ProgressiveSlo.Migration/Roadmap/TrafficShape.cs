using ProgressiveSlo.Evidence;

namespace ProgressiveSlo.Migration.Roadmap;

/// <summary>
/// The shape of a service's traffic, in words: how much, and whether weekends and nights differ. Pilots of different shapes show more.
/// </summary>
/// <param name="EventsPerDay">Events a day, on average.</param>
/// <param name="WeekendShare">Traffic of an average weekend day divided by that of an average working day; null when either is not
/// known.</param>
/// <param name="QuietShare">Traffic of the six quietest hours of the average day divided by that of the six busiest; null when it is not
/// known.</param>
internal sealed record TrafficShape(double EventsPerDay, double? WeekendShare, double? QuietShare)
{
    private const double Low = 10_000;
    private const double High = 1_000_000;
    private const double Differs = 0.25;
    private const double Quiet = 0.5;

    /// <summary>The words, for example <c>high traffic, less at weekends</c>.</summary>
    public string Description =>
        Volume
        + Nights
        + (
            WeekendShare is { } share
                ? share < 1 - Differs
                    ? ", less at weekends"
                    : share > 1 + Differs
                        ? ", more at weekends"
                        : ", the same all week"
                : ""
        );

    private string Nights =>
        QuietShare is { } share
            ? share < Quiet
                ? ", quiet hours every day"
                : ", round the clock"
            : "";

    private string Volume =>
        EventsPerDay < Low ? "low traffic"
        : EventsPerDay < High ? "medium traffic"
        : "high traffic";

    /// <summary>The shape that evidence shows, or null when it has no counts of events.</summary>
    public static TrafficShape? FromEvidence(SloEvidence metric)
    {
        if (metric.Days.Count > 0 && (metric.TotalEvents is not null || metric.Days.Any(d => d.TotalEvents > 0)))
            return new(metric.Days.Average(d => (double)d.TotalEvents), Weekend(metric.Days), Quietest(metric.Hours));
        var days = (metric.To - metric.From)?.TotalDays;
        return metric.TotalEvents is { } total && days > 0 ? new(total / days.Value, null, Quietest(metric.Hours)) : null;
    }

    /// <summary>Events a day, rounded to what people say.</summary>
    public string EventsText =>
        EventsPerDay switch
        {
            >= 999_500 => (EventsPerDay / 1_000_000).ToString("0.#", CultureInfo.InvariantCulture) + " million",
            >= 1000 => (Math.Round(EventsPerDay / 1000) * 1000).ToString("#,0", CultureInfo.InvariantCulture),
            _ => Math.Round(EventsPerDay).ToString("0", CultureInfo.InvariantCulture),
        };

    // In any time zone: the hours of the day are put in the order of their traffic.
    private static double? Quietest(IReadOnlyList<SloHour> hours)
    {
        var ofDay = hours.GroupBy(h => h.Start.Hour).Select(g => g.Average(h => (double)h.TotalEvents)).OrderBy(v => v).ToArray();
        return ofDay.Length < 24 || ofDay[23] <= 0 ? null : ofDay.Take(6).Sum() / ofDay.Skip(18).Sum();
    }

    private static double? Weekend(IReadOnlyList<SloDay> days)
    {
        static bool IsWeekend(SloDay day) => day.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

        var weekend = days.Where(IsWeekend).ToArray();
        var working = days.Where(d => !IsWeekend(d)).ToArray();
        var usual = working.Length == 0 ? 0 : working.Average(d => (double)d.TotalEvents);
        return weekend.Length == 0 || usual <= 0 ? null : weekend.Average(d => (double)d.TotalEvents) / usual;
    }
}
