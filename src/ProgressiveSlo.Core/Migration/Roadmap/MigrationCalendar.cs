using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Migration;

/// <summary>Puts weeks on the calendar. Week 1 begins on the start date; a phase ends on the day after its last week.</summary>
internal static class MigrationCalendar
{
    public static IReadOnlyList<MigrationPhase> Phases(MigrationChecklist checklist, DateTime start) =>
        checklist.Phases.Select((p, i) => new MigrationPhase(p.Name, i + 1, Week(start, p.StartWeek), p.EndWeek is { } end ? Week(start, end + 1) : null)
        {
            Weeks = p.Weeks,
            Objectives = p.Objectives,
            Activities = p.Activities,
            Deliverables = p.Deliverables,
            SuccessCriteria = p.SuccessCriteria,
            Gate = p.Gate,
        }).ToArray();

    /// <summary>First day of a week.</summary>
    /// <exception cref="Errors.SloValidationException">It is after 2199.</exception>
    public static DateTime Week(DateTime start, int week)
    {
        var days = 7L * (week - 1);
        return days <= (SloPlanner.Latest - start).TotalDays
            ? start.AddDays(days)
            : throw new Errors.SloValidationException("StartDate", "The migration reaches past the year 2199", "Start it earlier, or write smaller weeks");
    }

    /// <summary>The week that holds a day, from 1; 0 or less before the start.</summary>
    public static int WeekOf(DateTime start, DateTime day) => (int)Math.Floor((day - start).TotalDays / 7) + 1;
}
