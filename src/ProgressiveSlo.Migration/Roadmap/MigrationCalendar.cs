using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Migration.Roadmap;

/// <summary>Puts weeks on the calendar. Week 1 begins on the start date; a phase ends on the day after its last week.</summary>
internal static class MigrationCalendar
{
    public static IReadOnlyList<MigrationPhase> CreatePhases(MigrationChecklist checklist, DateTime start) =>
        checklist
            .Phases.Select(
                (p, i) =>
                    new MigrationPhase(
                        p.Name,
                        i + 1,
                        FirstDayOfWeek(start, p.StartWeek),
                        p.EndWeek is { } end ? FirstDayOfWeek(start, end + 1) : null
                    )
                    {
                        Weeks = p.Weeks,
                        Objectives = p.Objectives,
                        Activities = p.Activities,
                        Deliverables = p.Deliverables,
                        SuccessCriteria = p.SuccessCriteria,
                        Gate = p.Gate,
                    }
            )
            .ToArray();

    /// <summary>First day of a week.</summary>
    /// <exception cref="ProgressiveSlo.Errors.SloValidationException">It is after 2199.</exception>
    public static DateTime FirstDayOfWeek(DateTime start, int week)
    {
        var days = 7L * (week - 1);
        return days <= (UtcTime.Latest - start).TotalDays
            ? start.AddDays(days)
            : throw new ProgressiveSlo.Errors.SloValidationException(
                "StartDate",
                "The migration reaches past the year 2199",
                "Start it earlier, raise -WaveSize or -ServicesPerOwner so that there are fewer waves, or use lower weeks in the checklist"
            );
    }
}

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
