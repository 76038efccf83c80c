using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// All checks of a phase: says whether a service is ready for the next one. Two gates, never mixed up: the source design's rules judge bare
/// numbers, and the plan's gate judges counts of days.
/// </summary>
public sealed class ReadinessGate
{
    // The order is that of messages and reports. Criteria look at the outcomes of checks before them: CriterionVerification.
    private static readonly IReadinessCheck[] _countChecks =
    [
        new EvidenceAgeCheck(),
        new IndicatorCheck(),
        new PartialAnswerCheck(),
        new EvidenceWarningsCheck(),
        new TrafficCheck(),
        new ExcludedEventsCheck(),
        new PhaseDurationCheck(),
        new AvailabilityCheck(),
        new CoverageCheck(),
        new EvidenceStrengthCheck(),
        new ConsecutiveDaysCheck(),
        new LatencyCheck(LatencyPercentile.P95),
        new LatencyCheck(LatencyPercentile.P99),
        new StabilityCheck(),
        new IncidentsCheck(),
        new CriteriaCheck(),
        new ErrorBudgetCheck(),
        new ExclusionsCheck(),
        new LatencyUnitCheck(),
        new LookAheadAvailabilityCheck(),
        new LookAheadLatencyCheck(LatencyPercentile.P95),
        new LookAheadLatencyCheck(LatencyPercentile.P99),
    ];

    // The source design's rules to the letter, and what decides nothing.
    private static readonly IReadinessCheck[] _estimateChecks =
    [
        new EvidenceAgeCheck(),
        new EvidenceWarningsCheck(),
        new AvailabilityCheck(),
        new GivenLatencyCheck(LatencyPercentile.P95, decides: true),
        new GivenLatencyCheck(LatencyPercentile.P99, decides: false),
        new StabilityCheck(),
        new IncidentsCheck(),
        new StrictEstimateCheck(),
        new LatencyUnitCheck(),
        new LookAheadAvailabilityCheck(),
        new LookAheadLatencyCheck(LatencyPercentile.P95),
        new LookAheadLatencyCheck(LatencyPercentile.P99),
        new EstimateCheck(),
    ];

    private readonly IClock _clock;

    /// <summary>Makes a gate.</summary>
    /// <param name="clock">Tells when the evaluation happens.</param>
    public ReadinessGate(IClock clock) => _clock = clock ?? throw new ArgumentNullException(nameof(clock));

    /// <summary>Every setting that a profile's <c>gate</c> section may have, by key.</summary>
    public static IReadOnlyDictionary<string, GateSetting> Settings { get; } =
        _countChecks.SelectMany(c => c.Settings).Distinct().ToDictionary(s => s.Key);

    /// <summary>
    /// How many days of evidence the gate of a phase judges up to a moment: its record, all complete UTC days since it began.
    /// </summary>
    /// <param name="phase">The phase of a plan; null for a service without a plan, which has none and is measured over 30 days.</param>
    /// <param name="at">The moment, UTC.</param>
    /// <returns>Days, at least 1.</returns>
    public static int DaysOfEvidence(PlannedPhase? phase, DateTime at) =>
        phase is null ? 30 : Math.Max(1, (UtcTime.Day(at) - UtcTime.Day(phase.StartDate)).Days);

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

    /// <summary>
    /// Tries the gate of a phase. Evidence with days is judged by its record: since the phase of the plan began, or, without a plan, the
    /// planned days of the phase up to the end of the evidence.
    /// </summary>
    /// <param name="profile">The profile; gives thresholds and the next phase.</param>
    /// <param name="phase">A phase of the profile.</param>
    /// <param name="evidence">The measurements.</param>
    /// <param name="options">How strictly to judge.</param>
    /// <param name="service">The service; null for the evidence's.</param>
    /// <param name="planned">The phase in the plan, whose dates and criteria are judged, too; null for none.</param>
    /// <exception cref="ProgressiveSlo.Errors.SloValidationException">A measurement is out of range, or contradicts the days; the message
    /// names the key and the value.</exception>
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

        var context = ContextOf(profile, phase, evidence, options, planned);
        var (record, judged, outcomes) = (context.Record, context.Evidence, new List<ReadinessCheck>(_countChecks.Length));
        context = context with { Outcomes = outcomes };
        foreach (var check in record is null ? _estimateChecks : _countChecks)
        {
            if (check.Evaluate(context) is not { } outcome)
                continue;

            // Nobody has seen the outcome yet. A check that blocks nothing needs no help.
            if (outcome.Blocks)
                outcome.Challenge = context.Options.Guidance.FindChallenge(outcome.Name);
            outcomes.Add(outcome);
        }

