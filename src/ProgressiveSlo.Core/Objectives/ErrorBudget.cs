using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// The error budget of a service over one period: what is allowed, consumed and left, in events, percent and minutes.
/// Minutes are those of a full outage with the same share of the budget. Without traffic only the allowed minutes are known.
/// </summary>
public sealed class ErrorBudget
{
    private readonly TimeSpan _elapsed;
    private readonly decimal? _recentBurnRate;

    private ErrorBudget(long good, long total, decimal target, TimeSpan window, TimeSpan elapsed, decimal? recentBurnRate = null)
    {
        GoodEvents = good;
        TotalEvents = total;
        Target = target;
        Window = window;
        _elapsed = elapsed;
        _recentBurnRate = recentBurnRate;
    }

    /// <summary>The service, or null when the numbers came without one.</summary>
    public string? Service { get; private init; }

    /// <summary>Namespace of the service; null where the evidence names none.</summary>
    public string? Namespace { get; private init; }

    /// <summary>What the period is called: <c>30d</c> for a rolling window, <c>2026-10</c> for a calendar month.</summary>
    public string Period { get; private init; } = "";

    /// <summary>Start of the period, UTC; null when only sums are known.</summary>
    public DateTime? From { get; private init; }

    /// <summary>End of what was measured, UTC, exclusive; null when only sums are known.</summary>
    public DateTime? To { get; private init; }

    /// <summary>
    /// Days (UTC) of the period that have data; the events are those of these days. Null where they are not known by day.
    /// </summary>
    public int? DaysMeasured { get; private init; }

    /// <summary>The target, a ratio from 0 to 1, exclusive.</summary>
    public decimal Target { get; }

    /// <summary>Length of the period.</summary>
    public TimeSpan Window { get; }

    /// <summary>Good events.</summary>
    public long GoodEvents { get; }

    /// <summary>All events.</summary>
    public long TotalEvents { get; }

    /// <summary>Bad events: the events consumed.</summary>
    public long ConsumedEvents => TotalEvents - GoodEvents;

    /// <summary>
    /// Bad events that the target allows: all events × (1 − target). In a calendar month that is measured in part, the events of the
    /// other days are taken to be as those of <see cref="DaysMeasured"/>. Null without traffic.
    /// </summary>
    public decimal? AllowedEvents => TotalEvents == 0 ? null : Round(Whole / Seconds(_elapsed));

    /// <summary>Bad events that are left; negative when more than allowed were bad. Null without traffic.</summary>
    public decimal? RemainingEvents => AllowedEvents - ConsumedEvents;

    /// <summary>Share of the budget consumed, in percent; more than 100 is possible. Null without traffic.</summary>
    public decimal? ConsumedPercent => TotalEvents == 0 ? null : Round(100m * Used / Whole);

    /// <summary>Share of the budget left, in percent; negative when it is overdrawn. Null without traffic.</summary>
    public decimal? RemainingPercent => TotalEvents == 0 ? null : Round(100m * (Whole - Used) / Whole);

    /// <summary>Minutes of full outage that the target allows in the period.</summary>
    public decimal AllowedMinutes => NumberText.WithoutNoise(Minutes(Window) * (1m - Target));

    /// <summary>Minutes of full outage that would have consumed as much. Null without traffic.</summary>
    public decimal? ConsumedMinutes => TotalEvents == 0 ? null : Round(Minutes(_elapsed) * ConsumedEvents / TotalEvents);

    /// <summary>Minutes of full outage that are left; negative when the budget is overdrawn. Null without traffic.</summary>
    public decimal? RemainingMinutes => AllowedMinutes - ConsumedMinutes;

    /// <summary>Bad events divided by all events. Null without traffic.</summary>
    public decimal? ErrorRatio => Round(ExactErrorRatio);

    /// <summary>Burn rate over what was measured: error ratio / (1 − target). Null without traffic.</summary>
    public decimal? BurnRate => Round(ExactBurnRate);

    /// <summary>Burn rate of the last days of the evidence, null where days are not known or had no traffic.</summary>
    public decimal? RecentBurnRate => Round(_recentBurnRate);

    /// <summary>
    /// Days until the budget is gone if it goes on to burn as recently (or, where that is not known, as in the whole period):
    /// remaining × period / burn rate. 0 when it is gone; null when it is not burning or nothing is known.
    /// </summary>
    public decimal? DaysToExhaustion =>
        RemainingShare is { } remaining && (_recentBurnRate ?? ExactBurnRate) is { } rate
            ? Round(ErrorBudgetArithmetic.DaysToExhaustion(remaining, rate, Window))
            : null;

    /// <summary>
    /// When that will be, UTC; null where <see cref="DaysToExhaustion"/> or <see cref="To"/> is, or it is past the year 9998.
    /// </summary>
    public DateTime? ExhaustionTime =>
        To is { } to && DaysToExhaustion is { } days && days < ErrorBudgetArithmetic.Days(DateTime.MaxValue.AddYears(-1) - to)
            ? to.AddDays((double)days)
            : null;

    /// <summary>How the budget stands: Ok, Exhausted, NoTraffic or NoData. A word, so that it is one in JSON and CSV too.</summary>
    public string State => Outcome.ToString();

    /// <summary>What the error budget policy asks for now, or null when no step of it is reached or there is no policy.</summary>
    public string? Consequence { get; private init; }

