using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>All checks of a phase: says whether a service is ready for the next one.</summary>
public sealed class ReadinessGate
{
    /// <summary>Whether measurements that the source rules call optional (p99, stability, incidents) must be there.</summary>
    public static readonly GateSetting OptionalMetrics = GateSetting.Choice(
        "optionalMetrics",
        "Whether p99 latency, stability and incidents must have been measured",
        "shown",
        "required"
    );

    // The order is that of messages and reports. Criteria look at the outcomes of checks before them: CriterionProof.Checks.
    private static readonly IReadinessCheck[] Checks =
    [
        new EvidenceAgeCheck(),
        new AvailabilityCheck(),
        new SampleSizeCheck(),
        new LatencyCheck("LatencyP95", "P95", "latency_p95", required: true, m => m.LatencyP95, t => t.LatencyP95Milliseconds),
        new LatencyCheck("LatencyP99", "P99", "latency_p99", required: false, m => m.LatencyP99, t => t.LatencyP99Milliseconds),
        new StabilityCheck(),
        new IncidentsCheck(),
        new CoverageCheck(),
        new ConsecutiveDaysCheck(),
        new DemonstrationCheck(),
        new PhaseDurationCheck(),
        new CriteriaCheck(),
        new ErrorBudgetCheck(),
        new ExclusionsCheck(),
        new LookAheadAvailabilityCheck(),
        new LookAheadLatencyCheck("P95", m => m.LatencyP95, t => t.LatencyP95Milliseconds),
        new LookAheadLatencyCheck("P99", m => m.LatencyP99, t => t.LatencyP99Milliseconds),
        new DemonstrationAdviceCheck(),
    ];

    private readonly IClock _clock;

    /// <summary>Makes a gate.</summary>
    /// <param name="clock">Tells when the evaluation happens.</param>
    public ReadinessGate(IClock clock) => _clock = clock ?? throw new ArgumentNullException(nameof(clock));

    /// <summary>Every setting that a profile's <c>gate</c> section may have, by key.</summary>
    public static IReadOnlyDictionary<string, GateSetting> Settings { get; } =
        Checks.SelectMany(c => c.Settings).Append(OptionalMetrics).Distinct().ToDictionary(s => s.Key);

    /// <summary>
    /// How many days of evidence the gate of a phase needs: a window, and the days before it on which it is looked at, too.
    /// </summary>
    /// <param name="phase">The phase of a plan; null for a gate with default thresholds.</param>
    /// <returns>Days. With -Strict a gate may look more often, and needs more.</returns>
    public static int DaysOfEvidence(PlannedPhase? phase)
    {
        var settings = SettingsOf(phase);
        return (int)(settings.Number(DemonstrationCheck.Window) + settings.Number(DemonstrationCheck.Looks)) - 1;
    }

    /// <summary>How many days of evidence the gate of a phase judges: all numbers are of the last ones of these.</summary>
    /// <param name="phase">The phase of a plan; null for a gate with default thresholds.</param>
    public static int DaysJudged(PlannedPhase? phase) => (int)SettingsOf(phase).Number(DemonstrationCheck.Window);

    /// <summary>Tries the gate of a planned phase.</summary>
    /// <param name="phase">The phase; its plan's profile gives thresholds and the next phase.</param>
    /// <param name="evidence">The measurements.</param>
    /// <param name="options">How strictly to judge.</param>
    /// <exception cref="ProgressiveSlo.Errors.SloValidationException">A measurement is out of range; the message names the key and the
    /// value.</exception>
    public ReadinessResult Evaluate(PlannedPhase phase, SloEvidence evidence, GateOptions options)
    {
        if (phase is null)
            throw new ArgumentNullException(nameof(phase));
        return Evaluate(phase.Profile, phase.Phase, evidence, options, phase.Service, phase);
    }

    /// <summary>Tries the gate of a phase.</summary>
    /// <param name="profile">The profile; gives thresholds and the next phase.</param>
    /// <param name="phase">A phase of the profile.</param>
    /// <param name="evidence">The measurements.</param>
    /// <param name="options">How strictly to judge.</param>
    /// <param name="service">The service; null for the evidence's.</param>
    /// <param name="planned">The phase in the plan, whose dates and criteria are judged, too; null for none.</param>
    /// <exception cref="ProgressiveSlo.Errors.SloValidationException">A measurement is out of range; the message names the key and the
    /// value.</exception>
    public ReadinessResult Evaluate(
        PhaseProfile profile,
        SloPhase phase,
        SloEvidence evidence,
        GateOptions options,
        string? service = null,
        PlannedPhase? planned = null
    )
    {
        if (profile is null)
            throw new ArgumentNullException(nameof(profile));
        if (phase is null)
            throw new ArgumentNullException(nameof(phase));
        if (evidence is null)
            throw new ArgumentNullException(nameof(evidence));

        EvidenceValidator.Validate(evidence);
        var next = profile.NextPhase(phase);
        var now = _clock.UtcNow;
        var given = evidence;
        var settings = phase.Gate.WithFallback(profile.Gate);
        DateTime? judgedFrom = null;
        if (evidence.HasDays)
        {
            var window = (int)settings.Number(DemonstrationCheck.Window);
            evidence = EvidenceWindow.Cut(EvidenceWindow.Complete(evidence, now), window);
            judgedFrom = EvidenceWindow.JudgedFrom(evidence, window);
        }

        var outcomes = new List<ReadinessCheck>(Checks.Length);
        var context = new ReadinessContext(phase, next, evidence, settings, options ?? GateOptions.Default, now)
        {
            Planned = planned,
            Policy = profile.ErrorBudgetPolicy,
            JudgedFrom = judgedFrom,
            Outcomes = outcomes,
        };
        foreach (var check in Checks)
        {
            if (check.Evaluate(context) is not { } outcome)
                continue;

            // Nobody has seen the outcome yet. A check that blocks nothing needs no help.
            if (outcome.Blocks)
                outcome.Challenge = context.Options.Guidance.FindChallenge(outcome.Name);
            outcomes.Add(outcome);
        }

        return new ReadinessResult(service ?? evidence.Service, phase.Name, next?.Name, outcomes, now, given);
    }

    private static GateSettings SettingsOf(PlannedPhase? phase) =>
        phase is null ? GateSettings.Default : phase.Phase.Gate.WithFallback(phase.Profile.Gate);
}
