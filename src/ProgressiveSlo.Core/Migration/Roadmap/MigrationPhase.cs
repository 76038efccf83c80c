using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>A phase of a migration, on the calendar.</summary>
/// <param name="Name">Name, for example <c>Pilot</c>.</param>
/// <param name="Order">Place, from 1.</param>
/// <param name="StartDate">First day, UTC midnight.</param>
/// <param name="EndDate">The day after the last one, UTC midnight; null when the phase is ongoing.</param>
public sealed record MigrationPhase(string Name, int Order, DateTime StartDate, DateTime? EndDate)
{
    /// <summary>The weeks from the start, as people write them: <c>3-6</c>, <c>13+</c>.</summary>
    public string Weeks { get; init; } = "";

    /// <summary>What to work on.</summary>
    public IReadOnlyList<string> Objectives { get; init; } = [];

    /// <summary>What to do.</summary>
    public IReadOnlyList<ChecklistItem> Activities { get; init; } = [];

    /// <summary>What there is at the end.</summary>
    public IReadOnlyList<ChecklistItem> Deliverables { get; init; } = [];

    /// <summary>What must be true at the end.</summary>
    public IReadOnlyList<ChecklistItem> SuccessCriteria { get; init; } = [];

    /// <summary>Names of the verifiers that decide the gate to the next phase, beside its steps; empty for the last phase.</summary>
    public IReadOnlyList<string> Gate { get; init; } = [];

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