    /// <summary>Whether anything was measured: 0 events are traffic of none, or no data.</summary>
    internal bool HasData { get; private init; } = true;

    /// <summary>Share of the budget consumed, a ratio; null without traffic.</summary>
    internal decimal? ConsumedShare => TotalEvents == 0 ? null : Used / Whole;

    /// <summary>The same as <see cref="State"/>.</summary>
    internal ErrorBudgetState Outcome =>
        ConsumedShare switch
        {
            null => HasData ? ErrorBudgetState.NoTraffic : ErrorBudgetState.NoData,
            >= 1m => ErrorBudgetState.Exhausted,
            _ => ErrorBudgetState.Ok,
        };

    /// <summary>Works out a budget from sums.</summary>
    /// <param name="good">Good events, 0 to <paramref name="total"/>.</param>
    /// <param name="total">All events; 0 is not traffic.</param>
    /// <param name="target">The target, a ratio from 0 to 1, exclusive.</param>
    /// <param name="window">Length of the period, more than 0.</param>
    /// <param name="elapsed">The part of the period that the sums are of, more than nothing and at most the window; null is all of it. A
    /// rolling window is always whole.</param>
    /// <exception cref="SloValidationException">A number is refused; fields are Good, Total, Target and Window.</exception>
    public static ErrorBudget Compute(long good, long total, decimal target, TimeSpan window, TimeSpan? elapsed = null)
    {
        if (total < 0)
            throw new SloValidationException("Total", $"Total ({Text(total)}) must not be negative", "Give 0 or more events");
        if (good < 0)
            throw new SloValidationException(
                "Good",
                $"Good ({Text(good)}) must not be negative",
                "Give a number from 0 to the number of all events"
            );
        if (good > total)
            throw new SloValidationException(
                "Good",
                $"Good ({Text(good)}) exceeds Total ({Text(total)})",
                "Give good and all events of the same requests and the same time"
            );
        if (window <= TimeSpan.Zero)
            throw new SloValidationException("Window", $"{PrometheusDuration.Format(window)} is not a window", "Give for example 30d");
        if (elapsed <= TimeSpan.Zero || elapsed > window)
            throw new ArgumentOutOfRangeException(nameof(elapsed));
        return new ErrorBudget(good, total, ErrorBudgetArithmetic.CheckTarget(target), window, elapsed ?? window);
    }

    /// <summary>The same budget, whose events are those of so many days.</summary>
    internal ErrorBudget WithDays(int days) =>
        new(GoodEvents, TotalEvents, Target, Window, _elapsed, _recentBurnRate) { DaysMeasured = days };

    /// <summary>The same budget with what is known of it beside the numbers.</summary>
    internal ErrorBudget With(
        string? service,
        string? @namespace,
        string period,
        DateTime? from,
        DateTime? to,
        decimal? recentBurnRate,
        string? consequence,
        bool hasData = true
    ) =>
        new(GoodEvents, TotalEvents, Target, Window, _elapsed, recentBurnRate)
        {
            Service = service,
            Namespace = @namespace,
            Period = period,
            From = from,
            To = to,
            Consequence = consequence,
            HasData = hasData,
            DaysMeasured = DaysMeasured,
        };

    /// <summary>Service, period and what is left.</summary>
    public override string ToString() =>
        (Service is null ? "" : ServiceName.InNamespace(Service, Namespace) + ", ")
        + (Period.Length > 0 ? Period : PrometheusDuration.Format(Window))
        + ": "
        + (
            RemainingPercent is { } left
                ? NumberText.Brief(Math.Round(left, 2, MidpointRounding.AwayFromZero)) + "% of the error budget left"
            : HasData ? "no traffic"
            : "no data"
        )
        + (
            HasData && DaysMeasured is { } days && days < Window.Days
                ? $", measured on {NumberText.Plain(days)} of {NumberText.Plain(Window.Days)} days"
                : ""
        );

    private decimal? ExactErrorRatio => TotalEvents == 0 ? null : (decimal)ConsumedEvents / TotalEvents;

    private decimal? ExactBurnRate => ExactErrorRatio is { } ratio ? ErrorBudgetArithmetic.BurnRate(ratio, Target) : null;

    // The difference is taken of counts, where it is exact, and not of shares.
    private decimal? RemainingShare => TotalEvents == 0 ? null : (Whole - Used) / Whole;

    // Bad events allowed and consumed, each for every second of the period and of what was measured: a share of the month is rounded, and
    // the budget would be, too.
    private decimal Whole => TotalEvents * (1m - Target) * Seconds(Window);

    private decimal Used => ConsumedEvents * Seconds(_elapsed);

    private static decimal? Round(decimal? number) => number is { } value ? NumberText.WithoutNoise(value) : null;

    private static decimal Seconds(TimeSpan span) => (decimal)span.Ticks / TimeSpan.TicksPerSecond;

    private static decimal Minutes(TimeSpan span) => Seconds(span) / 60m;

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>How an error budget stands.</summary>
public enum ErrorBudgetState
{
    /// <summary>Some of it is left.</summary>
    Ok,

    /// <summary>Nothing is left.</summary>
    Exhausted,

    /// <summary>It was measured, and there were no events: nothing can be said of the budget.</summary>
    NoTraffic,

    /// <summary>Nothing was measured.</summary>
    NoData,
}
