using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Reporting;

/// <summary>Findings of the lint as Markdown: how many, and a table.</summary>
public sealed class MarkdownFindingsReport : JointReport
{
    /// <inheritdoc/>
    public override ReportFormat Format => ReportFormat.Markdown;

    /// <inheritdoc/>
    public override bool Accepts(object subject) => subject is SloFinding;

    /// <inheritdoc/>
    public override void WriteAll(IReadOnlyList<object> subjects, TextWriter output)
    {
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        var findings = subjects.Cast<SloFinding>().ToArray();
        output.Write("# SLO findings\n\n");
        foreach (var severity in new[] { FindingSeverity.Error, FindingSeverity.Warning, FindingSeverity.Information })
            output.Write($"- {severity}: {findings.Count(f => f.Severity == severity).ToString(CultureInfo.InvariantCulture)}\n");
        output.Write("\n| Severity | Code | Place | Field | Message | What to do |\n");
        output.Write("|----------|------|-------|-------|---------|------------|\n");
        foreach (var finding in findings)
        {
            var cells = new[] { finding.Code, Place(finding), finding.Field, finding.Message, finding.Guidance };
            output.Write($"| {finding.Severity} | {string.Join(" | ", cells.Select(MarkdownText.Escape))} |\n");
        }

        MarkdownChallenges.Write(findings.Select(f => (f.Code, f.Challenge)), output);
    }

    private static string Place(SloFinding finding) => finding.Line == 0
        ? finding.Path
        : finding.Path + "(" + finding.Line.ToString(CultureInfo.InvariantCulture) + "," + finding.Column.ToString(CultureInfo.InvariantCulture) + ")";
}
