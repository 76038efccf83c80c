using System.Collections.Generic;
using ProgressiveSlo.Reporting.Pipelines;

namespace ProgressiveSlo.Reporting;

/// <summary>The registry of reports that need nothing but the domain. Those that need a library are registered with the formats.</summary>
public static class CoreReports
{
    /// <summary>One writer per kind of object and format. Where several agents seem to run, the first one counts.</summary>
    public static IReadOnlyList<IReportWriter> All { get; } =
    [
        new MarkdownPlanReport(),
        new MarkdownReadinessReport(),
        new MarkdownFindingsReport(),
        new MarkdownParallelRunReport(),
        new MarkdownInventoryReport(),
        new MarkdownGapsReport(),
        new MarkdownMaturityReport(),
        new MarkdownMigrationReport(),
        new JUnitReport(),
        new AzurePipelinesReport(),
        new GitHubActionsReport(),
    ];
}
