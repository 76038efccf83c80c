using System;
using System.Globalization;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>Says what a demonstration shows, from which data, and what it would take.</summary>
internal static class DemonstrationText
{
    /// <summary>One sentence or two.</summary>
    /// <param name="shown">The demonstration.</param>
    /// <param name="lastDate">Date of the last look.</param>
    public static string Of(Demonstration shown, DateTime lastDate)
    {
        var target = NumberText.PercentShort(shown.Rule.Target);
        var data = $"{Count(shown.Bad)} bad of {Count(shown.Total)} events in {Days(shown.Days)} to {UtcTime.DateText(lastDate)}";
        if (shown.State == DemonstrationState.NotFalsifiable)
            return $"{target} cannot be demonstrated yet: {data}; even without a failure {Count(shown.MinimumEvents)} are needed at {Confidence(shown)} confidence";

        var (bound, _) = NumberText.PercentPair(1m - (decimal)shown.UpperErrorRatio!.Value, shown.Rule.Target);
        var looks = $"{Count(shown.LooksHeld)} of {Count(shown.Rule.Looks)} daily looks";
        var measured = $"at least {bound} at {Confidence(shown)} confidence, {data}";
        return shown.State switch
        {
            DemonstrationState.Demonstrated => $"{target} is demonstrated, given incidents like those observed: {measured}; it held on {looks}{Incidents(shown)}",
            DemonstrationState.NotMet => $"{target} is missed, so it is not demonstrated: {measured}{Needs(shown)}",
            _ when shown.LastHolds => $"{target} is met and not demonstrated yet: {measured}; it held on {looks}. {Wait(shown)}{Incidents(shown)}",
            _ => $"{target} is met and not demonstrated, given incidents like those observed: {measured}{Needs(shown)}",
        };
    }

    private static string Wait(Demonstration shown) => shown.LacksDaysOnly
        ? $"There are {Days(shown.EvidenceDays)} of evidence and {Days(shown.Rule.FullDays)} are needed: {Days(shown.MoreDays)} more"
        : $"It takes {Days(shown.MoreDays)} more on which it holds";

    private static string Needs(Demonstration shown)
    {
        var most = shown.MostBad();
        var more = shown.MoreEvents();
        var fewer = most < shown.Bad ? $"at most {Count(most.Value)} bad events instead of {Count(shown.Bad)}" : null;

        // Errors gather in days, so more events a day would not be worth as much.
        var events = more > 0 ? $"about {Count(more.Value)} more events in days like these, which are {Days((decimal)more.Value * shown.Days / shown.Total)}" : null;
        var what = events is not null && fewer is not null ? events + ", or " + fewer : events ?? fewer;
        return what is null ? "" : $". It takes {what}, and then {Days(shown.Rule.Looks)} of looks on which it holds";
    }

    // Source: (1 − s)^m is the chance that m days have no incident when a share s of days has one.
    private static string Incidents(Demonstration shown) => shown.DaysMissed > 0 || shown.DaysWithTraffic == 0
        ? ""
        : $". None of {Days(shown.DaysWithTraffic)} missed the target, which bounds the share of such days only at "
            + NumberText.Percent((decimal)(1 - Math.Pow(1 - shown.Rule.Confidence, 1.0 / shown.DaysWithTraffic)), 1);

    private static string Confidence(Demonstration shown) => NumberText.PercentShort((decimal)shown.Rule.Confidence);

    private static string Days(int days) => Count(days) + (days == 1 ? " day" : " days");

    private static string Days(decimal days) => Days((int)Math.Min(int.MaxValue, Math.Ceiling(days)));

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);
}
