using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Planning;

/// <summary>
/// What a plan says that cannot be true together: its history against itself and against the plan, days of phases against the moves that
/// entered them, and dates in the future.
/// </summary>
public static class PlanConsistency
{
    /// <summary>What to do about a history that was written by hand.</summary>
    public const string Restore =
        "Take the file back from Git as it was, and move and change plans with Step-SloPlan and Set-SloPlan alone";

    /// <summary>All contradictions, each with its field, its fix and a code.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="now">The time, UTC: nothing has happened after it.</param>
    public static IEnumerable<FieldProblem> Check(SloPlan plan, DateTime now)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        return
        [
            .. PlanHistory.Contradictions(plan, now).Select(c => Problem(CodeOf(c.Field), c.Field, c.Message, Restore)),
            .. Starts(plan),
            .. Exclusions(plan),
        ];
    }

    private static string CodeOf(string field) =>
        field.Substring(field.LastIndexOf('.') + 1) switch
        {
            "currentPhase" => "MoveWithoutEntry",
            "at" when field.StartsWith("phases[", StringComparison.Ordinal) => "CriterionDate",
            "at" => "HistoryDate",
            "verdict" or "basis" or "evidenceDigest" => "HistoryWord",
            _ => "HistoryBroken",
        };

    // The record of a phase begins with its first day: who sets that day chooses what is forgotten. The entry with which a plan began says
    // nothing of it: New-SloPlan -StartDate does.
    private static IEnumerable<FieldProblem> Starts(SloPlan plan)
    {
        foreach (var phase in plan.Phases.TakeWhile(p => p.Name != plan.CurrentPhase).Append(plan.Find(plan.CurrentPhase)!))
        {
            if (plan.History.LastOrDefault(e => e.To == phase.Name) is { Start: false } entry && phase.StartDate != UtcTime.Day(entry.At))
                yield return Problem(
                    "PhaseStartChanged",
                    $"phases[{Index(phase.Order - 1)}].startDate",
                    $"The start is {UtcTime.DateText(phase.StartDate)}, and the history enters {phase.Name} on "
                        + UtcTime.DateText(entry.At),
                    "Write that day, or begin a new record with Step-SloPlan -Reset -Reason"
                );
        }
    }

    private static IEnumerable<FieldProblem> Exclusions(SloPlan plan)
    {
        for (var i = 0; i < plan.History.Count; i++)
        {
            var entry = plan.History[i];
            for (var n = 0; n < entry.Exclusions.Count; n++)
            {
                var (from, to) = (entry.Exclusions[n].From, entry.Exclusions[n].To);
                if (to <= from || PlanHistory.IsAfter(to, entry.At))
                    yield return Problem(
                        "HistoryDate",
                        $"history[{Index(i)}].exclusions[{Index(n)}].to",
                        $"The excluded time from {UtcTime.Text(from)} to {UtcTime.Text(to)} "
                            + (to <= from ? "ends before it begins" : "ends after the move that it was excluded for"),
                        Restore
                    );
            }
        }
    }

    private static FieldProblem Problem(string code, string field, string message, string fix) => new(field, message, fix) { Code = code };

    private static string Index(int index) => index.ToString(CultureInfo.InvariantCulture);
}
