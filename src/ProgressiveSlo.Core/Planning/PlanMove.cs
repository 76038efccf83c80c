using System;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Planning;

/// <summary>What is asked of a plan: to go one phase on, or one back.</summary>
/// <param name="By">Who moves it.</param>
/// <param name="At">When, UTC.</param>
public sealed record PlanMove(string By, DateTime At)
{
    /// <summary>Whether to go back instead of on.</summary>
    public bool Back { get; init; }

    /// <summary>Whether to go on without a result that says Ready. Needs a reason.</summary>
    public bool Force { get; init; }

    /// <summary>Why; required for a move back and for a forced one.</summary>
    public string? Reason { get; init; }

    /// <summary>What the gate said, or null.</summary>
    public ReadinessResult? Readiness { get; init; }

    /// <summary>How old that may be.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromHours(24);
}
