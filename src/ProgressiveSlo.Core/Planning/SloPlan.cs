using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Planning;

/// <summary>A service's path through a profile, with dates, state and history. Immutable: a change makes a new plan.</summary>
public sealed class SloPlan
{
    private readonly PlanSpec _subject;

    internal SloPlan(PlanSpec subject, IReadOnlyList<PlannedPhase> phases, string currentPhase, IReadOnlyList<PlanHistoryEntry> history)
    {
        _subject = subject;
        Phases = phases;
        CurrentPhase = currentPhase;
        History = history;
    }

    /// <summary>The service.</summary>
    public string Service => _subject.Service;

    /// <summary>Namespace of the service.</summary>
    public string Namespace => _subject.Namespace;

    /// <summary>Tier of the service, or null.</summary>
    public string? Tier => _subject.Tier;

    /// <summary>Owner of the service, or null.</summary>
    public string? Owner => _subject.Owner;

    /// <summary>Labels that people gave the plan, by name; the SLOs of its phases have them beside their own.</summary>
    public IReadOnlyDictionary<string, string> Labels => _subject.Labels;

    /// <summary>First day of the plan, UTC midnight.</summary>
    public DateTime StartDate => Phases[0].StartDate;

    /// <summary>Days from the start to the last phase, which is ongoing.</summary>
    public int TotalDurationDays => (Phases[Phases.Count - 1].StartDate - StartDate).Days;

    /// <summary>Name of the phase that the service is in: the first until the plan is moved, whatever the date.</summary>
    public string CurrentPhase { get; }

    /// <summary>The phases, in order.</summary>
    public IReadOnlyList<PlannedPhase> Phases { get; }

    /// <summary>Name of the profile.</summary>
    public string Profile => _subject.Profile.Name;

    /// <summary>What is measured (SLI).</summary>
    public SloIndicator Indicator => _subject.Indicator;

    /// <summary>The histogram for the latency objectives of the phases, or null for no latency SLOs.</summary>
    public LatencyMetric? LatencyMetric => _subject.Latency;

    /// <summary>How many independent trials a day has at most, where the plan says it; null for what the indicator's kind says.</summary>
    public double? TrialsPerDay => _subject.TrialsPerDay;

    /// <summary>The SLO's window (period).</summary>
    public TimeSpan Window => _subject.Window;

    /// <summary>Moves from phase to phase, oldest first.</summary>
    public IReadOnlyList<PlanHistoryEntry> History { get; }

    /// <summary>The profile with its phases and gate thresholds, as the plan carries it.</summary>
    /// <returns>The profile.</returns>
    public PhaseProfile GetProfile() => _subject.Profile;

    /// <summary>The phase of that name, or null.</summary>
    /// <param name="name">Name; case does not matter.</param>
    public PlannedPhase? Find(string name) => Phases.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The phase scheduled at a point in time; null before the plan starts.</summary>
    /// <param name="at">The point in time; without zone it is taken as UTC.</param>
    public PlannedPhase? FindAt(DateTime at) => Phases.FirstOrDefault(p => p.Contains(at));

    /// <summary>The phase after this one, or null after the last.</summary>
    /// <param name="phase">A phase of this plan.</param>
    public PlannedPhase? NextPhase(PlannedPhase phase)
    {
        if (phase is null)
            throw new ArgumentNullException(nameof(phase));
        return phase.Order < Phases.Count ? Phases[phase.Order] : null;
    }

    /// <summary>What the plan is about, to make a changed one of it.</summary>
    internal PlanSpec Spec => _subject;

    /// <summary>The plan with other dates, moved to another phase.</summary>
    internal SloPlan With(IReadOnlyList<DateTime> starts, string currentPhase, IReadOnlyList<PlanHistoryEntry> history) =>
        SloPlanner.Restore(_subject, starts, Phases.Select(p => p.SuccessCriteria).ToArray(), currentPhase, history);

    /// <summary>The plan with other success criteria in one phase.</summary>
    internal SloPlan With(PlannedPhase phase, IReadOnlyList<SuccessCriterion> criteria) =>
        SloPlanner.Restore(
            _subject,
            Phases.Select(p => p.StartDate).ToArray(),
            Phases.Select(p => p.Order == phase.Order ? criteria : p.SuccessCriteria).ToArray(),
            CurrentPhase,
            History
        );

    /// <summary>The service and where it is.</summary>
    public override string ToString() => $"{Service}: {CurrentPhase}";
}

/// <summary>What a plan is about: the service, what is measured, and the profile that it follows. All phases of a plan share one.</summary>
/// <param name="Service">The service.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Indicator">What is measured (SLI).</param>
/// <param name="Window">The SLO's window (period).</param>
public sealed record PlanSpec(string Service, PhaseProfile Profile, SloIndicator Indicator, TimeSpan Window)
{
    /// <summary>The histogram for the latency objectives of the phases, or null for no latency SLOs.</summary>
    public LatencyMetric? Latency { get; init; }

    /// <summary>
    /// How many independent trials a day has at most, more than 0, where the indicator's kind does not say it: 1 for a daily job. Null for
    /// what the indicator says.
    /// </summary>
    public double? TrialsPerDay { get; init; }

    /// <summary>Namespace of the service.</summary>
    public string Namespace { get; init; } = SloPlanner.DefaultNamespace;

    /// <summary>Tier of the service, or null.</summary>
    public string? Tier { get; init; }

    /// <summary>Owner of the service, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Labels that people gave the plan, by name; see <see cref="PlanLabels"/>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = PlanLabels.None;
}

/// <summary>An interval that was left out of the evidence of a move.</summary>
/// <param name="From">Start, UTC, inclusive.</param>
/// <param name="To">End, UTC, exclusive.</param>
/// <param name="Reason">Why; may be empty.</param>
public sealed record PlanExclusion(DateTime From, DateTime To, string Reason);

/// <summary>
/// One move of a plan from phase to phase. A reset, which begins a new record of the phase that the plan is in, goes from it to itself.
/// </summary>
/// <param name="From">Phase left.</param>
/// <param name="To">Phase entered.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who moved it.</param>
public sealed record PlanHistoryEntry(string From, string To, DateTime At, string By)
{
    /// <summary>The gate's verdict at the time, or null when the move was forced without one.</summary>
    public string? Verdict { get; init; }

    /// <summary>Digest of the evidence that the verdict rests on, or null.</summary>
    public string? EvidenceDigest { get; init; }

    /// <summary>When the gate judged that evidence, UTC; null when the move was forced without a result.</summary>
    public DateTime? EvaluatedAt { get; init; }

    /// <summary>What the verdict rests on: Counts of days, a Ratio over the record, or Estimate for bare numbers; null for none.</summary>
    public string? Basis { get; init; }

    /// <summary>What was left out of the evidence.</summary>
    public IReadOnlyList<PlanExclusion> Exclusions
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Why, for a step back, a reset or a forced move; otherwise null.</summary>
    public string? Reason { get; init; }

    /// <summary>Digest of the entry before this one, or of whose plan it is; see <see cref="PlanHistory"/>.</summary>
    public string? Previous { get; init; }

    /// <summary>Digest of this entry with <see cref="Previous"/>; the next entry holds it as its own <see cref="Previous"/>.</summary>
    public string? Digest { get; init; }

    /// <summary>Whether the plan began with this entry, at a later phase than the first: it never was in the phases before.</summary>
    public bool Start { get; init; }

    /// <summary>The move, on one line; what people have written is left out, as this may be printed anywhere.</summary>
    public override string ToString() => $"{UtcTime.Text(At)}: {From} to {To}";
}
