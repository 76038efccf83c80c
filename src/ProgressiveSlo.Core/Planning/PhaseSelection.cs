using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Planning;

/// <summary>Chooses phases of a plan by state and by date.</summary>
public static class PhaseSelection
{
    /// <summary>
    /// All phases; or the current one, the next one, or both. Without a date the current phase is the one that the plan is
    /// in; with a date it is the one that the plan schedules then, and before the plan starts there is none.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="current">Whether the current phase is wanted.</param>
    /// <param name="next">Whether the phase after the current one is wanted.</param>
    /// <param name="at">The date, or null; without zone it is taken as UTC.</param>
    /// <returns>The phases in order; empty when there is none.</returns>
    public static IReadOnlyList<PlannedPhase> Of(SloPlan plan, bool current, bool next, DateTime? at)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        if (!current && !next && at is null)
            return plan.Phases;

        var now = at is { } date ? plan.FindAt(date) : plan.Find(plan.CurrentPhase);
        if (now is null)
            return [];
        var phases = new List<PlannedPhase>(2);
        if (current || !next)
            phases.Add(now);
        if (next && plan.After(now) is { } after)
            phases.Add(after);
        return phases;
    }
}
