using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Inventory;

/// <summary>A condition on which an alert of an inventory item fires. An alert with two pairs of windows has two of these.</summary>
/// <param name="Name">The alert's name; empty for one that a definition asks for.</param>
/// <param name="Severity">The label severity; empty for none.</param>
public sealed record InventoryAlert(string Name, string Severity)
{
    /// <summary>The long window; the only one where there is no short one. Null when the query has none.</summary>
    public TimeSpan? LongWindow { get; init; }

    /// <summary>The short window, or null for an alert on a single window.</summary>
    public TimeSpan? ShortWindow { get; init; }

    /// <summary>The factor on the error budget; null for a plain threshold, and where no target can be told from it.</summary>
    public decimal? BurnRate { get; init; }

    /// <summary>
    /// The value that is compared with: an error ratio (0 to 1), or seconds for a latency quantile. Null when it is not a number.
    /// </summary>
    public decimal? Threshold { get; init; }

    /// <summary>Line of the rule, from 1; 0 when there is none.</summary>
    public int Line { get; init; }
}

/// <summary>What an alert of the inventory fires on, in one line.</summary>
public static class InventoryAlertText
{
    /// <summary>For example <c>critical 1h/5m × 14.4</c>, <c>1h > 0.05</c>.</summary>
    /// <param name="alert">The alert.</param>
    public static string Format(InventoryAlert alert)
    {
        if (alert is null)
            throw new ArgumentNullException(nameof(alert));
        var windows = (alert.LongWindow, alert.ShortWindow) switch
        {
            ({ } l, { } s) => PrometheusDuration.Format(l) + "/" + PrometheusDuration.Format(s),
            ({ } l, null) => PrometheusDuration.Format(l),
            _ => "",
        };
        var limit =
            alert.BurnRate is { } rate ? "× " + NumberText.Plain(rate)
            : alert.Threshold is { } threshold ? "> " + NumberText.Plain(threshold)
            : "";
        return PrintableText.Escape(string.Join(" ", Array.FindAll([alert.Severity, windows, limit], t => t.Length > 0)));
    }
}
