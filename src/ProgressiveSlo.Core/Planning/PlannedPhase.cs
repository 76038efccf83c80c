using System;
using System.Collections.Generic;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Planning;

/// <summary>One phase of one service's plan: a profile's phase with its dates.</summary>
public sealed class PlannedPhase
{
    private readonly PlanSubject _subject;
    private IReadOnlyList<SloDefinition>? _definitions;

    internal PlannedPhase(PlanSubject subject, SloPhase phase, DateTime start, DateTime? end, IReadOnlyList<SuccessCriterion> criteria)
    {
        _subject = subject;
        Phase = phase;
        StartDate = start;
        EndDate = end;
        SuccessCriteria = criteria;
    }

    /// <summary>The service.</summary>
    public string Service => _subject.Service;

    /// <summary>Name of the phase, for example <c>baseline</c>.</summary>
    public string Name => Phase.Name;

    /// <summary>Place in the plan, from 1.</summary>
    public int Order => Phase.Order;

    /// <summary>First day of the phase, UTC midnight.</summary>
    public DateTime StartDate { get; }

    /// <summary>The day on which the next phase starts, UTC midnight (not part of this phase); null when the phase is ongoing.</summary>
    public DateTime? EndDate { get; }

    /// <summary>Length in days; null when the phase is ongoing.</summary>
    public int? DurationDays => EndDate is { } end ? (end - StartDate).Days : null;

    /// <summary>One line that says what the phase is for.</summary>
    public string Description => Phase.Description;

    /// <summary>What to work on in the phase.</summary>
    public IReadOnlyList<string> Objectives => Phase.Objectives;

    /// <summary>What must be true at the end of the phase, and what was attested so far.</summary>
    public IReadOnlyList<SuccessCriterion> SuccessCriteria { get; }

    /// <summary>What to reach.</summary>
    public PhaseTargets Targets => Phase.Targets;

    /// <summary>The burn-rate alerts that fit the phase.</summary>
    public IReadOnlyList<BurnRateAlert> Alerting => Phase.Alerting;

    /// <summary>The availability SLO of the service in this phase.</summary>
    public SloDefinition Definition => Definitions[0];

    /// <summary>All SLOs of the service in this phase: availability, then those of latency where the plan has a histogram.</summary>
    public IReadOnlyList<SloDefinition> Definitions => _definitions ??= PhaseDefinitions.Of(_subject, Phase);

    // The gate needs the phase itself, the one after it and the profile's thresholds.
    internal SloPhase Phase { get; }

    internal PhaseProfile Profile => _subject.Profile;

    /// <summary>Whether the phase is the one scheduled at a point in time.</summary>
    /// <param name="at">The point in time; without zone it is taken as UTC.</param>
    public bool Contains(DateTime at)
    {
        at = Time.UtcTime.From(at);
        return at >= StartDate && (EndDate is not { } end || at < end);
    }

    /// <summary>Service and phase.</summary>
    public override string ToString() => $"{Service}: {Name}";
}
