using ProgressiveSlo.PromQL;
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

    /// <summary>The error ratio above which the alert fires: factor × (1 − target). At 1 and above nothing exceeds it.</summary>
    /// <param name="target">Target as ratio, 0 &lt; target &lt; 1.</param>
    public decimal ErrorRatioThreshold(decimal target) => BurnRate * (1m - target);

    /// <summary>
    /// Whether the alert can fire at all: at an error ratio of 1 the burn rate is 1 / (1 − target), and it must be above the factor.
    /// </summary>
    /// <param name="target">Target as ratio, 0 &lt; target &lt; 1.</param>
    public bool IsReachable(decimal target) => ErrorRatioThreshold(target) < 1m;

    /// <summary>
    /// The fewest events in the long window at which one bad event alone does not fire the alert: 1 / n is above factor × (1 − target)
    /// for fewer. Null when the alert cannot fire.
    /// </summary>
    /// <param name="target">Target as ratio, 0 &lt; target &lt; 1.</param>
    public long? MinimumEvents(decimal target) =>
        IsReachable(target) && ErrorRatioThreshold(target) is > 0m and var threshold
            ? (long)Math.Min(long.MaxValue, Math.Ceiling(1m / threshold))
            : null;

    /// <summary>
    /// The share of the error budget that is used when the alert fires on a steady error ratio, whatever that is: factor × long window /
    /// period.
    /// </summary>
    /// <param name="period">The SLO's window.</param>
    public decimal BudgetConsumedAtDetection(TimeSpan period) => BurnRate * LongWindow.Ticks / period.Ticks;

    /// <summary>
    /// How long after the beginning of a steady error ratio, with even traffic and no errors before, the long window exceeds the
    /// threshold: long window × factor × (1 − target) / error ratio. Null when it never does.
    /// </summary>
    /// <param name="target">Target as ratio, 0 &lt; target &lt; 1.</param>
    /// <param name="errorRatio">Bad events of all events, 0 to 1.</param>
    public TimeSpan? DetectionTime(decimal target, decimal errorRatio) => Exceeded(LongWindow, target, errorRatio);

    /// <summary>
    /// How long after the end of an incident that lasted at least the long window the alert is silent again: short window ×
    /// (1 − factor × (1 − target) / error ratio). Null when the incident does not fire it.
    /// </summary>
    /// <param name="target">Target as ratio, 0 &lt; target &lt; 1.</param>
    /// <param name="errorRatio">Bad events of all events during the incident, 0 to 1.</param>
    public TimeSpan? ResetTime(decimal target, decimal errorRatio) =>
        Exceeded(ShortWindow, target, errorRatio) is { } exceeded ? ShortWindow - exceeded : null;

    /// <inheritdoc/>
    public bool Equals(BurnRateAlert? other) =>
        other is not null
        && Severity == other.Severity
        && LongWindow == other.LongWindow
        && ShortWindow == other.ShortWindow
        && BurnRate == other.BurnRate;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BurnRateAlert);

    /// <inheritdoc/>
    public override int GetHashCode() => LongWindow.GetHashCode() ^ (BurnRate.GetHashCode() * 397);

    /// <summary>For example <c>critical 1h/5m × 14.4</c>.</summary>
    public override string ToString() =>
        string.Format(
            CultureInfo.InvariantCulture,
            "{0} {1}/{2} × {3}",
            Severity,
            PrometheusDuration.Format(LongWindow),
            PrometheusDuration.Format(ShortWindow),
            NumberText.Plain(BurnRate)
        );

    private TimeSpan? Exceeded(TimeSpan window, decimal target, decimal errorRatio) =>
        errorRatio > ErrorRatioThreshold(target)
            ? TimeSpan.FromTicks((long)decimal.Round(window.Ticks * ErrorRatioThreshold(target) / errorRatio))
            : null;
}

/// <summary>
/// Whether counts are above a burn rate. Strictly and exactly: in doubles bad / total &gt; factor · (1 − target) is wrong where both are
/// equal.
/// </summary>
internal static class BurnRateComparison
{
    /// <summary>Whether bad / total is above factor · (1 − target), without a division.</summary>
    /// <param name="bad">Bad events, 0 to <paramref name="total"/>.</param>
    /// <param name="total">All events; where there are none, nothing is above.</param>
    /// <param name="factor">Burn rate; 1 is the error budget itself.</param>
    /// <param name="target">Ratio, 0 &lt; target &lt; 1.</param>
    public static bool IsAbove(long bad, long total, decimal factor, decimal target) => bad > factor * (1m - target) * total;
}

/// <summary>
/// Which factors documents may give. None above the largest can be reached by a target of nine nines or less, and products with a window in
/// ticks stay far below what a decimal holds.
/// </summary>
internal static class BurnRateRange
{
    private const decimal Largest = 1_000_000_000m;

    /// <summary>What is wrong with a factor, its fix, and the lint code; null when nothing is.</summary>
    /// <param name="burnRate">The factor.</param>
    public static (string Message, string Fix, string Code)? FindProblem(decimal burnRate) =>
        burnRate switch
        {
            <= 0 => (
                $"A burn rate of {NumberText.Plain(burnRate)} is not above 0, and any bad event would fire the alert",
                "Write a factor of 1 or more, for example 14.4",
                "AlertAlwaysFires"
            ),
            > Largest => (
                $"No error ratio reaches a burn rate of {NumberText.Plain(burnRate)}",
                "Write a factor of at most 1000000000, for example 14.4",
                "AlertUnreachable"
            ),
            _ => null,
        };
}

/// <summary>
/// An error ratio of 1 gives a burn rate of 1 / (1 − target); an alert fires strictly above its factor. Source: Google SRE Workbook,
/// chapter 5.
/// </summary>
internal static class AlertReachability
{
    /// <summary>
    /// Why an alert with this factor can never fire, and the fix; null when it can. The message goes on after the alert's name.
    /// </summary>
    public static (string Message, string Fix)? FindProblem(decimal burnRate, decimal target)
    {
        var budget = 1m - target;
        if (budget is <= 0 or > 1 || burnRate * budget < 1m)
            return null;
        var highest = NumberText.Times(1m / budget);
        return (
            $"it can never fire: at a target of {NumberText.PercentShort(target)} the burn rate is at most {highest}",
            $"Give a factor below {highest}, or a higher target"
        );
    }
}

/// <summary>Severities that have a meaning of their own; any other text may be one, too.</summary>
public static class AlertSeverity
{
    /// <summary>Sloth's: it wakes someone.</summary>
    public const string Page = "page";

    /// <summary>Sloth's: it waits for working hours.</summary>
    public const string Ticket = "ticket";

    /// <summary>It wakes someone.</summary>
    public const string Critical = "critical";

    /// <summary>It is to be looked at, and wakes nobody.</summary>
    public const string Warning = "warning";

    /// <summary>It is worth knowing.</summary>
    public const string Info = "info";

    /// <summary>The severities that wake someone.</summary>
    public static IReadOnlyList<string> Paging { get; } = [Page, Critical];

    /// <summary>Whether an alert of this severity wakes someone.</summary>
    /// <param name="severity">The severity; case matters, as it does to Alertmanager.</param>
    public static bool IsPage(string severity) => severity is Page or Critical;
}
