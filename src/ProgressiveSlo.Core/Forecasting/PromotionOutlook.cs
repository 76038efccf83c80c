using ProgressiveSlo.Backtesting;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Series;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Forecasting;

/// <summary>
/// What the next phase of a plan would be like from its first day on: where its error budget would stand, and which of its alerts would
/// have fired of late.
/// </summary>
public sealed record PromotionOutlook
{
    private const int AlertDays = 30;

    /// <summary>The service.</summary>
    public string Service { get; init; } = "";

    /// <summary>Namespace of the plan.</summary>
    public string? Namespace { get; init; }

    /// <summary>The next phase.</summary>
    public string Phase { get; init; } = "";

    /// <summary>Its target, a ratio between 0 and 1.</summary>
    public decimal Target { get; init; }

    /// <summary>The days over which its budget is taken: those of the SLO's window, or fewer where the evidence has fewer.</summary>
    public int WindowDays { get; init; }

    /// <summary>Share of its error budget that would be left, at most 1; below 0 it would be overdrawn.</summary>
    public decimal BudgetRemaining { get; init; }

    /// <summary>The time in which <see cref="Alerts"/> would have fired, at most 30 days; null where no series was given.</summary>
    public TimeSpan? AlertTime { get; init; }

    /// <summary>The alerts of the next phase that would have begun to fire in that time; null where no series was given.</summary>
    public IReadOnlyList<BacktestAlert>? Alerts { get; init; }

    /// <summary>One sentence for people, without its full stop.</summary>
    public string Message => "Promoting today: " + Budget() + Firings();

    /// <summary>The message.</summary>
    public override string ToString() => Message;

    /// <summary>Looks ahead to the phase after the one that the plan is in.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="evidence">Evidence with counts of days; complete days up to <paramref name="now"/> are taken.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="series">Events of minutes, for the alerts; null for none.</param>
    /// <returns>Null in the last phase, and where there was no traffic.</returns>
    /// <exception cref="ProgressiveSlo.Errors.SloValidationException">The series has steps that do not fit into the windows of an
    /// alert.</exception>
    public static PromotionOutlook? Of(SloPlan plan, SloEvidence evidence, DateTime now, EventSeries? series = null)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        if (evidence is null)
            throw new ArgumentNullException(nameof(evidence));
        if (plan.NextPhase(plan.Find(plan.CurrentPhase)!) is not { } next)
            return null;
        var today = UtcTime.From(now).Date;
        var window = Math.Max(1, (int)Math.Ceiling(plan.Window.TotalDays));
        var days = evidence.Days.Where(d => d.Date < today && d.Date >= today.AddDays(-window)).ToArray();
        var (bad, total) = (days.Sum(d => d.BadEvents), days.Sum(d => d.TotalEvents));
        if (total == 0)
            return null;
        var outlook = new PromotionOutlook
        {
            Service = plan.Service,
            Namespace = plan.Namespace,
            Phase = next.Name,
            Target = next.Targets.Availability,
            WindowDays = (today - days[0].Date).Days,
            BudgetRemaining = NumberText.WithoutNoise(1m - ErrorBudgetArithmetic.BurnRate((decimal)bad / total, next.Targets.Availability)),
        };
        return series is null ? outlook : outlook.WithAlerts(BacktestPolicy.Of(next), series);
    }

    // Alerts before that time are replayed as well, so that windows are full at its beginning.
    private PromotionOutlook WithAlerts(BacktestPolicy policy, EventSeries series)
    {
        var begin = series.To.AddDays(-AlertDays) > series.From ? series.To.AddDays(-AlertDays) : series.From;
        return this with
        {
            AlertTime = series.To - begin,
            Alerts = [.. Backtest.Run(series, [policy])[0].Alerts.Where(a => a.Start >= begin)],
        };
    }

    private string Budget() =>
        $"{NumberText.PercentShort(Target)} ({Phase}) would be at {NumberText.Plain(decimal.Round(BudgetRemaining * 100m))}% of its error "
        + $"budget, by the last {CountText.Of(WindowDays, "day")}";

    private string Firings()
    {
        if (Alerts is not { } alerts || AlertTime is not { } time)
            return "";
        var days = (int)Math.Ceiling(time.TotalDays);
        var counts = alerts.GroupBy(a => a.Severity).Select(g => CountText.Of(g.Count(), PrintableText.Escape(g.Key) + " alert")).ToArray();
        return $", and {(counts.Length == 0 ? "no alert" : string.Join(" and ", counts))} would have fired in "
            + (days == 1 ? "the last day" : $"the last {CountText.Whole(days)} days");
    }
}
