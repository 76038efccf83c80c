using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// Says of a success criterion whether the evidence shows it: by the check that the profile names, or by its words. What was not
/// measured, or not judged before the criteria are, shows nothing.
/// </summary>
public static class CriterionProof
{
    /// <summary>The most days that a criterion may look back.</summary>
    public const int MostDays = 366;

    private const string Availability = "Availability";
    private const string ConsecutiveDays = "ConsecutiveDays";
    private const string Coverage = "Coverage";

    /// <summary>The checks that a criterion may name, and whether each may be made for a number of days of its own.</summary>
    public static IReadOnlyDictionary<string, bool> Checks { get; } = new Dictionary<string, bool>
    {
        [Availability] = false,
        ["LatencyP95"] = false,
        ["LatencyP99"] = false,
        ["Stability"] = false,
        ["Incidents"] = false,
        [Coverage] = true,
        [ConsecutiveDays] = true,
        ["Demonstration"] = false,
        ["PhaseDuration"] = false,
    };

    /// <summary>Whether the evidence shows the criterion; null when the criterion is none that can be measured.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="context">Evidence, thresholds, and the outcomes of the checks before.</param>
    /// <param name="coverage">Least share of intervals with data.</param>
    internal static bool? IsShown(SuccessCriterion criterion, in ReadinessContext context, decimal coverage) => criterion switch
    {
        { VerifiedBy: null } => MeasuredCriterion.IsShown(criterion.Text, context.Evidence, coverage),
        { Days: < 1 or > MostDays } => false,
        { VerifiedBy: ConsecutiveDays, Days: { } days } => context.Evidence.HasDays && DayRun.Of(context.Evidence, context.Phase.Targets.Availability).Length >= days,
        { VerifiedBy: Coverage, Days: { } days } => MeasuredCriterion.IsCollected(context.Evidence, days, coverage),

        // A ratio alone may be one of ten events, and nothing is sustained by these.
        { VerifiedBy: Availability } => HasPassed(context, Availability) && HasPassed(context, "Falsifiability"),
        { VerifiedBy: { } name } => HasPassed(context, name),
    };

    private static bool HasPassed(in ReadinessContext context, string check) => context.Outcomes?.Any(o => o.Name == check && o.Outcome == CheckStatus.Pass) == true;
}
