using ProgressiveSlo.Findings;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Changes;

/// <summary>
/// What a new plan decides by itself: the day from which its record counts, and how much is asked of the service. Nothing on the target
/// branch stands against either, so both are shown to whoever reviews it.
/// </summary>
internal static class NewPlanRules
{
    // As long as a move may wait for its review.
    private static readonly TimeSpan _past = TimeSpan.FromDays(14);

    // A quarter ahead is planned; what lies further is a date that was mistyped, or a plan that may be rewritten until then.
    private static readonly TimeSpan _future = TimeSpan.FromDays(92);

    /// <summary>What is unusual about it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="known">Profiles that were agreed on: the built-in ones, and those of the plans of the target branch.</param>
    /// <param name="now">The time, UTC.</param>
    public static IEnumerable<SloFinding> Check(string path, SloPlan plan, IReadOnlyList<PhaseProfile> known, DateTime now)
    {
        if (Start(path, plan, now) is { } start)
            yield return start;
        if (Profile(path, plan, known) is { } profile)
            yield return profile;
    }

    private static SloFinding? Start(string path, SloPlan plan, DateTime now)
    {
        var phase = plan.Phases.First(p => p.Name == plan.CurrentPhase);
        var (today, day) = (UtcTime.Day(now), UtcTime.DateText(phase.StartDate));
        var field = $"phases[{Text.NumberText.Plain(phase.Order - 1)}].startDate";
        if (today - phase.StartDate > _past)
            return ChangeFinding.Create(
                "PlanStartPast",
                path,
                $"The plan is new, and its record begins on {day}, before anybody had agreed: whoever chose the day knew which ones came "
                    + "after it",
                "See why it is that day; a plan that begins today proves what comes",
                field
            );
        return phase.StartDate - today > _future
            ? ChangeFinding.Create(
                "PlanStartFuture",
                path,
                $"The plan is new, and its record begins on {day}: until then nothing is judged, and its rules change without an entry",
                "See whether the date is meant",
                field
            )
            : null;
    }

    // A profile that asks for as much as one of those that were agreed on is no news.
    private static SloFinding? Profile(string path, SloPlan plan, IReadOnlyList<PhaseProfile> known)
    {
        var profile = plan.GetProfile();
        var weaker = known
            .Select(other => (Other: other, What: ProfileStrictness.Weaker(profile, plan.Phases, other)))
            .OrderBy(w => w.What.Count)
            .ThenByDescending(w => w.Other.Name == profile.Name)
            .FirstOrDefault();
        return weaker.Other is null || weaker.What.Count == 0
            ? null
            : ChangeFinding.Create(
                "PlanProfileWeaker",
                path,
                $"The plan is new, and its profile '{profile.Name}' asks for less than '{weaker.Other.Name}' and every other profile that "
                    + $"was agreed on: {string.Join(", ", weaker.What)}",
                "See whether you agree: each of its promotions is judged by that",
                "profile"
            );
    }
}
