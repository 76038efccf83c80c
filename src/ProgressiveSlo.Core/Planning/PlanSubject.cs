using System;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Planning;

/// <summary>What a plan is about: the service, what is measured, and the profile that it follows. All phases of a plan share one.</summary>
/// <param name="Service">The service.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Indicator">What is measured (SLI).</param>
/// <param name="Window">The SLO's window (period).</param>
public sealed record PlanSubject(string Service, PhaseProfile Profile, SloIndicator Indicator, TimeSpan Window)
{
    /// <summary>The histogram for the latency objectives of the phases, or null for no latency SLOs.</summary>
    public LatencyMetric? Latency { get; init; }

    /// <summary>Namespace of the service.</summary>
    public string Namespace { get; init; } = "production";

    /// <summary>Tier of the service, or null.</summary>
    public string? Tier { get; init; }

    /// <summary>Owner of the service, or null.</summary>
    public string? Owner { get; init; }
}
