using ProgressiveSlo.Evidence;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Readiness;

/// <summary>What a check may look at.</summary>
/// <param name="Phase">The phase whose gate is tried.</param>
/// <param name="Next">The phase after it, or null.</param>
/// <param name="Evidence">The measurements; ranges are checked already.</param>
/// <param name="Settings">The thresholds of the phase, over those of the profile.</param>
/// <param name="Options">How strictly to judge.</param>
/// <param name="Now">Now, UTC.</param>
public sealed record ReadinessContext(
    SloPhase Phase,
    SloPhase? Next,
    SloEvidence Evidence,
    GateSettings Settings,
    GateOptions Options,
    DateTime Now
)
{
    /// <summary>The phase in a plan, with its dates and criteria; null when the gate is not tried for a plan.</summary>
    public PlannedPhase? Planned { get; init; }

    /// <summary>The error budget policy of the profile; null is none.</summary>
    public IReadOnlyList<ErrorBudgetPolicyStep>? Policy { get; init; }

    /// <summary>What the checks before this one have said, in their order; those after it are not known yet.</summary>
    public IReadOnlyList<ReadinessCheck>? Outcomes { get; init; }

    /// <summary>The days that the plan's gate judges; null for the source's gate, which judges bare numbers.</summary>
    internal GateRecord? Record { get; init; }

    /// <summary>The evidence as it was given; <see cref="Evidence"/> is that of the record.</summary>
    public SloEvidence Given { get; init; } = Evidence;

    /// <summary>Whole days of the SLO's window.</summary>
    public int WindowDays { get; init; } = 30;

    /// <summary>Whether the percentiles of latency are those of another time than the record.</summary>
    public bool HasOtherLatencies =>
        Record is { } record && Evidence.LatencyFrom is { } from && ProgressiveSlo.Time.UtcTime.Day(from) != record.From;
}

/// <summary>How strictly to judge, beyond what the profile says.</summary>
public sealed record GateOptions
{
    /// <summary>As the profile says.</summary>
    public static GateOptions Default { get; } = new();

    /// <summary>Whether the greater strength of evidence is asked for; bare numbers have none.</summary>
    public bool Strict { get; init; }

    /// <summary>How old the end of the evidence's window may be; null for any age.</summary>
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>Says which challenge stands behind a check that fails.</summary>
    public GuidanceSet Guidance { get; init; } = GuidanceSet.None;
}

/// <summary>One check of the gate. To add one: a class with this interface, and a line in <see cref="ReadinessGate"/>.</summary>
public interface IReadinessCheck
{
    /// <summary>The settings of a profile's <c>gate</c> section that this check reads.</summary>
    IReadOnlyList<GateSetting> Settings { get; }

    /// <summary>Tries the check.</summary>
    /// <param name="context">Phase, evidence and thresholds.</param>
    /// <returns>The outcome, or null when the check has nothing to say here.</returns>
    ReadinessCheck? Evaluate(ReadinessContext context);
}
