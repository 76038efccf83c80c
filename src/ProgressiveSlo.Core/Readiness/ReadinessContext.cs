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
public readonly record struct ReadinessContext(
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

    /// <summary>The first day (UTC) that is judged; null where the evidence has no days.</summary>
    public DateTime? JudgedFrom { get; init; }

    /// <summary>Whether the percentiles of latency are those of another time than the one that is judged.</summary>
    public bool HasOtherLatencies =>
        JudgedFrom is { } judged && Evidence.LatencyFrom is { } from && ProgressiveSlo.Time.UtcTime.Day(from) != judged;

    /// <summary>Whether a measurement that is not required by itself is required here.</summary>
    public bool OptionalRequired => Options.Strict || Settings.Choice(ReadinessGate.OptionalMetrics) == "required";
}

/// <summary>How strictly to judge, beyond what the profile says.</summary>
public sealed record GateOptions
{
    /// <summary>As the profile says.</summary>
    public static GateOptions Default { get; } = new();

    /// <summary>Whether measurements that are optional otherwise are required.</summary>
    public bool Strict { get; init; }

    /// <summary>One-sided confidence, above 0.5 and below 1; null for the profile's.</summary>
    public decimal? Confidence { get; init; }

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
    ReadinessCheck? Evaluate(in ReadinessContext context);
}