        return new ReadinessResult(service ?? evidence.Service, phase.Name, context.Next?.Name, outcomes, context.Now)
        {
            Namespace = planned?.Namespace,
            Basis = (
                record is null ? Basis.Estimate
                : record.HasCounts ? Basis.Counts
                : Basis.Ratio
            ).ToString(),
            Evidence = record is null ? evidence : judged,
            FindEarliestDate = record is null ? null : () => EarliestDay.Find(context, _countChecks),
        };
    }

    /// <summary>What the gate of a planned phase would judge; its record is null where the evidence has no counts of days.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="evidence">The measurements.</param>
    /// <param name="options">How strictly to judge.</param>
    /// <exception cref="ProgressiveSlo.Errors.SloValidationException">A measurement is out of range.</exception>
    internal ReadinessContext ContextOf(PlannedPhase phase, SloEvidence evidence, GateOptions options) =>
        ContextOf(phase.Profile, phase.Phase, evidence, options, phase);

    /// <summary>Whether the gate is open for a record, as far as that follows from it: see <see cref="EarliestDay"/>.</summary>
    /// <param name="context">The phase and its thresholds.</param>
    /// <param name="record">The record.</param>
    internal static bool IsOpen(ReadinessContext context, GateRecord record) => EarliestDay.IsOpen(context, record, _countChecks);

    private ReadinessContext ContextOf(
        PhaseProfile profile,
        SloPhase phase,
        SloEvidence evidence,
        GateOptions options,
        PlannedPhase? planned
    )
    {
        EvidenceValidator.Validate(evidence);
        if (planned is not null && evidence.Namespace is { } other && other != planned.Namespace)
            throw new SloValidationException(
                "Namespace",
                $"The evidence is of the namespace '{PrintableText.Escape(other)}', and the plan is of '{planned.Namespace}'",
                "Give evidence of the plan's own namespace"
            );
        var next = profile.NextPhase(phase);
        var now = _clock.UtcNow;
        var settings = phase.Gate.WithFallback(profile.Gate);
        var given = EvidenceWindow.WithEnd(evidence, now);
        var record =
            IsRatio(given, planned) ? RatioRecordOf(given, planned, now)
            : evidence.HasDays || IsBeforeFirstDay(evidence, planned, now) ? RecordOf(given, phase, planned, now)
            : null;
        var judged = record is { HasCounts: true } ? RecordEvidence.Cut(given, record) : given;
        return new ReadinessContext(phase, next, judged, settings, options ?? GateOptions.Default, now)
        {
            Planned = planned,
            Policy = profile.ErrorBudgetPolicy,
            Record = record,
            Given = given,
            WindowDays = planned is null ? 30 : Math.Max(1, (int)Math.Ceiling(planned.Window.TotalDays)),
        };
    }

    // A phase that began today has no complete day, and what measures its record has nothing to give: that is no estimate.
    private static bool IsBeforeFirstDay(SloEvidence evidence, PlannedPhase? planned, DateTime now) =>
        planned is { HasCounts: true }
        && UtcTime.Day(planned.StartDate) >= now.Date
        && evidence is { Availability: null, TotalEvents: null, LatencyP95: null, LatencyP99: null };

    // Counts of days decide, whatever the indicator: somebody may have counted by other means.
    private static bool IsRatio(SloEvidence evidence, PlannedPhase? planned) =>
        planned is null ? evidence.IsRatio
        : planned.HasCounts ? false
        : evidence.TotalEvents is null && (!evidence.HasDays || evidence.Days.All(d => d.TotalEvents == 0));

    // A ratio of another time than the record cannot be cut to it. One without days is a number that somebody typed: where its window and
    // its coverage are typed, too, nothing in it was measured by the day. Both stay estimates.
    private static GateRecord? RatioRecordOf(SloEvidence evidence, PlannedPhase? planned, DateTime now)
    {
        if (planned is null || !evidence.HasDays || evidence is not { From: { } from, To: { } to })
            return null;
        var (start, end) = (UtcTime.Day(planned.StartDate), now.Date);
        if (start >= end)
            return GateRecord.Of(evidence, start, start, hasCounts: false);
        return UtcTime.From(from) == start && UtcTime.From(to) == end && evidence.Days.Count == (end - start).Days
            ? GateRecord.Of(evidence, start, end, hasCounts: false)
            : null;
    }

    private static GateRecord RecordOf(SloEvidence evidence, SloPhase phase, PlannedPhase? planned, DateTime now)
    {
        // The running day is not complete, whoever has counts of it.
        var today = now.Date;
        if (planned is not null)
            return GateRecord.Of(evidence, UtcTime.Day(planned.StartDate), today);
        var end = EvidenceCalendar.LastDate(evidence).AddDays(1);
        var to = end < today ? end : today;
        return GateRecord.Of(evidence, to.AddDays(-PhaseDurationCheck.PlannedDays(phase)), to);
    }
}

/// <summary>What a verdict rests on.</summary>
public enum Basis
{
    /// <summary>Bare numbers, by the source design's rules; moves no plan.</summary>
    Estimate,

    /// <summary>Counts of days, by the plan's gate.</summary>
    Counts,

    /// <summary>A ratio over the days of the whole record, by the plan's gate: for indicators that have no counts.</summary>
    Ratio,
}
