using System;
using System.Globalization;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// A multi-window burn-rate alert: it fires while the burn rate over both windows is above the factor.
/// Source: Google SRE Workbook, chapter 5.
/// </summary>
public sealed class BurnRateAlert : IEquatable<BurnRateAlert>
{
    /// <summary>Makes an alert.</summary>
    /// <param name="severity">For example <c>critical</c>, <c>warning</c>, <c>info</c>.</param>
    /// <param name="longWindow">The longer window.</param>
    /// <param name="shortWindow">The shorter window; it silences the alert soon after the incident.</param>
    /// <param name="burnRate">Factor: error ratio divided by error budget, above which the alert fires.</param>
    public BurnRateAlert(string severity, TimeSpan longWindow, TimeSpan shortWindow, decimal burnRate)
    {
        Severity = severity;
        LongWindow = longWindow;
        ShortWindow = shortWindow;
        BurnRate = burnRate;
    }

    /// <summary>The severity label, for example <c>critical</c>.</summary>
    public string Severity { get; }

    /// <summary>The longer window.</summary>
    public TimeSpan LongWindow { get; }

    /// <summary>The shorter window.</summary>
    public TimeSpan ShortWindow { get; }

    /// <summary>Error ratio divided by error budget (1 − target) above which the alert fires; strictly above.</summary>
    public decimal BurnRate { get; }

    /// <summary>Whether the alert can fire at all: at an error ratio of 1 the burn rate is 1 / (1 − target), and it must be above the factor.</summary>
    /// <param name="target">Target as ratio, 0 &lt; target &lt; 1.</param>
    public bool IsReachable(decimal target) => BurnRate * (1m - target) < 1m;

    /// <inheritdoc/>
    public bool Equals(BurnRateAlert? other) =>
        other is not null && Severity == other.Severity && LongWindow == other.LongWindow
        && ShortWindow == other.ShortWindow && BurnRate == other.BurnRate;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BurnRateAlert);

    /// <inheritdoc/>
    public override int GetHashCode() => LongWindow.GetHashCode() ^ (BurnRate.GetHashCode() * 397);

    /// <summary>For example <c>critical 1h/5m × 14.4</c>.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0} {1}/{2} × {3}",
        Severity,
        PrometheusDuration.Format(LongWindow),
        PrometheusDuration.Format(ShortWindow),
        NumberText.Plain(BurnRate));
}
