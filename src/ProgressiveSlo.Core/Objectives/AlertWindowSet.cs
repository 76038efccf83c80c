namespace ProgressiveSlo.Objectives;

/// <summary>
/// A set of burn-rate alerts for one period, such as google-30d. For another period its windows scale with the period, so that
/// each alert still stands for the same share of the error budget. Source: Google SRE Workbook, chapter 5.
/// </summary>
public sealed class AlertWindowSet
{
    /// <summary>Makes a set.</summary>
    /// <param name="name">Name, for example <c>google-30d</c>.</param>
    /// <param name="period">The period that the windows are given for.</param>
    /// <param name="windows">The alerts.</param>
    public AlertWindowSet(string name, TimeSpan period, IReadOnlyList<AlertWindow> windows)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        Period =
            period > TimeSpan.Zero ? period : throw new ArgumentOutOfRangeException(nameof(period), period, "A period is more than zero.");
        Windows = windows ?? throw new ArgumentNullException(nameof(windows));
    }

    /// <summary>Name, for example <c>google-30d</c>.</summary>
    public string Name { get; }

    /// <summary>The period that the windows are given for.</summary>
    public TimeSpan Period { get; }

    /// <summary>The alerts.</summary>
    public IReadOnlyList<AlertWindow> Windows { get; }

    /// <summary>
    /// The burn-rate alerts for a period. Factor = share of the budget × period / long window; windows are scaled by
    /// period / <see cref="Period"/> and rounded to whole minutes, at least one.
    /// </summary>
    /// <param name="period">The SLO's window (period).</param>
    public IReadOnlyList<BurnRateAlert> AlertsFor(TimeSpan period) =>
        Windows
            .Select(w =>
            {
                var longWindow = Scale(w.LongWindow, period);
                var factor = w.BudgetPercent * period.Ticks / longWindow.Ticks / 100m;
                return new BurnRateAlert(w.Severity, longWindow, Scale(w.ShortWindow, period), Math.Round(factor, 10));
            })
            .ToArray();

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private TimeSpan Scale(TimeSpan window, TimeSpan period)
    {
        if (period == Period)
            return window;
        var minutes = Math.Round(
            (decimal)window.Ticks * period.Ticks / Period.Ticks / TimeSpan.TicksPerMinute,
            MidpointRounding.AwayFromZero
        );
        return TimeSpan.FromMinutes((double)Math.Max(1m, minutes));
    }
}

/// <summary>One alert of an alert-window set: it fires when the long window burns that share of the period's error budget.</summary>
/// <param name="Severity">For example <c>page</c> or <c>ticket</c>.</param>
/// <param name="LongWindow">The longer window.</param>
/// <param name="ShortWindow">The shorter window.</param>
/// <param name="BudgetPercent">Share of the error budget, percent: more than 0, at most 100.</param>
public sealed record AlertWindow(string Severity, TimeSpan LongWindow, TimeSpan ShortWindow, decimal BudgetPercent);
