using System;

namespace ProgressiveSlo.Phases;

/// <summary>One success criterion of a phase, and, in a plan, whether and how it was shown to be met.</summary>
/// <param name="Text">The criterion.</param>
public sealed record SuccessCriterion(string Text)
{
    /// <summary>
    /// The check of the gate that shows whether it is met, one of <see cref="Readiness.CriterionProof.Checks"/>; null when somebody has to
    /// attest it, or when its words say what is measured.
    /// </summary>
    public string? VerifiedBy { get; init; }

    /// <summary>For how many of the last days that check is made, 1 to 366; null for those that the gate judges.</summary>
    public int? Days { get; init; }

    /// <summary>Whether somebody attested that it is met.</summary>
    public bool Completed { get; init; }

    /// <summary>What shows it: a link or a sentence; null while not completed.</summary>
    public string? Evidence { get; init; }

    /// <summary>Who attested it; null while not completed.</summary>
    public string? By { get; init; }

    /// <summary>When it was attested, UTC; null while not completed.</summary>
    public DateTime? At { get; init; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
