using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Reporting.Pipelines;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>All reports of all registries.</summary>
internal static class Reports
{
    /// <summary>The name that stands for the format of the pipeline that runs the process.</summary>
    public const string Auto = "Auto";

    public static IEnumerable<string> FormatNames => All.Select(w => w.Format.Name).Append(Auto).Distinct().OrderBy(n => n, StringComparer.Ordinal);

    private static IEnumerable<IReportWriter> All => CoreReports.All.Concat(FormatReports.All);

    /// <summary>The format of that name, or null.</summary>
    /// <param name="name">The name; Auto is the format of the pipeline that runs the process, and Markdown outside of pipelines.</param>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    public static ReportFormat? FindFormat(string name, Func<string, string?> environment) => IsAuto(name)
        ? All.OfType<PipelineReport>().FirstOrDefault(r => r.Runs(environment))?.Format ?? ReportFormat.Markdown
        : All.Select(w => w.Format).FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    public static bool IsAuto(string name) => string.Equals(name, Auto, StringComparison.OrdinalIgnoreCase);

    /// <summary>The writer of that format for that object, or null.</summary>
    public static IReportWriter? Find(ReportFormat format, object subject) =>
        All.FirstOrDefault(w => w.Format == format && w.Accepts(subject));

    /// <summary>The writer of commands in that format, or null when it is a format for files.</summary>
    public static PipelineReport? FindPipeline(ReportFormat format) => All.OfType<PipelineReport>().FirstOrDefault(r => r.Format == format);

    /// <summary>Names of the formats that there are for that object.</summary>
    public static IReadOnlyList<string> FormatsOf(object subject) =>
        All.Where(w => w.Accepts(subject)).Select(w => w.Format.Name).OrderBy(n => n, StringComparer.Ordinal).ToArray();
}
