using System.Collections.Generic;
using ProgressiveSlo.Objectives;

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

    /// <summary>The gate's thresholds that this phase gives itself; they win over those of the profile.</summary>
    public GateSettings Gate { get; init; } = GateSettings.Default;

    /// <summary>The same phase with another planned length.</summary>
    /// <param name="days">Days, or null for ongoing.</param>
    public SloPhase WithDuration(int? days) => With(Order, days);

    /// <summary>The same phase as the only one of a profile.</summary>
    public SloPhase AsOnly() => With(1, DurationDays);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private SloPhase With(int order, int? days) => new(Name, order, days, Targets)
    {
        Description = Description,
        Objectives = Objectives,
        SuccessCriteria = SuccessCriteria,
        Alerting = Alerting,
        Gate = Gate,
    };
}
