using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Phases;

/// <summary>One phase of a profile: what to reach, for how long, and how to alert meanwhile.</summary>
public sealed class SloPhase
{
    /// <summary>Makes a phase.</summary>
    /// <param name="name">Name, for example <c>baseline</c>.</param>
    /// <param name="order">Place in the profile, from 1.</param>
    /// <param name="durationDays">Planned length in days; null for the last phase, which is ongoing.</param>
    /// <param name="targets">What to reach.</param>
    public SloPhase(string name, int order, int? durationDays, PhaseTargets targets)
    {
        Name = name;
        Order = order;
        DurationDays = durationDays;
        Targets = targets;
    }

    /// <summary>Name, for example <c>baseline</c>.</summary>
    public string Name { get; }

    /// <summary>Place in the profile, from 1.</summary>
    public int Order { get; }

    /// <summary>Planned length in days; null for the last phase, which is ongoing.</summary>
    public int? DurationDays { get; }

    /// <summary>One line that says what the phase is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>What to reach.</summary>
    public PhaseTargets Targets { get; }

    /// <summary>What to work on in the phase.</summary>
    public IReadOnlyList<string> Objectives { get; init; } = [];

    /// <summary>What must be true at the end of the phase.</summary>
    public IReadOnlyList<SuccessCriterion> SuccessCriteria { get; init; } = [];

    /// <summary>The burn-rate alerts that fit the phase.</summary>
    public IReadOnlyList<BurnRateAlert> Alerting { get; init; } = [];

    /// <summary>How the alerts of the phase are named, labelled and timed.</summary>
    public AlertSettings AlertSettings { get; init; } = AlertSettings.None;

    /// <summary>The gate's thresholds that this phase gives itself; they win over those of the profile.</summary>
    public GateSettings Gate { get; init; } = GateSettings.Default;

    /// <summary>The same phase with another planned length.</summary>
    /// <param name="days">Days, or null for ongoing.</param>
    public SloPhase WithDuration(int? days) => With(Order, days);

    /// <summary>The same phase as the only one of a profile.</summary>
    public SloPhase AsOnlyPhase() => With(1, DurationDays);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private SloPhase With(int order, int? days) =>
        new(Name, order, days, Targets)
        {
            Description = Description,
            Objectives = Objectives,
            SuccessCriteria = SuccessCriteria,
            Alerting = Alerting,
            AlertSettings = AlertSettings,
            Gate = Gate,
        };
}

/// <summary>What a service must reach in a phase.</summary>
/// <param name="Availability">Good events divided by all events, a ratio, 0 &lt; target &lt; 1.</param>
/// <param name="LatencyP95Milliseconds">95th percentile of latency, milliseconds, at most.</param>
/// <param name="LatencyP99Milliseconds">99th percentile of latency, milliseconds, at most.</param>
public sealed record PhaseTargets(decimal Availability, double LatencyP95Milliseconds, double LatencyP99Milliseconds)
{
    /// <summary>For example <c>99.50%, p95 1000 ms, p99 2000 ms</c>.</summary>
    public override string ToString() =>
        $"{NumberText.PercentAtLeast2(Availability)}, p95 "
        + $"{NumberText.Plain(LatencyP95Milliseconds)} ms, p99 "
        + $"{NumberText.Plain(LatencyP99Milliseconds)} ms";
}

/// <summary>One success criterion of a phase, and, in a plan, whether and how it was shown to be met.</summary>
/// <param name="Text">The criterion.</param>
public sealed record SuccessCriterion(string Text)
{
    /// <summary>
    /// The check of the gate that shows whether it is met, one of <see cref="CriterionChecks.All"/>; null when somebody has to
    /// attest it, or when its words say what is measured.
    /// </summary>
    public string? VerifiedBy { get; init; }

    /// <summary>For how many of the last days that check is made, 1 to 366; null for those that the gate judges.</summary>
    public int? Days { get; init; }

    /// <summary>Whether somebody attested that it is met.</summary>
    public bool Completed { get; init; }

    /// <summary>What shows it: a link or a sentence; null while not completed.</summary>
    public string? Note { get; init; }

    /// <summary>Who attested it; null while not completed.</summary>
    public string? By { get; init; }

    /// <summary>When it was attested, UTC; null while not completed.</summary>
    public DateTime? At { get; init; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
