using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Migration;

/// <summary>Tolerances that are exceeded.</summary>
internal static class ToleranceReasons
{
    public static IEnumerable<ParallelRunReason> Of(ParallelRunResult result)
    {
        var tolerance = result.Tolerance;
        if (result.Sli is { } sli && result.Budget is { } budget)
        {
            var allowed = 1 - (double)budget.Target;
            var share = sli.MeanAbsolute / allowed;
            if (share > tolerance.SliDifference)
                yield return Difference("SliDiffers", $"The SLIs differ by {Texts.Percent(sli.MeanAbsolute)} on average, {Texts.Percent(share)} of the error budget, and {Texts.Percent(tolerance.SliDifference)} are tolerated; the most at {UtcTime.Text(sli.MaxAt)}: {Texts.Percent(sli.MaxManual)} manual, {Texts.Percent(sli.MaxAutomated)} automated");
            if (Math.Abs(budget.Difference) > tolerance.BudgetDifference)
                yield return Difference("BudgetDiffers", $"The manual side has consumed {Texts.Percent(budget.Manual)} of the error budget, the automated side {Texts.Percent(budget.Automated)}, and {Texts.Percent(tolerance.BudgetDifference)} of difference are tolerated");
            if (budget.OneSided > tolerance.BudgetDifference)
                yield return Difference("BudgetOneSided", $"{Texts.Percent(budget.OneSided)} of the error budget are consumed in intervals that only one side knows");
        }

        if (result.Alerts is { } alerts && alerts.OnlyManual.Count + alerts.OnlyAutomated.Count > tolerance.UnmatchedAlerts)
        {
            var all = alerts.OnlyManual.Select(a => (Alert: a, Side: "manual")).Concat(alerts.OnlyAutomated.Select(a => (Alert: a, Side: "automated"))).OrderBy(a => a.Alert.From).ToArray();
            yield return Difference("AlertsDiffer", $"{Texts.Number(all.Length)} {(all.Length == 1 ? "alert has" : "alerts have")} fired on one side alone, the first of them on the {all[0].Side} side: '{all[0].Alert.Name}' at {UtcTime.Text(all[0].Alert.From)}");
        }
    }

    private static ParallelRunReason Difference(string code, string message) => new(code, message) { IsDifference = true };
}
