using System.Collections.Generic;
using System.Globalization;

namespace ProgressiveSlo.Migration;

/// <summary>A phase of a checklist: its weeks, counted from the start of the migration, and what belongs to it.</summary>
/// <param name="Name">Name, for example <c>Pilot</c>.</param>
/// <param name="StartWeek">First week, from 1.</param>
/// <param name="EndWeek">Last week, not before <paramref name="StartWeek"/>; null when the phase is ongoing.</param>
public sealed record ChecklistPhase(string Name, int StartWeek, int? EndWeek)
{
    /// <summary>Whether the waves are planned in this phase.</summary>
    public bool HasWaves { get; init; }

    /// <summary>What to work on.</summary>
    public IReadOnlyList<string> Objectives { get; init; } = [];

    /// <summary>What to do.</summary>
    public IReadOnlyList<ChecklistItem> Activities { get; init; } = [];

    /// <summary>What there is at the end.</summary>
    public IReadOnlyList<ChecklistItem> Deliverables { get; init; } = [];

    /// <summary>What must be true at the end.</summary>
    public IReadOnlyList<ChecklistItem> SuccessCriteria { get; init; } = [];

    /// <summary>Names of the verifiers that decide the gate to the next phase, beside its steps.</summary>
    public IReadOnlyList<string> Gate { get; init; } = [];

    /// <summary>The weeks as people write them: <c>3-6</c>, <c>13+</c>.</summary>
    public string Weeks => EndWeek is { } end
        ? StartWeek == end ? Number(end) : Number(StartWeek) + "-" + Number(end)
        : Number(StartWeek) + "+";

    private static string Number(int week) => week.ToString(CultureInfo.InvariantCulture);
}
