using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>One line of a checklist: an activity, a deliverable, a success criterion or a step. It is a step when it has an id.</summary>
/// <param name="Text">What is to be done, or what must be true.</param>
public sealed record ChecklistItem(string Text)
{
    /// <summary>Id of the step, a slug that is unique in the checklist; null when the line is no step of its own.</summary>
    public string? Id { get; init; }

    /// <summary>What belongs to it, in short.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Ids of the steps that carry it out, for a line that is no step of its own.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>What there is one step for.</summary>
    public StepScope Scope { get; init; }

    /// <summary>Names of the verifiers that decide it; empty when only people can.</summary>
    public IReadOnlyList<string> Verification { get; init; } = [];

    /// <summary>The least share that its verifiers ask for, 0 &lt; minimum &lt;= 1; null for their own, 0.8.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Whether a phase may end without it.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether a service counts as migrated once the step is done for it.</summary>
    public bool Migrates { get; init; }

    /// <summary>Name of the challenge that it meets most, or null.</summary>
    public string? Challenge { get; init; }

    /// <summary>The cmdlet that does it, or helps to, with the parameter that matters, for example <c>New-SloPlan -Template</c>; null for none.</summary>
    public string? Cmdlet { get; init; }

    /// <summary>Who does it, or null for the owner of the service or of the migration.</summary>
    public string? Owner { get; init; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
