using System.Text.RegularExpressions;
using ProgressiveSlo.Objectives;
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

    /// <summary>
    /// Whether the evidence shows the criterion: Pass, Fail, or Unknown where nothing has failed and time or data are missing; Waived where
    /// the check that it names was not asked for or decides nothing. Null when the criterion is none that can be measured.
    /// </summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="context">The record, thresholds, and the outcomes of the checks before.</param>
    internal static CheckStatus? Judge(SuccessCriterion criterion, ReadinessContext context) =>
        criterion switch
        {
            { VerifiedBy: null } => MeasuredCriterion.Judge(criterion.Text, context),
            { Days: < 1 or > CriterionChecks.MaximumDays } => CheckStatus.Fail,
            { VerifiedBy: ConsecutiveDays, Days: { } days } => MeasuredCriterion.OfStreak(
                context,
                context.Phase.Targets.Availability,
                days
            ),
            { VerifiedBy: Coverage, Days: { } days } => MeasuredCriterion.OfCollection(context, days),

            // A ratio alone may be one of ten events, and nothing is sustained by these.
            { VerifiedBy: Availability } => Worse(Outcome(context, Availability), Outcome(context, EvidenceStrengthCheck.Name)),
            { VerifiedBy: { } name } => Outcome(context, name),
        };

    private static CheckStatus Outcome(ReadinessContext context, string check) =>
        context.Outcomes?.FirstOrDefault(o => o.Name == check)?.Outcome switch
        {
            CheckStatus.Pass => CheckStatus.Pass,
            CheckStatus.Fail => CheckStatus.Fail,
            CheckStatus.Unknown => CheckStatus.Unknown,
            _ => CheckStatus.Waived,
        };

    private static CheckStatus Worse(CheckStatus a, CheckStatus b) =>
        a == CheckStatus.Fail || b == CheckStatus.Fail ? CheckStatus.Fail
        : a == CheckStatus.Pass ? b
        : a;
}

/// <summary>
/// Success criteria that say in the words of the built-in profile what can be measured: plans that are older than
/// <see cref="ProgressiveSlo.Phases.SuccessCriterion.VerifiedBy"/> have nothing else.
/// </summary>
internal static class MeasuredCriterion
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Percent = "(?<percent>[0-9]{1,2}(?:[.][0-9]{1,6})?) ?% availability";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);
    private static readonly Regex _consecutive = new("^meet " + Percent + " for (?<days>[0-9]{1,3}) consecutive days$", Options, _patience);
    private static readonly Regex _sustained = new("^sustained " + Percent + "$", Options, _patience);
    private static readonly Regex _collection = new("^metrics collection stable for (?<days>[0-9]{1,3}) days$", Options, _patience);

    /// <summary>Whether the evidence shows the criterion; null when the criterion is none that can be measured.</summary>
    /// <param name="text">The criterion.</param>
    /// <param name="context">The record and thresholds.</param>
    public static CheckStatus? Judge(string text, ReadinessContext context)
    {
        if (_consecutive.Match(text) is { Success: true } consecutive)
            return OfStreak(context, Ratio(consecutive), Days(consecutive));
        if (_sustained.Match(text) is { Success: true } sustained)
            return context.Record is not { Total: > 0 } record ? CheckStatus.Unknown
                : BurnRateComparison.IsAbove(record.Bad, record.Total, 1m, Ratio(sustained)) ? CheckStatus.Fail
                : CheckStatus.Pass;
        return _collection.Match(text) is { Success: true } collection ? OfCollection(context, Days(collection)) : null;
    }

    /// <summary>Whether the SLO over its window met a target on so many of the last days.</summary>
    /// <param name="context">The record and the window.</param>
    /// <param name="target">A ratio.</param>
    /// <param name="days">The days, 1 or more.</param>
    public static CheckStatus OfStreak(ReadinessContext context, decimal target, int days) =>
        WindowStreak.Measure(context.Record!, target, context.WindowDays, days).Judge(days);

    /// <summary>Whether the last days have data.</summary>
    /// <param name="context">The record and thresholds.</param>
    /// <param name="days">The days, 1 or more.</param>
    public static CheckStatus OfCollection(ReadinessContext context, int days) =>
        context.Record!.Length < days || context.Record.Coverage(days) is not { } covered ? CheckStatus.Unknown
        : CoverageCheck.IsEnough(covered, context.Settings) ? CheckStatus.Pass
        : CheckStatus.Fail;

    private static decimal Ratio(Match match) =>
        decimal.Parse(match.Groups["percent"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) / 100m;

    private static int Days(Match match) => int.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture);
}
