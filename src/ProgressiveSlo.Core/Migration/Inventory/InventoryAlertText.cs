using System;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration;

/// <summary>What an alert of the inventory fires on, in one line.</summary>
public static class InventoryAlertText
{
    /// <summary>For example <c>critical 1h/5m × 14.4</c>, <c>1h > 0.05</c>.</summary>
    /// <param name="alert">The alert.</param>
    public static string Of(InventoryAlert alert)
    {
        if (alert is null)
            throw new ArgumentNullException(nameof(alert));
        var windows = (alert.LongWindow, alert.ShortWindow) switch
        {
            ({ } l, { } s) => PrometheusDuration.Format(l) + "/" + PrometheusDuration.Format(s),
            ({ } l, null) => PrometheusDuration.Format(l),
            _ => "",
        };
        var limit = alert.BurnRate is { } rate ? "× " + NumberText.Plain(rate) : alert.Threshold is { } threshold ? "> " + NumberText.Plain(threshold) : "";
        return PrintableText.Escape(string.Join(" ", Array.FindAll([alert.Severity, windows, limit], t => t.Length > 0)));
    }
}
