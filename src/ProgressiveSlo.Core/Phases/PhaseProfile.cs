using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Phases;

/// <summary>A set of phases and the thresholds of the gates between them.</summary>
public sealed class PhaseProfile
{
    /// <summary>Makes a profile. <see cref="PhaseProfileValidator"/> says whether it makes sense.</summary>
    /// <param name="name">Name.</param>
    /// <param name="phases">The phases in order; at least one.</param>
    /// <param name="gate">The gate's thresholds.</param>
    public PhaseProfile(string name, IReadOnlyList<SloPhase> phases, GateSettings gate)
    {
        Name = name;
        Phases = phases is { Count: > 0 } ? phases : throw new ArgumentException("A profile has at least one phase.", nameof(phases));
        Gate = gate ?? throw new ArgumentNullException(nameof(gate));
    }

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>One line that says what the profile is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>The phases, in order.</summary>
    public IReadOnlyList<SloPhase> Phases { get; }

    /// <summary>The gate's thresholds.</summary>
    public GateSettings Gate { get; }

    /// <summary>What happens when how much of the error budget is consumed; shares rise. Empty for no policy.</summary>
    public IReadOnlyList<ErrorBudgetPolicyStep> ErrorBudgetPolicy { get; init; } = [];

    /// <summary>The file that it was read from, or null when it is built in or comes from a plan.</summary>
    public string? Source { get; init; }

    /// <summary>Days from the start to the last phase, which is ongoing.</summary>
    public int TotalDurationDays => Phases.Sum(p => p.DurationDays ?? 0);

    /// <summary>The phase of that name, or null.</summary>
    /// <param name="name">Name; case does not matter.</param>
    public SloPhase? Find(string name) =>
        Phases.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The phase after this one, or null after the last.</summary>
    /// <param name="phase">A phase of this profile.</param>
    public SloPhase? After(SloPhase phase)
    {
        if (phase is null)
            throw new ArgumentNullException(nameof(phase));
        return phase.Order < Phases.Count ? Phases[phase.Order] : null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
