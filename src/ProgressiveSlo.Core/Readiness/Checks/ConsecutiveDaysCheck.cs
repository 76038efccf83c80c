using System;
using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>
/// So many consecutive days up to the end of the evidence met the target, each by itself. A day without traffic neither counts nor breaks;
/// a day without data breaks.
/// </summary>
internal sealed class ConsecutiveDaysCheck : IReadinessCheck
{
    private static readonly GateSetting _least = GateSetting.Number(
        "consecutiveDays", 0m, 0m, 366m, "Consecutive days that must have met the target; 0 for none").Whole();

    public IReadOnlyList<GateSetting> Settings => [_least];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (!context.Evidence.HasDays)
            return null;
        var least = (int)context.Settings.Number(_least);
        return least == 0 ? null : Count(context.Evidence, context.Phase.Targets.Availability, least);
    }

    // Apart from Evaluate, so that evidence without days pays for no closure.
    private static ReadinessCheck Count(SloMetric evidence, decimal target, int least)
    {
        var run = DayRun.Of(evidence, target);
        var status = run.Length >= least ? CheckStatus.Pass : run.Missed is null ? CheckStatus.Unknown : CheckStatus.Fail;
        return new ReadinessCheck("ConsecutiveDays", status, run.Length, least, "days", _ => Describe(run, target, least)) { Blocks = status != CheckStatus.Pass };
    }

    private static string Describe(DayRun run, decimal target, int least)
    {
        var met = $"{Days(run.Length)} to {UtcTime.DateText(run.LastDate)} met {NumberText.PercentShort(target)}, {Days(least, "consecutive ")} needed";
        if (run.Length >= least)
            return met;
        string before;
        if (run.Missed is { } missed)
        {
            var (actual, _) = NumberText.PercentPair(1m - ((decimal)missed.BadEvents / missed.TotalEvents), target);
            before = $"{UtcTime.DateText(missed.Date)} missed it with {actual}";
        }
        else
        {
            before = run.NoData is { } date ? $"{UtcTime.DateText(date)} has no data" : "the evidence starts there";
        }

        return $"Only {met}: {before}. It takes {Days(least - run.Length, "more ")}";
    }

    private static string Days(int days, string kind = "") => days.ToString(CultureInfo.InvariantCulture) + " " + kind + (days == 1 ? "day" : "days");
}
