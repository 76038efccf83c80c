using System;

namespace ProgressiveSlo.Migration;

/// <summary>What is compared, and over which time.</summary>
/// <param name="Service">The service.</param>
/// <param name="Name">Name of the SLO; empty when it has none.</param>
/// <param name="From">Start of the compared time, UTC.</param>
/// <param name="To">End of the compared time, UTC, after the start.</param>
/// <param name="Step">Length of an interval, more than zero; both sides have one point for each.</param>
public sealed record ParallelRunSubject(string Service, string Name, DateTime From, DateTime To, TimeSpan Step)
{
    /// <summary>The target that error budgets are counted with, as a ratio; null for that of the automated side, otherwise of the manual one.</summary>
    public decimal? Target { get; init; }
}
