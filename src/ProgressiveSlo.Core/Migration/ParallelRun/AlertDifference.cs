using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>How the alerts of both sides go together. Alerts of one side that overlap are one, and carry all their names.</summary>
public sealed record AlertDifference
{
    /// <summary>Incidents for which both sides fired, in order.</summary>
    public IReadOnlyList<AlertMatch> Matched { get; init; } = [];

    /// <summary>What only the manual side fired, in order.</summary>
    public IReadOnlyList<FiringInterval> OnlyManual { get; init; } = [];

    /// <summary>What only the automated side fired, in order.</summary>
    public IReadOnlyList<FiringInterval> OnlyAutomated { get; init; } = [];
}
