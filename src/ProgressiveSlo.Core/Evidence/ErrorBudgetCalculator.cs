using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Evidence;

/// <summary>Works out error budgets from evidence: over its last days, or for each calendar month.</summary>
public sealed class ErrorBudgetCalculator
{
    /// <summary>The target, a ratio from 0 to 1, exclusive.</summary>
    public decimal Target { get; init; }

    /// <summary>Length of the rolling window; null for calendar months (UTC).</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>How many of the last calendar days of the evidence say how fast the budget burns now, 1 or more.</summary>
    public int RecentDays { get; init; } = 3;

    /// <summary>The error budget policy; may be empty.</summary>
    public IReadOnlyList<ErrorBudgetPolicyStep> Policy { get; init; } = [];

    /// <summary>The budget of sums.</summary>
    /// <param name="good">Good events.</param>
    /// <param name="total">All events.</param>
    /// <param name="service">The service, or null.</param>
    /// <exception cref="SloValidationException">A number is refused.</exception>
    public ErrorBudget Of(long good, long total, string? service = null) =>
        Finish(
            ErrorBudget.Compute(good, total, Target, Window ?? throw NoDays(service)),
            new SloEvidence { Service = service },
            Window.Value,
            null,
            null,
            null
        );

    /// <summary>The budgets of evidence: one for a rolling window, one for each calendar month that it has days of.</summary>
    /// <param name="evidence">Measurements of one service, with days or at least with sums.</param>
    /// <exception cref="SloValidationException">The evidence has no events, or none by day where days are needed.</exception>
    public IReadOnlyList<ErrorBudget> Of(SloEvidence evidence)
    {
        if (evidence is null)
            throw new ArgumentNullException(nameof(evidence));
        EvidenceValidator.Validate(evidence);
        if (evidence.HasDays && !evidence.IsRatio)
            return Window is { } window ? [Rolling(evidence, window)] : Months(evidence);
        if (evidence.GoodEvents is not { } good || evidence.TotalEvents is not { } total)
            throw new SloValidationException(
                "Evidence",
                $"The evidence{Of(evidence.Service)} has no counts of good and all events",
                "Give GoodEvents and TotalEvents, or evidence with days from Get-SloEvidence"
            );
        var whole = Window ?? throw NoDays(evidence.Service);
        var sums = ErrorBudget.Compute(good, total, Target, whole);
        return [Finish(sums, evidence, whole, evidence.From, evidence.To, null, hasData: evidence.Coverage is not 0)];
    }

    private ErrorBudget Rolling(SloEvidence evidence, TimeSpan window)
    {
        var end = End(evidence);
        var start = end - window;
        var days = evidence.Days.Where(d => d.Date >= start).ToArray();
        var sum =
            window.Ticks % TimeSpan.TicksPerDay == 0
                ? Sum(days, window, window).WithDays(days.Count(IsMeasured))
                : OfHours(evidence, window, start);
        return Finish(sum, evidence, window, start, end, Recent(days, end), hasData: HasData(days));
    }

    // A part of a day is known by its hours alone.
    private ErrorBudget OfHours(SloEvidence evidence, TimeSpan window, DateTime start)
    {
        var asked = $"The window of {PrometheusDuration.Format(window)} is not made of whole days";
        if (window.Ticks % TimeSpan.TicksPerHour != 0)
            throw new SloValidationException("Window", asked + ", and not of whole hours either", "Give for example 30d, or 36h");
        var hours = evidence.Hours.Where(h => h.Start >= start).ToArray();
        var unknown = evidence
            .Days.Where(d => d.Date > start.AddDays(-1) && d.TotalEvents > 0 && !evidence.Hours.Any(h => h.Start.Date == d.Date))
            .Select(d => (DateTime?)d.Date)
            .FirstOrDefault();
        if (unknown is { } date)
            throw new SloValidationException(
                "Window",
                $"{asked}, and the evidence{Of(evidence.Service)} has no hours of {UtcTime.DateText(date)}",
                "Give a window of whole days, or evidence with hours: Get-SloEvidence -Hourly"
            );
        return ErrorBudget.Compute(hours.Sum(h => h.GoodEvents), hours.Sum(h => h.TotalEvents), Target, window);
    }

    private List<ErrorBudget> Months(SloEvidence evidence)
    {
        var budgets = new List<ErrorBudget>();
        var end = End(evidence);
        foreach (var month in evidence.Days.GroupBy(d => new DateTime(d.Date.Year, d.Date.Month, 1, 0, 0, 0, DateTimeKind.Utc)))
        {
            var next = month.Key.AddMonths(1);
            var measured = end < next ? end : next;
            var length = next - month.Key;

            // Days that nobody measured say nothing of those that are to come.
            var days = month.Count(IsMeasured);
            var budget = Sum([.. month], length, days > 0 ? TimeSpan.FromDays(days) : measured - month.Key);
            budgets.Add(
                Finish(
                    budget.WithDays(days),
                    evidence,
                    length,
                    month.Key,
                    measured,
                    Recent([.. month], measured),
                    month.Key.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                    HasData(month)
                )
            );
        }

        return budgets;
    }

    // A day that is missing has none either.
    private static bool HasData(IEnumerable<SloDay> days) => days.Any(d => d.Coverage > 0);

    private static bool IsMeasured(SloDay day) => day.Coverage > 0 || day.TotalEvents > 0;

    private ErrorBudget Sum(IReadOnlyCollection<SloDay> days, TimeSpan window, TimeSpan elapsed) =>
        ErrorBudget.Compute(days.Sum(d => d.GoodEvents), days.Sum(d => d.TotalEvents), Target, window, elapsed);

    // By dates: a day that is missing is one without events, and does not make an older one recent.
    private decimal? Recent(SloDay[] days, DateTime end)
    {
        var last = days.Where(d => d.Date >= end.AddDays(-RecentDays)).ToArray();
        var total = last.Sum(d => d.TotalEvents);
        return total == 0 ? null : ErrorBudgetArithmetic.BurnRate((decimal)last.Sum(d => d.BadEvents) / total, Target);
    }

    private ErrorBudget Finish(
        ErrorBudget budget,
        SloEvidence evidence,
        TimeSpan window,
        DateTime? from,
        DateTime? to,
        decimal? recent,
        string? period = null,
        bool hasData = true
    ) =>
        budget.With(
            evidence.Service,
            evidence.Namespace,
            period ?? PrometheusDuration.Format(window),
            from,
            to,
            recent,
            ErrorBudgetPolicy.StepAt(Policy, budget.ConsumedShare)?.Consequence,
            hasData
        );

    private static DateTime End(SloEvidence evidence) => EvidenceCalendar.LastDate(evidence).AddDays(1);

    private static SloValidationException NoDays(string? service) =>
        new(
            "Evidence",
            $"The evidence{Of(service)} has no days, and calendar months need them",
            "Give evidence with days, or a rolling window such as 30d"
        );

    private static string Of(string? service) => service is null ? "" : $" of '{PrintableText.Escape(service)}'";
}
