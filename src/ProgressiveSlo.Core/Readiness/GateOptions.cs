using System;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Readiness;

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
    public MigrationGuidance Guidance { get; init; } = MigrationGuidance.None;
}
