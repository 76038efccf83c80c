using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// The daily counts demonstrate the target: its bound has held on consecutive daily looks. Shown with every verdict; decides when strict,
/// or where the profile says so. Without daily counts nothing is demonstrated, and that is said.
/// </summary>
internal sealed class DemonstrationCheck : IReadinessCheck
{
    private const string Name = "Demonstration";

    private static readonly GateSetting Decides = GateSetting.Choice(
        "demonstration",
        "Whether the target must be demonstrated by daily counts",
        "shown",
        "required"
    );

    internal static readonly GateSetting Window = GateSetting
        .Number("demonstrationDays", 30m, 2m, 366m, "Days of evidence that one look takes in")
        .Whole();

    internal static readonly GateSetting Looks = GateSetting
        .Number("looks", 14m, 1m, 366m, "Consecutive daily looks on which the bound must have met the target")
        .Whole();

    private static readonly GateSetting LooksStrict = GateSetting.Number("looksStrict", 30m, 1m, 366m, "The same with -Strict").Whole();

    private static readonly GateSetting NeweyWest = GateSetting.Choice(
        "neweyWest",
        "Whether bad days in a row may be one incident, which widens the bound (Newey and West)",
        "off",
        "on"
    );

    public IReadOnlyList<GateSetting> Settings { get; } = [Decides, Window, Looks, LooksStrict, NeweyWest, SampleSizeCheck.Confidence];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (context.Evidence.HasDays)
            return Look(context);
        return IsRequired(context) ? Missing(context) : null;
    }

    /// <summary>Whether the profile says that the demonstration decides.</summary>
    public static bool IsRequired(in ReadinessContext context) => context.Settings.Choice(Decides) == "required";

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
            DemonstrationState.TooFewEvents => CheckStatus.Unknown,

            // The bound holds, and only days of evidence are missing: nothing has failed.
            DemonstrationState.Met when shown.LacksDaysOnly => CheckStatus.Unknown,
            _ => CheckStatus.Fail,
        };
        return new ReadinessCheck(
            Name,
            status,
            1 - shown.UpperErrorRatio,
            (double)rule.Target,
            "ratio",
            _ => DemonstrationText.Describe(shown, lastDate)
        )
        {
            Blocks = status is CheckStatus.Fail or CheckStatus.Unknown,
        };
    }

    private static DemonstrationRule Rule(in ReadinessContext context) =>
        new(
            context.Phase.Targets.Availability,
            (double)(context.Options.Confidence ?? context.Settings.Number(SampleSizeCheck.Confidence)),
            (int)context.Settings.Number(Window),
            (int)context.Settings.Number(context.Options.Strict ? LooksStrict : Looks),
            context.Settings.Choice(NeweyWest) == "on"
        );

    private static ReadinessCheck Missing(in ReadinessContext context) =>
        new(
            Name,
            CheckStatus.Unknown,
            null,
            (double)context.Phase.Targets.Availability,
            "ratio",
            _ => "Nothing is demonstrated, and this profile requires it: give the good and total events of each day (Days)"
        )
        {
            Blocks = true,
        };
}

/// <summary>Says what a demonstration shows, from which data, and what it would take.</summary>
internal static class DemonstrationText
{
    /// <summary>One sentence or two.</summary>
    /// <param name="shown">The demonstration.</param>
    /// <param name="lastDate">Date of the last look.</param>
    public static string Describe(Demonstration shown, DateTime lastDate)
    {
        var target = NumberText.PercentShort(shown.Rule.Target);
        var data =
            $"{Count(shown.BadEvents)} bad of {Count(shown.TotalEvents)} events in {Days(shown.Days)} to {UtcTime.DateText(lastDate)}";
        if (shown.State == DemonstrationState.TooFewEvents)
            return $"{target} cannot be demonstrated yet: {data}; even without a failure "
                + $"{Count(shown.MinimumEvents)} are needed at {Confidence(shown)} confidence";

        var (bound, _) = NumberText.PercentPair(1m - (decimal)shown.UpperErrorRatio!.Value, shown.Rule.Target);
        var looks = $"{Count(shown.LooksHeld)} of {Count(shown.Rule.Looks)} daily looks";
        var measured = $"at least {bound} at {Confidence(shown)} confidence, {data}";
        return shown.State switch
        {
            DemonstrationState.Demonstrated =>
                $"{target} is demonstrated, given incidents like those observed: {measured}; it held on {looks}{Incidents(shown)}",
            DemonstrationState.NotMet => $"{target} is missed, so it is not demonstrated: {measured}{Needs(shown)}",
            _ when shown.LastHolds =>
                $"{target} is met and not demonstrated yet: {measured}; it held on {looks}. {Wait(shown)}{Incidents(shown)}",
            _ => $"{target} is met and not demonstrated, given incidents like those observed: {measured}{Needs(shown)}",
        };
    }

    private static string Wait(Demonstration shown) =>
        shown.LacksDaysOnly
            ? $"There are {Days(shown.EvidenceDays)} of evidence and {Days(shown.Rule.FullDays)} are needed: {Days(shown.MoreDays)} more"
            : $"It takes {Days(shown.MoreDays)} more on which it holds";

    private static string Needs(Demonstration shown)
    {
        var most = shown.MaximumBadEvents();
        var more = shown.MoreEvents();
        var fewer = most < shown.BadEvents ? $"at most {Count(most.Value)} bad events instead of {Count(shown.BadEvents)}" : null;

        // Errors gather in days, so more events a day would not be worth as much.
        var events =
            more > 0
                ? $"about {Count(more.Value)} more events in days like these, which are "
                    + $"{Days((decimal)more.Value * shown.Days / shown.TotalEvents)}"
                : null;
        var what = events is not null && fewer is not null ? events + ", or " + fewer : events ?? fewer;
        return what is null ? "" : $". It takes {what}, and then {Days(shown.Rule.Looks)} of looks on which it holds";
    }

    // Source: (1 − s)^m is the chance that m days have no incident when a share s of days has one.
    private static string Incidents(Demonstration shown) =>
        shown.DaysMissed > 0 || shown.DaysWithTraffic == 0
            ? ""
            : $". None of {Days(shown.DaysWithTraffic)} missed the target, which bounds the share of such days only at "
                + NumberText.Percent((decimal)(1 - Math.Pow(1 - shown.Rule.Confidence, 1.0 / shown.DaysWithTraffic)), 1);

    private static string Confidence(Demonstration shown) => NumberText.PercentShort((decimal)shown.Rule.Confidence);

    private static string Days(int days) => Count(days) + (days == 1 ? " day" : " days");

    private static string Days(decimal days) => Days((int)Math.Min(int.MaxValue, Math.Ceiling(days)));

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Says that neither a ratio nor totals demonstrate anything: that takes the counts of days. Advice only.</summary>
internal sealed class DemonstrationAdviceCheck : IReadinessCheck
{
    private static readonly Func<ReadinessCheck, string> NoCounts = _ =>
        "Nothing is demonstrated: without event counts (good_events, total_events) the target is met or missed by the estimate alone";

    private static readonly Func<ReadinessCheck, string> NoDays = _ =>
        "Nothing is demonstrated: totals do not show how errors gather in incidents, so the target is met or missed by the estimate alone";

    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context) =>
        !context.Evidence.HasDays && EvidenceAvailability.IsKnown(context.Evidence) && !DemonstrationCheck.IsRequired(context)
            ? new ReadinessCheck(
                "Demonstration",
                CheckStatus.Advice,
                null,
                null,
                "ratio",
                context.Evidence.TotalEvents is null ? NoCounts : NoDays
            )
            : null;
}
