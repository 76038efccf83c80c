using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>All reports of all registries.</summary>
internal static class Reports
{
    public static IEnumerable<string> FormatNames => All.Select(w => w.Format.Name).Distinct().OrderBy(n => n, StringComparer.Ordinal);

    private static IEnumerable<IReportWriter> All => CoreReports.All.Concat(FormatReports.All);

    /// <summary>The format of that name, or null.</summary>
    public static ReportFormat? FindFormat(string name) =>
        All.Select(w => w.Format).FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The writer of that format for that object, or null.</summary>
    public static IReportWriter? Find(ReportFormat format, object subject) =>
        All.FirstOrDefault(w => w.Format == format && w.Accepts(subject));
}
