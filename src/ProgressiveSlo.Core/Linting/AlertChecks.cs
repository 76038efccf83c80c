using ProgressiveSlo.Findings;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting;

/// <summary>A check that judges the burn-rate alerts of a definition one by one.</summary>
internal abstract class AlertCheck : ILintCheck
{
    public abstract string Code { get; }

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var alerts = subject.Definition.Alerting;
        for (var i = 0; i < alerts.Count; i++)
        {
            if (Judge(alerts[i], subject) is { } said)
                yield return subject.Report(
                    Code,
                    "alerting[" + i.ToString(CultureInfo.InvariantCulture) + "]",
                    $"Alert {alerts[i]}: {said.Message}",
                    said.Fix
                ) with
                {
                    MaximumSeverity = AtMost(subject),
                    MinimumSeverity = AtLeast(subject),
                };
        }
    }

    /// <summary>A severity that the finding does not exceed for this definition, or null.</summary>
    protected virtual FindingSeverity? AtMost(LintSubject subject) => null;

    /// <summary>A severity that the finding has at least for this definition, or null.</summary>
    protected virtual FindingSeverity? AtLeast(LintSubject subject) => null;

    /// <summary>What is wrong with the alert and how to fix it, or null. The message goes on after the alert's name.</summary>
    protected abstract (string Message, string? Fix)? Judge(BurnRateAlert alert, LintSubject subject);
}

/// <summary>Without alerts nobody hears of the budget before it is gone.</summary>
internal sealed class AlertsMissingCheck : ILintCheck
{
    public string Code => "AlertsMissing";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Definition.Alerting.Count == 0 && !subject.Options.IsWatched(subject.Definition))
            yield return subject.Report(Code, "alerting", "No burn-rate alert watches this SLO");
    }
}

/// <summary>An alert whose factor no error ratio reaches.</summary>
internal sealed class AlertUnreachableCheck : AlertCheck
{
    public override string Code => "AlertUnreachable";

    protected override (string Message, string? Fix)? Judge(BurnRateAlert alert, LintSubject subject) =>
        AlertReachability.FindProblem(alert.BurnRate, subject.Definition.Target);

    // Sloth and Pyrra choose the alerts: at a low target their fast ones cannot fire, and the slow ones still do.
    protected override FindingSeverity? AtMost(LintSubject subject) =>
        subject.Has(SourceTraits.AlertsAreGenerated) && subject.Definition.Alerting.Any(a => a.IsReachable(subject.Definition.Target))
            ? FindingSeverity.Warning
            : null;
}

/// <summary>A factor of zero or less is below the burn rate at the first bad event, and without any.</summary>
internal sealed class AlertAlwaysFiresCheck : AlertCheck
{
    public override string Code => "AlertAlwaysFires";

    protected override (string Message, string? Fix)? Judge(BurnRateAlert alert, LintSubject subject) =>
        alert.BurnRate > 0
            ? null
            : ("its factor is not above zero, so the alert fires at the first bad event and stays", "Give a factor of 1 or more");
}

/// <summary>
/// A burn rate below 1 leaves budget over at the end of the period. google-28d has 0.9333 for its slowest alert, which is 10 % of the
/// budget in 3 days.
/// </summary>
internal sealed class AlertBurnRateLowCheck : AlertCheck
{
    public override string Code => "AlertBurnRateLow";

    protected override (string Message, string? Fix)? Judge(BurnRateAlert alert, LintSubject subject)
    {
        const decimal Lowest = 0.9m;
        return alert.BurnRate is > 0 and < Lowest
            ? (
                "it fires while the error budget lasts longer than the period",
                "Give a factor of 1 or more, and act on slower burns in a review"
            )
            : null;
    }
}

/// <summary>When the alert fires first, factor × long window / period of the budget is used: past 1 it comes too late.</summary>
internal sealed class AlertBudgetSpentCheck : AlertCheck
{
    public override string Code => "AlertBudgetSpent";

