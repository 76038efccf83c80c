using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Planning;

/// <summary>One phase of one service's plan: a profile's phase with its dates.</summary>
public sealed class PlannedPhase
{
    private readonly PlanSpec _subject;
    private IReadOnlyList<SloDefinition>? _definitions;

    internal PlannedPhase(
        PlanSpec subject,
        SloPhase phase,
        DateTime start,
        DateTime? end,
        IReadOnlyList<SuccessCriterion> criteria,
        int recordNumber = 1
    )
    {
        RecordNumber = recordNumber;
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

    /// <summary>How the alerts of the phase are named, labelled and timed.</summary>
    public AlertSettings AlertSettings => Phase.AlertSettings;

    /// <summary>The availability SLO of the service in this phase.</summary>
    public SloDefinition Definition => Definitions[0];

    /// <summary>All SLOs of the service in this phase: availability, then those of latency where the plan has a histogram.</summary>
    public IReadOnlyList<SloDefinition> Definitions => _definitions ??= PhaseDefinitions.Create(_subject, Phase);

    // The gate needs the phase itself, the one after it and the profile's thresholds.
    internal SloPhase Phase { get; }

    internal PhaseProfile Profile => _subject.Profile;

    /// <summary>Namespace of the service.</summary>
    public string Namespace => _subject.Namespace;

    /// <summary>The SLO's window.</summary>
    internal TimeSpan Window => _subject.Window;

    /// <summary>Whether the plan has latency objectives.</summary>
    internal bool MeasuresLatency => _subject.Latency is not null;

    /// <summary>Whether the plan's indicator counts events; otherwise it is a ratio alone.</summary>
    internal bool HasCounts => _subject.Indicator.HasCounts;

    /// <summary>Whether the plan's indicator counts every event as good.</summary>
    internal bool SeesNoError => _subject.Indicator.SeesNoError;

    /// <summary>How many independent trials a day has at most; null for events, which need no such limit.</summary>
    internal double? TrialsPerDay => _subject.TrialsPerDay ?? _subject.Indicator.TrialsPerDay;

    /// <summary>
    /// Which record of the phase this is, from 1: each time that the plan comes to the phase again, by a step back or a reset, begins a
    /// new one.
    /// </summary>
    internal int RecordNumber { get; }

    /// <summary>Whether the phase is the one scheduled at a point in time.</summary>
    /// <param name="at">The point in time; without zone it is taken as UTC.</param>
    public bool Contains(DateTime at)
    {
        at = ProgressiveSlo.Time.UtcTime.From(at);
        return at >= StartDate && (EndDate is not { } end || at < end);
    }

    /// <summary>Service and phase.</summary>
    public override string ToString() => $"{Service}: {Name}";
}

/// <summary>Makes the SLO definitions of a service in a phase.</summary>
internal static class PhaseDefinitions
{
    public static IReadOnlyList<SloDefinition> Create(PlanSpec subject, SloPhase phase)
    {
        var availability = CreateDefinition(
            subject,
            phase,
            "availability",
            subject.Indicator,
            phase.Targets.Availability,
            phase.Description
        );
        return subject.Latency is { } latency
            ?
            [
                availability,
                Latency(subject, phase, latency, 95, phase.Targets.LatencyP95Milliseconds),
                Latency(subject, phase, latency, 99, phase.Targets.LatencyP99Milliseconds),
            ]
            : [availability];
    }

    // "p95 at most 500 ms" is "95 % of requests within 500 ms", which events can count.
    private static SloDefinition Latency(PlanSpec subject, SloPhase phase, LatencyMetric metric, int percentile, double milliseconds) =>
        CreateDefinition(
            subject,
            phase,
            $"latency-p{percentile}",
            metric.CreateIndicator(milliseconds),
            percentile / 100m,
            $"{percentile}% of requests answered within {NumberText.Plain(milliseconds)} ms"
        );

    private static SloDefinition CreateDefinition(
        PlanSpec subject,
        SloPhase phase,
        string slo,
        SloIndicator indicator,
        decimal target,
        string description
    )
    {
        var name = subject.Service.All(IsNameCharacter) ? subject.Service : ServiceName.Slug(subject.Service);
        return new SloDefinition($"{name}-{slo}-{phase.Name}", subject.Service, indicator, target, subject.Window)
        {
            Namespace = subject.Namespace,
            Phase = phase.Name,
            // The alerts of a phase are chosen for its availability target; a factor that the larger budget of a latency
            // target makes impossible would be an alert that never fires.
            Alerting = phase.Alerting.All(a => a.IsReachable(target))
                ? phase.Alerting
                : phase.Alerting.Where(a => a.IsReachable(target)).ToArray(),
            AlertSettings = phase.AlertSettings,
            Labels = Labels(subject, phase),
            Annotations = new Dictionary<string, string> { [SloDefinition.DescriptionKey] = description },
        };
    }

    private static Dictionary<string, string> Labels(PlanSpec subject, SloPhase phase)
    {
        var labels = new Dictionary<string, string>
        {
            ["service"] = subject.Service,
            ["phase"] = phase.Name,
            ["progressive"] = "true",
        };

        // Alerts are routed by them.
        if (subject.Tier is { } tier)
            labels["tier"] = tier;
        if (subject.Owner is { } owner)
            labels["owner"] = owner;
        foreach (var label in subject.Labels)
            labels[label.Key] = label.Value;
        return labels;
    }

    private static bool IsNameCharacter(char c) => AsciiChars.IsWord(c) || c is '-' or '.';
}

/// <summary>Chooses phases of a plan by state and by date.</summary>
public static class PhaseSelection
{
    /// <summary>
    /// All phases; or the current one, the next one, or both. Without a date the current phase is the one that the plan is
    /// in; with a date it is the one that the plan schedules then, and before the plan starts there is none.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="current">Whether the current phase is wanted.</param>
    /// <param name="next">Whether the phase after the current one is wanted.</param>
    /// <param name="at">The date, or null; without zone it is taken as UTC.</param>
    /// <returns>The phases in order; empty when there is none.</returns>
    public static IReadOnlyList<PlannedPhase> Select(SloPlan plan, bool current, bool next, DateTime? at)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        if (!current && !next && at is null)
            return plan.Phases;

        var now = at is { } date ? plan.FindAt(date) : plan.Find(plan.CurrentPhase);
        if (now is null)
            return [];
        var phases = new List<PlannedPhase>(2);
        if (current || !next)
            phases.Add(now);
        if (next && plan.NextPhase(now) is { } after)
            phases.Add(after);
        return phases;
    }
}
