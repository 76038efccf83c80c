using System.Collections.Generic;
using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>The registry of reports that need a library.</summary>
public static class FormatReports
{
    /// <summary>One writer per kind of object and format.</summary>
    public static IReadOnlyList<IReportWriter> All { get; } =
    [
        new JsonPlanReport(),
        new JsonReadinessReport(),
        new JsonMigrationReport(),
        new JsonFindingReport(),
        new JsonParallelRunReport(),
        new JsonInventoryReport(),
        new JsonGapReport(),
        new JsonMaturityReport(),
    ];
}
