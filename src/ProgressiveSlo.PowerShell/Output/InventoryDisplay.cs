using System.ComponentModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>What the format file calls to print the items of an inventory: invariant culture, UTC.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InventoryDisplay
{
    /// <summary>The target as percent, or nothing.</summary>
    /// <param name="item">The item, as the engine wraps it.</param>
    public static string Target(PSObject item) => Of(item)?.Target is { } target ? NumberText.PercentAtLeast2(target) : "";

    /// <summary>The window as Prometheus writes it, or nothing.</summary>
    /// <param name="item">The item, as the engine wraps it.</param>
    public static string Window(PSObject item) => Of(item)?.Window is { } window ? PrometheusDuration.Format(window) : "";

    /// <summary>File and line, or the address of a Prometheus.</summary>
    /// <param name="item">The item, as the engine wraps it.</param>
    public static string Place(PSObject item) =>
        Of(item) is { } known ? PrintableText.Escape(known.Path) + (known.Line > 0 ? ":" + known.Line.ToString(CultureInfo.InvariantCulture) : "") : "";

    /// <summary>What the alerts fire on, separated by <c>; </c>.</summary>
    /// <param name="item">The item, as the engine wraps it.</param>
    public static string Alerts(PSObject item) => Of(item) is { } known ? string.Join("; ", known.AlertWindows.Select(Alert)) : "";

    private static string Alert(InventoryAlert alert)
    {
        var words = new[]
        {
            PrintableText.Escape(alert.Name),
            PrintableText.Escape(alert.Severity),
            alert.LongWindow is { } window ? PrometheusDuration.Format(window) + (alert.ShortWindow is { } inner ? "/" + PrometheusDuration.Format(inner) : "") : "",
            alert.BurnRate is { } rate ? NumberText.Plain(rate) + "x" : alert.Threshold is { } value ? "> " + NumberText.Plain(value) : "",
        };
        return string.Join(" ", words.Where(w => w.Length > 0));
    }

    private static SloInventoryItem? Of(PSObject item) => item?.BaseObject as SloInventoryItem;
}
