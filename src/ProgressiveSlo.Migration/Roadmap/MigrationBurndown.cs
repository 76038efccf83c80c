using ProgressiveSlo.Migration.Checklist;

namespace ProgressiveSlo.Migration.Roadmap;

/// <summary>
/// Counts the services that are not migrated, week by week. By the plan, pilots are migrated when the phase ends in which they are, and the
/// services of a wave when it ends. What is, is known up to the week of the last change.
/// </summary>
internal static class MigrationBurndown
{
    public static IReadOnlyList<BurndownWeek> Compute(SloMigration migration)
    {
        var planned = Planned(migration);
        var done = migration.Services.Where(s => s.MigratedAt is not null).Select(s => s.MigratedAt!.Value).ToArray();
        var all = migration.Services.Count(s => !s.MigratedBefore);
        DateTime? last = migration.History.Count == 0 ? null : migration.History.Max(h => h.At);
        var end = planned.Concat(last is { } time ? [time.AddTicks(1)] : []).DefaultIfEmpty(migration.StartDate).Max();
        var weeks = new List<BurndownWeek>();
        for (var week = 1; week == 1 || MigrationCalendar.FirstDayOfWeek(migration.StartDate, week) < end; week++)
        {
            var start = MigrationCalendar.FirstDayOfWeek(migration.StartDate, week);
            var next = MigrationCalendar.FirstDayOfWeek(migration.StartDate, week + 1);
            weeks.Add(
                new BurndownWeek(week, next, all - planned.Count(p => p <= next), last >= start ? all - done.Count(d => d < next) : null)
            );
        }

        return weeks;
    }

    // One day for each service, on which the plan has it migrated.
    private static DateTime[] Planned(SloMigration migration)
    {
        var checklist = migration.GetChecklist();
        var phase = checklist.Steps().First(s => s.Item.Scope == StepScope.Pilot && s.Item.Migrates).Phase;
        var pilotsEnd = migration.Find(phase.Name)!.EndDate ?? migration.StartDate;
        return [.. migration.Pilots.Select(_ => pilotsEnd), .. migration.Waves.SelectMany(w => w.Services.Select(_ => w.EndDate))];
    }
}

/// <summary>How many services are not migrated at the end of a week.</summary>
/// <param name="Week">The week, from 1.</param>
/// <param name="EndDate">The day after the last one, UTC midnight.</param>
/// <param name="Planned">By the plan.</param>
/// <param name="Actual">By the history; null for weeks after the last change.</param>
public sealed record BurndownWeek(int Week, DateTime EndDate, int Planned, int? Actual);
