using ProgressiveSlo.Findings;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Changes;

/// <summary>
/// The rule for what a plan asks: targets, thresholds, phases and what is measured change with an entry in the history, which begins a new
/// record, and not together with a move on. Otherwise a branch would write the rules by which its own promotion is judged, or choose the
/// numbers that pass when half of the record is known. Set-SloPlan keeps to it.
/// </summary>
internal static class PlanRules
{
    private const string LatencyAdded = "a latency metric is added";

    /// <summary>The finding about it; null where the plan asks what it did.</summary>
    /// <param name="path">The file.</param>
    /// <param name="before">The plan on the target branch.</param>
    /// <param name="after">The plan on the branch.</param>
    /// <param name="moves">The moves that the branch adds.</param>
    /// <param name="now">The time, UTC.</param>
    public static SloFinding? Check(string path, SloPlan before, SloPlan after, IReadOnlyList<PlanMove> moves, DateTime now)
    {
        var changes = Changes(before, after).ToArray();
        if (changes.Length == 0)
            return null;
        var what = string.Join(", ", changes);
        if (moves.Any(m => m.Kind is not (PlanMoveKind.Back or PlanMoveKind.Reset)))
            return ChangeFinding.Create(
                "PlanRulesChangedWithMove",
                path,
                $"The plan is promoted, and what judges it changes with it: {what}",
                "Make two pull requests of it, the change first"
            );
        var current = before.Phases.First(p => p.Name == before.CurrentPhase);
        var why =
            moves.Count > 0 ? $"a new record of {after.CurrentPhase} begins, and evidence from before it does not count"
            : current.StartDate >= UtcTime.Day(now) ? $"no day of {current.Name} was judged yet"
            : changes is [LatencyAdded] ? "it is judged by more than before"
            : null;
        return why is null
            ? ChangeFinding.Create(
                "PlanRulesUnrecorded",
                path,
                $"The plan changes by what the service is judged, and its history has no entry of that: {what}",
                "Restore the file, and change it with Set-SloPlan, which begins a new record of the phase and writes the entry; "
                    + "where it wrote none, the phase had just begun: add Step-SloPlan -Reset -Reason"
            )
            : ChangeFinding.Create(
                "PlanRulesChanged",
                path,
                $"The plan changes by what the service is judged: {what}; {why}",
                "See whether you agree: its next promotion is judged by that"
            );
    }

    private static IEnumerable<string> Changes(SloPlan before, SloPlan after) =>
        ProfileChanges(before.GetProfile(), after.GetProfile())
            .Concat(CriteriaChanges(before, after))
            .Concat(MeasureChanges(before, after));

    private static IEnumerable<string> ProfileChanges(PhaseProfile old, PhaseProfile @new)
    {
        if (old.Name != @new.Name)
            yield return "profile";
        if (!Same(old, @new, p => p.Name))
        {
            yield return "phases";
            yield break;
        }

        if (!Same(old, @new, p => p.Targets))
            yield return "targets";
        if (!Same(old, @new, p => p.DurationDays))
            yield return "lengths of phases";
        if (!old.Gate.HasSameValues(@new.Gate) || !Each(old, @new, (a, b) => a.Gate.HasSameValues(b.Gate)))
            yield return "thresholds of the gate";
        if (!Each(old, @new, (a, b) => a.Alerting.SequenceEqual(b.Alerting) && a.AlertSettings.Equals(b.AlertSettings)))
            yield return "alerts";
        if (!old.ErrorBudgetPolicy.SequenceEqual(@new.ErrorBudgetPolicy))
            yield return "error budget policy";
    }

    private static IEnumerable<string> MeasureChanges(SloPlan before, SloPlan after)
    {
        if (!before.Indicator.Equals(after.Indicator) || before.TrialsPerDay != after.TrialsPerDay)
            yield return "what is measured";
        if (before.LatencyMetric != after.LatencyMetric)
            yield return before.LatencyMetric is null ? LatencyAdded : "the latency metric";
        if (before.Window != after.Window)
            yield return "window";
    }

    private static bool Same<T>(PhaseProfile a, PhaseProfile b, Func<SloPhase, T> part) =>
        a.Phases.Select(part).SequenceEqual(b.Phases.Select(part));

    private static bool Each(PhaseProfile a, PhaseProfile b, Func<SloPhase, SloPhase, bool> same) =>
        a.Phases.Zip(b.Phases, same).All(s => s);

    // As the gate reads them: of the planned phases, and not of the profile, which may be the built-in one in the place of the file's.
    private static IEnumerable<string> CriteriaChanges(SloPlan before, SloPlan after)
    {
        if (before.Phases.Count == after.Phases.Count && !before.Phases.Zip(after.Phases, SameCriteria).All(s => s))
            yield return "success criteria";
    }

    // Whether one is attested is not a rule: somebody puts their name to it. That a check shows it, so that nobody has to, is one.
    private static bool SameCriteria(PlannedPhase a, PlannedPhase b) =>
        a.SuccessCriteria.Count == b.SuccessCriteria.Count
        && a.SuccessCriteria.Zip(
                b.SuccessCriteria,
                (was, now) => was.Text == now.Text && was.VerifiedBy == now.VerifiedBy && was.Days == now.Days
            )
            .All(s => s);
}
