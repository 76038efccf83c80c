using System;
using System.Collections.Generic;
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
public readonly record struct ReadinessContext(SloPhase Phase, SloPhase? Next, SloMetric Evidence, GateSettings Settings, GateOptions Options, DateTime Now)
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
    public bool HasOtherLatencies => JudgedFrom is { } judged && Evidence.LatencyFrom is { } from && Time.UtcTime.Day(from) != judged;

    /// <summary>Whether a measurement that is not required by itself is required here.</summary>
    public bool OptionalRequired => Options.Strict || Settings.Word(ReadinessGate.OptionalMetrics) == "required";
}
