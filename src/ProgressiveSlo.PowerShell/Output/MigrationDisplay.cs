using System.ComponentModel;
using System.Management.Automation;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>What the format file calls to print what belongs to a migration.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MigrationDisplay
{
    /// <summary>A challenge with what helps; nothing for null.</summary>
    /// <param name="challenge">The challenge, or null.</param>
    public static string WhatHelps(Challenge? challenge) =>
        challenge is null ? "" : PrintableText.Escape(challenge.Name + ": " + string.Join("; ", challenge.Helps));

    /// <summary>A file and a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">Line, from 1; 0 when there is none.</param>
    public static string Place(string path, int line) => SloDisplay.FilePlace(path, line);

    /// <summary>
    /// What a step waits for: the first verifier that does not pass, or the word of somebody; nothing for one that is done.
    /// </summary>
    /// <param name="step">The step.</param>
    public static string Needs(MigrationStep step)
    {
        if (step is null || step.State == StepState.Done)
            return "";
        if (step.Verification.Count == 0)
            return "Note";
        var open = step.Checks.FirstOrDefault(c => c.Status != CheckStatus.Pass);
        return PrintableText.Escape(
            open is null
                ? step.Checks.Count == 0
                    ? string.Join(", ", step.Verification)
                    : "Nothing: it passes"
                : open.Name + ": " + open.Message
        );
    }

    /// <summary>A point in time, UTC.</summary>
    /// <param name="time">The point in time.</param>
    public static string Time(DateTime time) => UtcTime.Text(time);

    /// <summary>A share as whole percent; nothing for null.</summary>
    /// <param name="share">The share, 0 to 1, or null.</param>
    public static string Share(decimal? share) => share is { } value ? NumberText.Percent(value, 0) : "";

    /// <summary>A tier of the summary in words.</summary>
    /// <param name="tier">The tier.</param>
    public static string Tier(string? tier) =>
        tier == SloMaturity.AllTiers ? "(all)"
        : string.IsNullOrEmpty(tier) ? "(none)"
        : PrintableText.Escape(tier!);
}

/// <summary>What the format file calls to print the items of an inventory: invariant culture, UTC.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InventoryDisplay
{
    /// <summary>The target as percent, or nothing.</summary>
    /// <param name="item">The item, as the engine wraps it.</param>
    public static string Target(PSObject item) => Unwrap(item)?.Target is { } target ? NumberText.PercentAtLeast2(target) : "";

    /// <summary>The window as Prometheus writes it, or nothing.</summary>
    /// <param name="item">The item, as the engine wraps it.</param>
    public static string Window(PSObject item) => Unwrap(item)?.Window is { } window ? PrometheusDuration.Format(window) : "";

    /// <summary>File and line, or the address of a Prometheus.</summary>
    /// <param name="item">The item, as the engine wraps it.</param>
    public static string Place(PSObject item) =>
        Unwrap(item) is { } known
            ? PrintableText.Escape(known.Path) + (known.Line > 0 ? ":" + known.Line.ToString(CultureInfo.InvariantCulture) : "")
            : "";

    /// <summary>What the alerts fire on, separated by <c>; </c>.</summary>
    /// <param name="item">The item, as the engine wraps it.</param>
    public static string Alerts(PSObject item) => Unwrap(item) is { } known ? string.Join("; ", known.AlertWindows.Select(Alert)) : "";

    private static string Alert(InventoryAlert alert)
    {
        var words = new[]
        {
            PrintableText.Escape(alert.Name),
            PrintableText.Escape(alert.Severity),
            alert.LongWindow is { } window
                ? PrometheusDuration.Format(window) + (alert.ShortWindow is { } inner ? "/" + PrometheusDuration.Format(inner) : "")
                : "",
            alert.BurnRate is { } rate ? NumberText.Plain(rate) + "x"
            : alert.Threshold is { } value ? "> " + NumberText.Plain(value)
            : "",
        };
        return string.Join(" ", words.Where(w => w.Length > 0));
    }

    private static SloInventoryItem? Unwrap(PSObject item) => item?.BaseObject as SloInventoryItem;
}
