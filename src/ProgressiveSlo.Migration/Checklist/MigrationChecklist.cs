using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Checklist;

/// <summary>The guide of a migration as data: phases, steps, and the order of tiers.</summary>
/// <param name="Name">Name, for example <c>default</c>.</param>
/// <param name="Phases">The phases, in order; at least two.</param>
/// <param name="Sections">The sections of the checklist.</param>
/// <param name="Tiers">The order in which tiers migrate.</param>
public sealed record MigrationChecklist(
    string Name,
    IReadOnlyList<ChecklistPhase> Phases,
    IReadOnlyList<ChecklistSection> Sections,
    TierOrder Tiers
)
{
    /// <summary>One line that says what it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>How many services of one owner a wave of one week takes, at least 1.</summary>
    public int ServicesPerOwner { get; init; } = 2;

    /// <summary>The file that it came from, or null for the built-in one.</summary>
    public string? Source { get; init; }

    /// <summary>The phase that the waves are planned in.</summary>
    internal ChecklistPhase WavePhase => Phases.First(p => p.HasWaves);

    /// <summary>Every line that is a step, with its phase and section, in the order in which phases and people go through them.</summary>
    internal IEnumerable<(ChecklistPhase Phase, string Section, ChecklistItem Item)> Steps() =>
        Phases.SelectMany(phase => Lines(phase).Where(l => l.Item.Id is not null).Select(l => (phase, l.Section, l.Item)));

    private IEnumerable<(string Section, ChecklistItem Item)> Lines(ChecklistPhase phase) =>
        phase
            .Activities.Select(i => ("Activities", i))
            .Concat(Sections.Where(s => s.Phase == phase.Name).SelectMany(s => s.Steps.Select(i => (s.Name, i))))
            .Concat(phase.Deliverables.Select(i => ("Deliverables", i)))
            .Concat(phase.SuccessCriteria.Select(i => ("Success criteria", i)));
}

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
    public string Weeks =>
        EndWeek is { } end
            ? StartWeek == end
                ? NumberText.Plain(end)
                : NumberText.Plain(StartWeek) + "-" + NumberText.Plain(end)
            : NumberText.Plain(StartWeek) + "+";
}

/// <summary>A section of a checklist.</summary>
/// <param name="Name">Name, for example <c>Pilot Services</c>.</param>
/// <param name="Phase">Name of the phase that its steps belong to.</param>
/// <param name="Steps">The steps, in order.</param>
public sealed record ChecklistSection(string Name, string Phase, IReadOnlyList<ChecklistItem> Steps);

/// <summary>One line of a checklist: an activity, a deliverable, a success criterion or a step. It is a step when it has an id.</summary>
/// <param name="Text">What is to be done, or what must be true.</param>
public sealed record ChecklistItem(string Text)
{
    /// <summary>Id of the step, a slug that is unique in the checklist; null when the line is not a step of its own.</summary>
    public string? Id { get; init; }

    /// <summary>What belongs to it, in short.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Ids of the steps that carry it out, for a line that is not a step of its own.</summary>
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

    /// <summary>
    /// The cmdlet that does it, or helps to, with the parameter that matters, for example <c>New-SloPlan -Template</c>; null for none.
    /// </summary>
    public string? Cmdlet { get; init; }

    /// <summary>Who does it, or null for the owner of the service or of the migration.</summary>
    public string? Owner { get; init; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}

/// <summary>What a step of a checklist is done for: there is one step for each of these.</summary>
public enum StepScope
{
    /// <summary>The whole migration.</summary>
    Migration,

    /// <summary>Each pilot.</summary>
    Pilot,

    /// <summary>Each wave.</summary>
    Wave,

    /// <summary>Each service of the waves.</summary>
    Service,
}
