using System;

namespace ProgressiveSlo.Migration;

/// <summary>A change of a migration: a step that was done. The last change of a step is its state.</summary>
/// <param name="Step">Id of the step.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Evidence">What shows it: what people wrote, and what the verifiers found.</param>
public sealed record MigrationChange(string Step, DateTime At, string By, string? Evidence)
{
    /// <summary>Whether every verifier of the step passed.</summary>
    public bool Verified { get; init; }

    /// <summary>Whether it was done although a verifier did not pass, or once more.</summary>
    public bool Forced { get; init; }

    /// <summary>Why it was forced; otherwise null.</summary>
    public string? Reason { get; init; }
}
