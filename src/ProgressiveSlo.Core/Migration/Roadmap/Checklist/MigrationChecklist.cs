using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>The guide of a migration as data: phases, steps, and the order of tiers.</summary>
/// <param name="Name">Name, for example <c>default</c>.</param>
/// <param name="Phases">The phases, in order; at least two.</param>
/// <param name="Sections">The sections of the checklist.</param>
/// <param name="Tiers">The order in which tiers migrate.</param>
public sealed record MigrationChecklist(string Name, IReadOnlyList<ChecklistPhase> Phases, IReadOnlyList<ChecklistSection> Sections, TierOrder Tiers)
{
    /// <summary>One line that says what it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>How many services of one owner a wave of one week takes, at least 1.</summary>
    public int ServicesPerOwner { get; init; } = 2;

    /// <summary>The file that it came from, or null for the built-in one.</summary>
    public string? Source { get; init; }

    /// <summary>The phase that the waves are planned in.</summary>
    internal ChecklistPhase WavePhase => Phases.First(p => p.HasWaves);

    /// <summary>The phase of that name, or null.</summary>
    /// <param name="name">Name; case does not matter.</param>
    public ChecklistPhase? Find(string name) => Phases.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Every line that is a step, with its phase and section, in the order in which phases and people go through them.</summary>
    internal IEnumerable<(ChecklistPhase Phase, string Section, ChecklistItem Item)> Steps() =>
        Phases.SelectMany(phase => Lines(phase).Where(l => l.Item.Id is not null).Select(l => (phase, l.Section, l.Item)));

    private IEnumerable<(string Section, ChecklistItem Item)> Lines(ChecklistPhase phase) =>
        phase.Activities.Select(i => ("Activities", i))
            .Concat(Sections.Where(s => s.Phase == phase.Name).SelectMany(s => s.Steps.Select(i => (s.Name, i))))
            .Concat(phase.Deliverables.Select(i => ("Deliverables", i)))
            .Concat(phase.SuccessCriteria.Select(i => ("Success criteria", i)));
}
