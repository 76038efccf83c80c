using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Migration.Roadmap;

/// <summary>A step of a migration with its state.</summary>
/// <param name="Id">Stable id: that of the checklist, with the service or the wave for a step that there is several times.</param>
/// <param name="Phase">Name of the phase.</param>
/// <param name="Section">The section of the checklist; <c>Gate</c> for the gate of a phase.</param>
/// <param name="Text">What is to be done.</param>
public sealed record MigrationStep(string Id, string Phase, string Section, string Text)
{
    /// <summary>Section of the gates.</summary>
    public const string GateSection = "Gate";

    /// <summary>What the step is done for.</summary>
    public StepScope Scope { get; init; }

    /// <summary>The service, for a step of one pilot or service.</summary>
    public string? Service { get; init; }

    /// <summary>Number of the wave, for a step of a wave or of a service in it.</summary>
    public int? Wave { get; init; }

    /// <summary>The cmdlet that does it, or helps to; null for none.</summary>
    public string? Cmdlet { get; init; }

    /// <summary>Who does it, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>The state.</summary>
    public StepState State { get; init; }

    /// <summary>Whether a phase may end without it.</summary>
    public bool Optional { get; init; }

    /// <summary>Names of the verifiers that decide it; empty when only people can.</summary>
    public IReadOnlyList<string> Verification { get; init; } = [];

    /// <summary>The least share that its verifiers ask for, or null for their own.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Whether a service counts as migrated once the step is done for it.</summary>
    public bool Migrates { get; init; }

    /// <summary>What the verifiers say now; empty when nobody asked them.</summary>
    public IReadOnlyList<MigrationCheck> Checks { get; init; } = [];

    /// <summary>What shows that it is done, or null.</summary>
    public string? Note { get; init; }

    /// <summary>Who did it, or null.</summary>
    public string? By { get; init; }

    /// <summary>When it was done, UTC, or null.</summary>
    public DateTime? At { get; init; }

    /// <summary>Whether it was forced.</summary>
    public bool Forced { get; init; }

    /// <summary>Why it was forced, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The challenge that it meets most, with what helps; null for none.</summary>
    public Challenge? Challenge { get; init; }

    /// <summary>Whether it is the gate of its phase.</summary>
    public bool IsGate => Section == GateSection;

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}

/// <summary>The state of a step.</summary>
public enum StepState
{
    /// <summary>It is still to be done.</summary>
    Open,

    /// <summary>It is done: verified, attested or forced.</summary>
    Done,
}

/// <summary>What one verifier says about a step.</summary>
/// <param name="Name">Name of the verifier.</param>
/// <param name="Status"><see cref="CheckStatus.Pass"/>, <see cref="CheckStatus.Fail"/>, or <see cref="CheckStatus.Unknown"/> when it needs
/// evidence that was not given.</param>
/// <param name="Message">What it found, one sentence without its full stop.</param>
public sealed record MigrationCheck(string Name, CheckStatus Status, string Message)
{
    /// <summary>What to do when it did not pass, without a full stop; empty otherwise.</summary>
    public string Guidance { get; init; } = "";

    /// <summary>For example <c>ShareMigrated: Fail (12 of 30 services are migrated)</c>.</summary>
    public override string ToString() => $"{Name}: {Status} ({Message})";
}
