using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Reporting;

/// <summary>An inventory as Markdown: how many, and a table.</summary>
public sealed class MarkdownInventoryReport : CombinedReport
{
    private static readonly string[] Headings =
    [
        "Service",
        "Name",
        "Measure",
        "Method",
        "Target:",
        "Window:",
        "Alerts",
        "Kept",
        "Format",
        "Place",
        "Owner",
        "Certainty",
        "Reason",
    ];

    /// <inheritdoc/>
    public override ReportFormat Format => ReportFormat.Markdown;

    /// <inheritdoc/>
    public override bool Accepts(object subject) => subject is SloInventoryItem;

    /// <inheritdoc/>
    public override void WriteAll(IReadOnlyList<object> subjects, TextWriter output)
    {
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        var items = subjects.Cast<SloInventoryItem>().ToArray();
        output.Write("# SLO inventory\n\n");
        output.Write($"- Services: {Number(items.Select(i => i.Service).Where(s => !string.IsNullOrEmpty(s)).Distinct().Count())}\n");
        output.Write($"- SLOs from definitions: {Number(items.Count(i => i.IsManaged()))}\n");
        output.Write($"- SLOs written by hand: {Number(items.Count(i => i.HandWritten && i.IsSlo()))}\n");
        output.Write($"- Monitoring without an objective: {Number(items.Count(i => !i.IsSlo()))}\n\n");
        MarkdownTable.Write(Headings, items.Select(Row), output);
    }

    private static string?[] Row(SloInventoryItem item) =>
        [
            item.Service,
            item.Name,
            item.Measure.ToString(),
            item.Method.ToString(),
            item.Target is { } target ? NumberText.PercentShort(target) : "",
            item.Window is { } window ? PrometheusDuration.Format(window) : "",
            string.Join("; ", item.AlertWindows.Select(InventoryAlertText.Format)),
            item.HandWritten ? "by hand" : "managed",
            item.Format,
            MarkdownTable.Place(item.Path, item.Line),
            item.Owner,
            item.Certainty.ToString(),
            item.Reason,
        ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
