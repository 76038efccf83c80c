using ProgressiveSlo.Errors;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness;

/// <summary>Finds gates that no service could pass on the planned day: those whose consecutive days do not fit into the phase.</summary>
public static class GateFeasibility
{
    /// <summary>
    /// The phases whose consecutive days do not fit: N windows that end on N days in a row take N + window − 1 days, and each lies whole
    /// in the record.
    /// </summary>
    /// <param name="phases">The phases.</param>
    /// <param name="gate">The profile's settings.</param>
    /// <param name="windowDays">Days of the SLO's window; 30 where the plan decides.</param>
    /// <returns>A problem for each, with the sum; none when all fit.</returns>
    public static IEnumerable<FieldProblem> Problems(IReadOnlyList<SloPhase> phases, GateSettings gate, int windowDays = 30)
    {
        if (phases is null)
            throw new ArgumentNullException(nameof(phases));
        for (var i = 0; i < phases.Count; i++)
        {
            var needed = ConsecutiveDaysCheck.Needed(phases[i].Gate.WithFallback(gate));
            var planned = PhaseDurationCheck.PlannedDays(phases[i]);
            if (needed == 0 || needed + windowDays - 1 <= planned)
                continue;
            yield return new FieldProblem(
                string.Format(CultureInfo.InvariantCulture, "phases[{0}].gate.consecutiveDays", i),
                $"{CountText.Of(needed, "consecutive day")} with a window of {CountText.Of(windowDays, "day")} take "
                    + $"{CountText.Whole(needed)} + "
                    + $"{CountText.Whole(windowDays)} - 1 = {CountText.Of(needed + windowDays - 1, "day")}, and "
                    + $"{(phases[i].DurationDays is null ? "an ongoing phase is judged after" : $"'{phases[i].Name}' is planned for")} "
                    + CountText.Of(planned, "day"),
                "Ask for fewer consecutive days, plan a longer phase, or take a shorter window"
            );
        }
    }
}
