using ProgressiveSlo.Findings;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Changes;

/// <summary>
/// The rule for what a plan asks: targets, thresholds, phases and what is measured may change, and not together with a move on. Otherwise
/// a branch would write the rules by which its own promotion is judged.
/// </summary>
internal static class PlanRules
{
    /// <summary>The finding about it; null where the plan asks what it did.</summary>
    /// <param name="path">The file.</param>
    /// <param name="before">The plan on the target branch.</param>
    /// <param name="after">The plan on the branch.</param>
    /// <param name="isPromotion">Whether the branch moves it on.</param>
    public static SloFinding? Check(string path, SloPlan before, SloPlan after, bool isPromotion)
    {
        var changes = Changes(before, after).ToArray();
        if (changes.Length == 0)
            return null;
        var what = string.Join(", ", changes);
        return isPromotion
            ? ChangeFinding.Create(
                "PlanRulesChangedWithMove",
                path,
                $"The plan goes on, and changes by what it is judged: {what}",
                "Make two pull requests of it, the change first"
            )
            : ChangeFinding.Create(
                "PlanRulesChanged",
                path,
                $"The plan changes by what the service is judged: {what}",
                "See whether you agree: its next promotion is judged by that"
            );
    }

    private static IEnumerable<string> Changes(SloPlan before, SloPlan after)
    {
        var (old, @new) = (before.GetProfile(), after.GetProfile());
        if (!Same(old, @new, p => p.Name))
        {
            yield return "phases";
            yield break;
        }

        if (!Same(old, @new, p => p.Targets))
            yield return "targets";
        if (!Same(old, @new, p => p.DurationDays))
            yield return "lengths of phases";
        if (!old.Gate.HasSameValues(@new.Gate) || !old.Phases.Zip(@new.Phases, (a, b) => a.Gate.HasSameValues(b.Gate)).All(s => s))
            yield return "thresholds of the gate";
        if (!old.Phases.Zip(@new.Phases, SameCriteria).All(s => s))
            yield return "success criteria";
        if (!old.ErrorBudgetPolicy.Select(s => s.ToString()).SequenceEqual(@new.ErrorBudgetPolicy.Select(s => s.ToString())))
            yield return "error budget policy";
        if (!before.Indicator.Equals(after.Indicator) || before.LatencyMetric?.ToString() != after.LatencyMetric?.ToString())
            yield return "what is measured";
        if (before.Window != after.Window)
            yield return "window";
    }

    private static bool Same<T>(PhaseProfile a, PhaseProfile b, Func<SloPhase, T> part) =>
        a.Phases.Select(part).SequenceEqual(b.Phases.Select(part));

    // Whether one is attested is no rule: somebody puts their name to it.
    private static bool SameCriteria(SloPhase a, SloPhase b) =>
        a
            .SuccessCriteria.Select(c => (c.Text, c.VerifiedBy, c.Days))
            .SequenceEqual(b.SuccessCriteria.Select(c => (c.Text, c.VerifiedBy, c.Days)));
}
