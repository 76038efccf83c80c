using System;

namespace ProgressiveSlo.Migration;

/// <summary>What is said about a step that is done.</summary>
/// <param name="By">Who completes it.</param>
/// <param name="At">When, UTC.</param>
public sealed record StepCompletion(string By, DateTime At)
{
    /// <summary>What shows it, in the words of people, or null.</summary>
    public string? Evidence { get; init; }

    /// <summary>What the verifiers judge.</summary>
    public MigrationEvidence Verification { get; init; } = MigrationEvidence.None;

    /// <summary>Whether to complete it although a verifier does not pass, or once more. Needs a reason.</summary>
    public bool Force { get; init; }

    /// <summary>Why it is forced; only then.</summary>
    public string? Reason { get; init; }
}
