using ProgressiveSlo.Findings;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Changes;

/// <summary>
/// What a branch changes about one plan, one file or one folder of manifests, and what stands against merging it. All of its text prints
/// on one line and holds no command of an agent.
/// </summary>
public sealed class SloPlanChange
{
    internal SloPlanChange(PlanChangeKind kind, string path)
    {
        Kind = kind;
        Path = PrintableText.Escape(path);
    }

    /// <summary>The service; null for what is not about one plan.</summary>
    public string? Service => (After ?? Before)?.Service;

    /// <summary>Namespace of the service; null for what is not about one plan.</summary>
    public string? Namespace => (After ?? Before)?.Namespace;

    /// <summary>What kind of change it is.</summary>
    public PlanChangeKind Kind { get; }

    /// <summary>The file or folder, as it prints.</summary>
    public string Path { get; }

    /// <summary>The file on the target branch, as it prints, where the plan had another one; otherwise null.</summary>
    public string? PreviousPath { get; internal init; }

    /// <summary>The phase on the target branch; null for what is not there.</summary>
    public string? From => Before?.CurrentPhase;

    /// <summary>The phase on the branch; null for what is not there.</summary>
    public string? To => After?.CurrentPhase;

    /// <summary>The moves that the branch adds to the history of the plan, oldest first.</summary>
    public IReadOnlyList<PlanMove> Moves { get; internal init; } = [];

    /// <summary>Whether the plan goes on to a later phase.</summary>
    public bool IsPromotion => Moves.Any(m => m.Kind is not (PlanMoveKind.Back or PlanMoveKind.Reset));

    /// <summary>What the gates say, one result for each that was tried; empty without evidence.</summary>
    public IReadOnlyList<ReadinessResult> Readiness { get; internal init; } = [];

    /// <summary>What was found; those of severity Error stand against merging.</summary>
    public IReadOnlyList<SloFinding> Findings { get; internal init; } = [];

    /// <summary>Whether nothing stands against merging it.</summary>
    public bool Allowed => Findings.All(f => f.Severity != FindingSeverity.Error);

    /// <summary>The plan on the target branch; null for none.</summary>
    public SloPlan? Before { get; internal init; }

    /// <summary>The plan on the branch; null for none.</summary>
    public SloPlan? After { get; internal init; }

    /// <summary>The change on one line, for example <c>plans/checkout.yaml: from baseline to improvement.</c></summary>
    public override string ToString() =>
        Path
        + ": "
        + Kind switch
        {
            PlanChangeKind.Added => $"new, in {To}.",
            PlanChangeKind.Removed => "removed.",
            PlanChangeKind.Changed or PlanChangeKind.Renamed when From != To => $"from {From} to {To}.",
            PlanChangeKind.Changed or PlanChangeKind.Renamed => $"in {To}.",
            _ => Findings.Count > 0 ? Findings[0].Message + "." : "",
        };
}

/// <summary>What kind of change it is.</summary>
public enum PlanChangeKind
{
    /// <summary>A plan of a service that has none on the target branch.</summary>
    Added,

    /// <summary>A plan that says something else.</summary>
    Changed,

    /// <summary>A plan in another file, whatever it says there.</summary>
    Renamed,

    /// <summary>A plan that the branch does not have any more.</summary>
    Removed,

    /// <summary>A file that the rules for files are about.</summary>
    File,

    /// <summary>A folder of manifests.</summary>
    Manifest,
}

/// <summary>A move that a branch adds to the history of a plan.</summary>
/// <param name="Kind">Where it goes.</param>
/// <param name="From">Phase left.</param>
/// <param name="To">Phase entered.</param>
/// <param name="At">When, UTC.</param>
/// <param name="IsForced">Whether it rests on a reason instead of evidence.</param>
/// <param name="Reason">The reason, as it prints; null for none.</param>
public sealed record PlanMove(PlanMoveKind Kind, string From, string To, DateTime At, bool IsForced, string? Reason)
{
    /// <summary>The move on one line.</summary>
    public override string ToString() => $"{Time.UtcTime.Text(At)}: {From} to {To}";
}

/// <summary>Where a move goes.</summary>
public enum PlanMoveKind
{
    /// <summary>To the next phase.</summary>
    On,

    /// <summary>One phase back.</summary>
    Back,

    /// <summary>From a phase to itself: a new record of it.</summary>
    Reset,

    /// <summary>From the first phase to the one that a new plan begins in.</summary>
    Begin,

    /// <summary>Over phases, which no move may do.</summary>
    Leap,
}