    protected override (string Message, string? Fix)? Judge(BurnRateAlert alert, LintSubject subject)
    {
        var window = subject.Definition.Window;
        if (alert.BurnRate <= 0 || window <= TimeSpan.Zero || alert.LongWindow > window)
            return null;
        var share = (double)alert.BurnRate * alert.LongWindow.Ticks / window.Ticks;
        return share > 1
            ? (
                $"a burn at its factor uses the whole error budget in "
                    + $"{PrometheusDuration.Format(Minutes(alert.LongWindow.TotalMinutes / share))}, before the long "
                    + $"window is full",
                "Give a shorter long window or a lower factor: factor × long window is to stay below the period"
            )
            : null;
    }

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(Math.Max(1, Math.Round(minutes)));
}

/// <summary>One bad event of n is an error ratio of 1 / n, which is above factor × budget where n is below 1 / (factor × budget).</summary>
internal sealed class AlertSingleEventCheck : AlertCheck
{
    public override string Code => "AlertSingleEvent";

    protected override (string Message, string? Fix)? Judge(BurnRateAlert alert, LintSubject subject)
    {
        if (
            subject.Options.EventsPerSecond is not { } traffic
            || subject.Definition.Target is not (> 0m and < 1m and var target)
            || subject.Definition.AlertSettings.MinimumBadEvents >= 2
        )
            return null;
        if (alert.MinimumEvents(target) is not { } least)
            return null;
        var events = traffic * alert.LongWindow.Ticks / TimeSpan.TicksPerSecond;
        if (events * alert.ErrorRatioThreshold(target) >= 1)
            return null;
        return (
            $"one bad event fires it: its long window holds about {Whole(Math.Round(events))} events, and it takes {Whole(least)}",
            "Give a longer window, a lower target or a minimum of bad events, or join services with little traffic"
        );
    }

    private static string Whole(decimal number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>The short window is there to silence the alert soon after the incident.</summary>
internal sealed class AlertWindowOrderCheck : AlertCheck
{
    public override string Code => "AlertWindowOrder";

    protected override (string Message, string? Fix)? Judge(BurnRateAlert alert, LintSubject subject) =>
        alert.ShortWindow < alert.LongWindow
            ? null
            : ("its short window is not shorter than its long one", "Give a short window of about a twelfth of the long one");
}

/// <summary>A window that is longer than the period looks at errors that the budget no longer counts.</summary>
internal sealed class AlertWindowTooLongCheck : AlertCheck
{
    public override string Code => "AlertWindowTooLong";

    protected override (string Message, string? Fix)? Judge(BurnRateAlert alert, LintSubject subject) =>
        alert.LongWindow <= subject.Definition.Window
            ? null
            : (
                $"its long window is longer than the period of {PrometheusDuration.Format(subject.Definition.Window)}",
                "Give a long window within the period, or a longer period"
            );
}

/// <summary>
/// rate() needs two samples in its window: with the usual scrape interval of one minute that is two minutes. Source: Prometheus
/// documentation, rate().
/// </summary>
internal sealed class AlertWindowTooShortCheck : AlertCheck
{
    public override string Code => "AlertWindowTooShort";

    protected override (string Message, string? Fix)? Judge(BurnRateAlert alert, LintSubject subject)
    {
        var interval = subject.Options.ScrapeInterval ?? TimeSpan.FromMinutes(1);
        var shortest = TimeSpan.FromTicks(interval.Ticks * 2);
        return alert.ShortWindow < shortest && alert.ShortWindow < alert.LongWindow
            ? (
                $"its short window holds less than two samples at a scrape interval of {PrometheusDuration.Format(interval)}",
                $"Give a short window of at least {PrometheusDuration.Format(shortest)}; at least four scrape intervals survive a "
                    + $"missed scrape"
            )
            : null;
    }

    // The interval is a guess where nobody gave it.
    protected override FindingSeverity? AtLeast(LintSubject subject) =>
        subject.Options.ScrapeInterval is null ? null : FindingSeverity.Warning;
}

/// <summary>Alertmanager routes by the severity.</summary>
internal sealed class AlertSeverityMissingCheck : AlertCheck
{
    public override string Code => "AlertSeverityMissing";

    protected override (string Message, string? Fix)? Judge(BurnRateAlert alert, LintSubject subject) =>
        PrintableText.IsBlank(alert.Severity)
            ? ("it has no severity", "Give a severity that a route of Alertmanager knows, for example critical or warning")
            : null;
}
