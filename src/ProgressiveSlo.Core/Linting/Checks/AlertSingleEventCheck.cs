using System;
using System.Globalization;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>One bad event of n is an error ratio of 1 / n, which is above factor × budget where n is below 1 / (factor × budget).</summary>
internal sealed class AlertSingleEventCheck : AlertCheck
{
    public override string Code => "AlertSingleEvent";

    protected override (string Message, string? Mend)? Judge(BurnRateAlert alert, LintSubject subject)
    {
        if (subject.Options.EventsPerSecond is not { } traffic || subject.Definition.Target is not (> 0m and < 1m and var target) || subject.Definition.AlertSettings.MinimumBadEvents >= 2)
            return null;
        if (alert.MinimumEvents(target) is not { } least)
            return null;
        var events = traffic * alert.LongWindow.Ticks / TimeSpan.TicksPerSecond;
        if (events * alert.ErrorRatioThreshold(target) >= 1)
            return null;
        return (
            $"one bad event fires it: its long window holds about {Whole(Math.Round(events))} events, and it takes {Whole(least)}",
            "Give a longer window, a lower target or a minimum of bad events, or join services with little traffic");
    }

    private static string Whole(decimal number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
