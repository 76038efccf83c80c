using System.Collections.Generic;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>
/// The daily counts demonstrate the target: its bound has held on consecutive daily looks. Shown with every verdict; decides when strict,
/// or where the profile says so. Without daily counts nothing is demonstrated, and that is said.
/// </summary>
internal sealed class DemonstrationCheck : IReadinessCheck
{
    private const string Name = "Demonstration";

    private static readonly GateSetting _decides = GateSetting.Choice(
        "demonstration", "Whether the target must be demonstrated by daily counts", "shown", "required");

    internal static readonly GateSetting Window = GateSetting.Number(
        "demonstrationDays", 30m, 2m, 366m, "Days of evidence that one look takes in").Whole();

    internal static readonly GateSetting Looks = GateSetting.Number(
        "looks", 14m, 1m, 366m, "Consecutive daily looks on which the bound must have met the target").Whole();

    private static readonly GateSetting _looksStrict = GateSetting.Number(
        "looksStrict", 30m, 1m, 366m, "The same with -Strict").Whole();

    private static readonly GateSetting _neweyWest = GateSetting.Choice(
        "neweyWest", "Whether bad days in a row may be one incident, which widens the bound (Newey and West)", "off", "on");

    public IReadOnlyList<GateSetting> Settings { get; } = [_decides, Window, Looks, _looksStrict, _neweyWest, FalsifiabilityCheck.Confidence];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (context.Evidence.HasDays)
            return Look(context);
        return IsRequired(context) ? Missing(context) : null;
    }

    /// <summary>Whether the profile says that the demonstration decides.</summary>
    public static bool IsRequired(in ReadinessContext context) => context.Settings.Word(_decides) == "required";

    // Apart from Evaluate, so that evidence without days pays for no closure.
    private static ReadinessCheck Look(in ReadinessContext context)
    {
        var rule = Rule(context);
        var lastDate = EvidenceCalendar.LastDate(context.Evidence);
        var shown = new Demonstration(EvidenceCalendar.Counts(context.Evidence.Days, lastDate, rule.FullDays), rule);
        var decides = IsRequired(context) || context.Options.Strict;
        var status = shown.State switch
        {
            DemonstrationState.Demonstrated => CheckStatus.Pass,
            _ when !decides => CheckStatus.Advice,
            DemonstrationState.NotFalsifiable => CheckStatus.Unknown,

            // The bound holds, and only days of evidence are missing: nothing has failed.
            DemonstrationState.Met when shown.LacksDaysOnly => CheckStatus.Unknown,
            _ => CheckStatus.Fail,
        };
        return new ReadinessCheck(Name, status, 1 - shown.UpperErrorRatio, (double)rule.Target, "ratio", _ => DemonstrationText.Of(shown, lastDate))
        {
            Blocks = status is CheckStatus.Fail or CheckStatus.Unknown,
        };
    }

    private static DemonstrationRule Rule(in ReadinessContext context) => new(
        context.Phase.Targets.Availability,
        (double)(context.Options.Confidence ?? context.Settings.Number(FalsifiabilityCheck.Confidence)),
        (int)context.Settings.Number(Window),
        (int)context.Settings.Number(context.Options.Strict ? _looksStrict : Looks),
        context.Settings.Word(_neweyWest) == "on");

    private static ReadinessCheck Missing(in ReadinessContext context) =>
        new(Name, CheckStatus.Unknown, null, (double)context.Phase.Targets.Availability, "ratio", _ =>
            "Nothing is demonstrated, and this profile requires it: give the good and total events of each day (Days)")
        { Blocks = true };
}
