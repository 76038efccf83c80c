using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Backtesting;

/// <summary>
/// What is replayed over a series: a target and its burn-rate alerts. Alerts of one severity are one alert, as in the rules.
/// </summary>
public sealed record BacktestPolicy
{
    /// <summary>Makes a policy.</summary>
    /// <param name="target">Ratio, 0 &lt; target &lt; 1.</param>
    /// <param name="window">The SLO's window, rolling.</param>
    /// <param name="alerting">The burn-rate alerts; one of them fires while both of its windows are above its factor.</param>
    /// <exception cref="SloValidationException">The target, or a window of an alert, is refused.</exception>
    public BacktestPolicy(decimal target, TimeSpan window, IReadOnlyList<BurnRateAlert> alerting)
    {
        Target = ErrorBudgetArithmetic.CheckTarget(target);
        Window = window;
        Alerting = alerting ?? throw new ArgumentNullException(nameof(alerting));
        BudgetThreshold = new BurnThreshold(1m, target);
        foreach (var alert in alerting)
        {
            if (alert.ShortWindow <= TimeSpan.Zero || alert.ShortWindow >= alert.LongWindow)
                throw new SloValidationException(
                    "AlertWindowSet",
                    $"The short window of '{alert}' is not shorter than the long window",
                    "Give the shorter window as the short one"
                );
            if (BurnRateRange.FindProblem(alert.BurnRate) is var (message, fix, _))
                throw new SloValidationException("AlertWindowSet", message, fix);
        }

        Thresholds = [.. alerting.Select(a => new BurnThreshold(a.BurnRate, target))];
    }

    /// <summary>The phase that the policy is of, or null.</summary>
    public string? Phase { get; init; }

    /// <summary>What the policy is called where two are compared, for example <c>google-30d</c>; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Target, a ratio between 0 and 1.</summary>
    public decimal Target { get; }

    /// <summary>The SLO's window, rolling.</summary>
    public TimeSpan Window { get; }

    /// <summary>The burn-rate alerts.</summary>
    public IReadOnlyList<BurnRateAlert> Alerting { get; }

    /// <summary>How long a condition must hold before its alert fires: <c>for</c> of a rule.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How long an alert goes on after its condition has ceased to hold: <c>keep_firing_for</c> of a rule.</summary>
    public TimeSpan KeepFiringFor { get; init; }

    /// <summary>Bad events in the long window below which a page stays silent; null for none.</summary>
    public int? MinimumBadEvents { get; init; }

    /// <summary>
    /// Whether windows of a day and more are sums of recorded events, as in the exact rules. Otherwise all windows are those of the events
    /// themselves, as in rules of the Sloth flavor.
    /// </summary>
    public bool RecordedWindows { get; init; }

    // Made once for all series that the policy is replayed over.
    internal BurnThreshold BudgetThreshold { get; }

    internal IReadOnlyList<BurnThreshold> Thresholds { get; }

    /// <summary>The availability SLO of a phase of a plan.</summary>
    /// <param name="phase">The phase.</param>
    public static BacktestPolicy Of(PlannedPhase phase)
    {
        if (phase is null)
            throw new ArgumentNullException(nameof(phase));
        var definition = phase.Definition;
        return new BacktestPolicy(definition.Target, definition.Window, definition.Alerting)
        {
            Phase = phase.Name,
            MinimumBadEvents = definition.AlertSettings.MinimumBadEvents,
        };
    }

    /// <summary>A phase of a profile, over an SLO's window.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="window">The SLO's window.</param>
    public static BacktestPolicy Of(SloPhase phase, TimeSpan window)
    {
        if (phase is null)
            throw new ArgumentNullException(nameof(phase));
        return new BacktestPolicy(phase.Targets.Availability, window, phase.Alerting) { Phase = phase.Name };
    }

    /// <summary>The same policy with other alerts.</summary>
    /// <param name="alerting">The alerts.</param>
    /// <param name="name">What the policy is called.</param>
    public BacktestPolicy WithAlerts(IReadOnlyList<BurnRateAlert> alerting, string name) =>
        new(Target, Window, alerting)
        {
            Phase = Phase,
            Name = name ?? "",
            For = For,
            KeepFiringFor = KeepFiringFor,
            MinimumBadEvents = MinimumBadEvents,
            RecordedWindows = RecordedWindows,
        };

    /// <summary>Phase or name, target and window.</summary>
    public override string ToString() =>
        $"{Phase ?? Name} {Text.NumberText.PercentShort(Target)} over {PrometheusDuration.Format(Window)}".TrimStart();
}
