using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.Migration.Reporting;

/// <summary>The registry of the reports of inventories, gaps, migrations and parallel runs.</summary>
public static class MigrationReports
{
    /// <summary>One writer per kind of object.</summary>
    public static IReadOnlyList<IReportWriter> All { get; } =
    [
        new MarkdownParallelRunReport(),
        new MarkdownInventoryReport(),
        new MarkdownGapsReport(),
        new MarkdownMaturityReport(),
        new MarkdownMigrationReport(),
    ];
}
