using System.Text.RegularExpressions;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// Says of a success criterion whether the evidence shows it: by the check that the profile names, or by its words. What was not
/// measured, or not judged before the criteria are, shows nothing.
/// </summary>
public static class CriterionVerification
{
    private const string Availability = "Availability";
    private const string ConsecutiveDays = "ConsecutiveDays";
    private const string Coverage = "Coverage";

    /// <summary>Whether the evidence shows the criterion; null when the criterion is none that can be measured.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="context">Evidence, thresholds, and the outcomes of the checks before.</param>
    /// <param name="coverage">Least share of intervals with data.</param>
    internal static bool? IsShown(SuccessCriterion criterion, in ReadinessContext context, decimal coverage) =>
        criterion switch
        {
            { VerifiedBy: null } => MeasuredCriterion.IsShown(criterion.Text, context.Evidence, coverage),
            { Days: < 1 or > CriterionChecks.MaximumDays } => false,
            { VerifiedBy: ConsecutiveDays, Days: { } days } => context.Evidence.HasDays
                && TargetStreak.Measure(context.Evidence, context.Phase.Targets.Availability).Length >= days,
            { VerifiedBy: Coverage, Days: { } days } => MeasuredCriterion.IsCollected(context.Evidence, days, coverage),

            // A ratio alone may be one of ten events, and nothing is sustained by these.
            { VerifiedBy: Availability } => HasPassed(context, Availability) && HasPassed(context, "Falsifiability"),
            { VerifiedBy: { } name } => HasPassed(context, name),
        };

    private static bool HasPassed(in ReadinessContext context, string check) =>
        context.Outcomes?.Any(o => o.Name == check && o.Outcome == CheckStatus.Pass) == true;
}

/// <summary>
/// Success criteria that say in the words of the built-in profile what can be measured: plans that are older than
/// <see cref="ProgressiveSlo.Phases.SuccessCriterion.VerifiedBy"/> have nothing else.
/// </summary>
internal static class MeasuredCriterion
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Percent = "(?<percent>[0-9]{1,2}(?:[.][0-9]{1,6})?) ?% availability";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly Regex Consecutive = new("^meet " + Percent + " for (?<days>[0-9]{1,3}) consecutive days$", Options, Patience);
    private static readonly Regex Sustained = new("^sustained " + Percent + "$", Options, Patience);
    private static readonly Regex Collection = new("^metrics collection stable for (?<days>[0-9]{1,3}) days$", Options, Patience);

    /// <summary>Whether the evidence shows the criterion; null when the criterion is none that can be measured.</summary>
    /// <param name="text">The criterion.</param>
    /// <param name="evidence">The evidence; without days nothing about days is shown.</param>
    /// <param name="coverage">Least share of intervals with data.</param>
    public static bool? IsShown(string text, SloEvidence evidence, decimal coverage)
    {
        if (Consecutive.Match(text) is { Success: true } consecutive)
            return evidence.HasDays && TargetStreak.Measure(evidence, Ratio(consecutive)) is var run && run.Length >= Days(consecutive);
        if (Sustained.Match(text) is { Success: true } sustained)
            return evidence is { GoodEvents: { } good, TotalEvents: > 0 and { } total }
                && !ProgressiveSlo.Objectives.BurnRateComparison.IsAbove(total - good, total, 1m, Ratio(sustained));
        return Collection.Match(text) is { Success: true } collection ? IsCollected(evidence, Days(collection), coverage) : null;
    }

    /// <summary>Whether so many of the last days have data.</summary>
    /// <param name="evidence">The evidence; without days nothing about days is shown.</param>
    /// <param name="days">The days.</param>
    /// <param name="coverage">Least share of intervals with data.</param>
    public static bool IsCollected(SloEvidence evidence, int days, decimal coverage)
    {
        if (!evidence.HasDays)
            return false;
        var first = EvidenceCalendar.LastDate(evidence).AddDays(1 - days);
        var last = evidence.Days.Where(d => d.Date >= first).ToArray();
        return evidence.Days[0].Date <= first && last.Sum(d => d.Coverage) / days >= (double)coverage;
    }

    private static decimal Ratio(Match match) =>
        decimal.Parse(match.Groups["percent"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) / 100m;

    private static int Days(Match match) => int.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture);
}
