using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Changes;

/// <summary>Says in what a profile asks for less than another one.</summary>
internal static class ProfileStrictness
{
    /// <summary>In what it asks for less; empty where it asks for as much, or more.</summary>
    /// <param name="profile">The profile of a plan.</param>
    /// <param name="planned">The phases of the plan, whose criteria the gate reads.</param>
    /// <param name="other">The profile that it is compared with.</param>
    public static IReadOnlyList<string> Weaker(PhaseProfile profile, IReadOnlyList<PlannedPhase> planned, PhaseProfile other)
    {
        if (!profile.Phases.Select(p => p.Name).SequenceEqual(other.Phases.Select(p => p.Name)))
            return ["it has other phases"];
        var pairs = profile.Phases.Zip(other.Phases, (own, asked) => (Own: own, Asked: asked)).ToArray();
        var weaker = new List<string>();
        if (pairs.Any(p => IsLower(p.Own.Targets, p.Asked.Targets)))
            weaker.Add("targets");
        if (pairs.Any(p => p.Own.DurationDays < p.Asked.DurationDays))
            weaker.Add("lengths of phases");
        if (
            pairs.Any(p =>
                ReadinessGate.Settings.Values.Any(s =>
                    s.IsWeaker(p.Own.Gate.WithFallback(profile.Gate), p.Asked.Gate.WithFallback(other.Gate))
                )
            )
        )
            weaker.Add("thresholds of the gate");
        if (
            planned
                .Zip(other.Phases, (own, asked) => asked.SuccessCriteria.Any(c => !own.SuccessCriteria.Any(o => Covers(o, c))))
                .Any(m => m)
        )
            weaker.Add("success criteria");
        if (ForbidsFrom(other) is { } share && !(ForbidsFrom(profile) <= share))
            weaker.Add("error budget policy");
        return weaker;
    }

    private static bool IsLower(PhaseTargets own, PhaseTargets asked) =>
        own.Availability < asked.Availability
        || own.LatencyP95Milliseconds > asked.LatencyP95Milliseconds
        || own.LatencyP99Milliseconds > asked.LatencyP99Milliseconds;

    private static bool Covers(SuccessCriterion own, SuccessCriterion asked) =>
        own.Text == asked.Text && own.VerifiedBy == asked.VerifiedBy && own.Days == asked.Days;

    private static decimal? ForbidsFrom(PhaseProfile profile) =>
        profile.ErrorBudgetPolicy.Where(s => s.Forbids.Contains(ErrorBudgetPolicyStep.Promotion)).Select(s => (decimal?)s.Consumed).Min();
}
