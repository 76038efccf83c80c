using System;

namespace ProgressiveSlo.Readiness;

/// <summary>An interval whose events were taken out of the evidence, such as announced maintenance.</summary>
/// <param name="From">Start, UTC, inclusive.</param>
/// <param name="To">End, UTC, exclusive.</param>
/// <param name="Reason">Why, as somebody wrote it; may be empty.</param>
public sealed record EvidenceExclusion(DateTime From, DateTime To, string Reason)
{
    /// <summary>Good events taken out.</summary>
    public long GoodEvents { get; init; }

    /// <summary>All events taken out.</summary>
    public long TotalEvents { get; init; }
}
