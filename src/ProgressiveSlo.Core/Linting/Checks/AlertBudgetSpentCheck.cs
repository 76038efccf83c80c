using System;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>When the alert fires first, factor × long window / period of the budget is used: past 1 it comes too late.</summary>
internal sealed class AlertBudgetSpentCheck : AlertCheck
{
    public override string Code => "AlertBudgetSpent";

    protected override (string Message, string? Mend)? Judge(BurnRateAlert alert, LintSubject subject)
    {
        var window = subject.Definition.Window;
        if (alert.BurnRate <= 0 || window <= TimeSpan.Zero || alert.LongWindow > window)
            return null;
        var share = (double)alert.BurnRate * alert.LongWindow.Ticks / window.Ticks;
        return share > 1
            ? ($"a burn at its factor uses the whole error budget in {PrometheusDuration.Format(Minutes(alert.LongWindow.TotalMinutes / share))}, before the long window is full", "Give a shorter long window or a lower factor: factor × long window is to stay below the period")
            : null;
    }

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(Math.Max(1, Math.Round(minutes)));
}
