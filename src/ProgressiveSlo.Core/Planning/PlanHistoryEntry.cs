using System;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Planning;

/// <summary>One move of a plan from phase to phase.</summary>
/// <param name="From">Phase left.</param>
/// <param name="To">Phase entered.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who moved it.</param>
public sealed record PlanHistoryEntry(string From, string To, DateTime At, string By)
{
    /// <summary>The gate's verdict at the time, or null when the move was forced without one.</summary>
    public string? Verdict { get; init; }

    /// <summary>Digest of the evidence that the verdict rests on, or null.</summary>
    public string? EvidenceDigest { get; init; }

    /// <summary>Why, for a step back or a forced move; otherwise null.</summary>
    public string? Reason { get; init; }

    /// <summary>The move, on one line; what people have written is left out, as this may be printed anywhere.</summary>
    public override string ToString() => $"{UtcTime.Text(At)}: {From} to {To}";
}
