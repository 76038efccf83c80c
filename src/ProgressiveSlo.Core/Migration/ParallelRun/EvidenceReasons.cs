using System;
using System.Collections.Generic;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Migration;

/// <summary>What keeps a verdict away: too little evidence, or evidence that is none.</summary>
internal static class EvidenceReasons
{
    public static IEnumerable<ParallelRunReason> Of(ParallelRunResult result, SliGrid manual, SliGrid automated, SlotCounts counts, decimal? target)
    {
        foreach (var (side, name) in new[] { (manual, "manual"), (automated, "automated") })
        {
            if (side.Numbers == 0)
                yield return Lack("NoData", $"The {name} side has no number from {UtcTime.Text(result.From)} to {UtcTime.Text(result.To)}", "Check its query, and that its rules are loaded since then");
            if (side.Malformed > 0)
                yield return Lack("Malformed", $"The {name} side has {Points(side.Malformed)} that are infinite or negative counts", "Check what it divides by");
            if (side.OutOfRange > 0)
                yield return Lack("OutOfRange", $"The {name} side has {Points(side.OutOfRange)} outside of 0 to 1, so it is no error ratio", "Give bad events divided by all events");
            if (side.Repeated > 0)
                yield return Lack("Repeated", $"The {name} side has more than one point in {Texts.Number(side.Repeated)} intervals of {PrometheusDuration.Format(result.Step)}", "Give one point for each interval, or a shorter step");
        }

        var tolerance = result.Tolerance;
        if (result.To - result.From < tolerance.LeastTime)
            yield return Lack("TooShort", $"{PrometheusDuration.Format(result.To - result.From)} are compared, and it takes {PrometheusDuration.Format(tolerance.LeastTime)}", "Let both sides run for longer, or give a longer window");
        if (result.Coverage < tolerance.Coverage)
            yield return Lack("Coverage", $"Only {Texts.Percent(result.Coverage)} of the intervals are known on both sides, and it takes {Texts.Percent(tolerance.Coverage)}: {Texts.Number(result.OnlyManual)} on the manual side alone, {Texts.Number(result.OnlyAutomated)} on the automated side alone, {Texts.Number(result.Missing)} on none", "Find out why points are missing, or compare a later time");
        if (counts.LongestGap * result.Step.Ticks > tolerance.LongestGap.Ticks && manual.Numbers > 0 && automated.Numbers > 0)
        {
            var end = result.From.AddTicks((counts.LongestGapEnd + 1) * result.Step.Ticks);
            yield return Lack("Gap", $"From {UtcTime.Text(end.AddTicks(-counts.LongestGap * result.Step.Ticks))} to {UtcTime.Text(end)} one of the sides is not known", "Compare a time without such a gap");
        }

        if (!ParallelRunJudge.HasEnough(result) && manual.Numbers > 0 && automated.Numbers > 0)
            yield return Lack("TooFew", $"{Texts.Number(result.Compared)} of {Texts.Number(result.Intervals)} intervals have a ratio on both sides, and it takes {Texts.Percent(tolerance.Compared)} of them", "Compare a time with more traffic");
        if (target is null)
            yield return Lack("NoTarget", "Neither side has a target, so the error budgets cannot be compared", "Give the target");
    }

    public static IEnumerable<ParallelRunReason> OfAlerts(ParallelRunResult result, ParallelRunSide manual, ParallelRunSide automated)
    {
        foreach (var lack in new[] { manual.AlertsLack, automated.AlertsLack })
        {
            if (lack is not null)
                yield return Lack("AlertsUnknown", lack, "Load the alert rules of both sides, or compare without alerts");
        }

        if (result.Alerts is null && manual.AlertsLack is null && automated.AlertsLack is null)
            yield return new ParallelRunReason("AlertsNotCompared", "The alerts of one side are not known, and were not compared", "Compare in the Prometheus that evaluates both sides to see whether their alerts agree");
    }

    private static ParallelRunReason Lack(string code, string message, string guidance) => new(code, message, guidance) { IsLack = true };

    private static string Points(int count) => count == 1 ? "1 point" : Texts.Number(count) + " points";
}
