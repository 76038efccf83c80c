using ProgressiveSlo.Findings;

namespace ProgressiveSlo.Reporting;

/// <summary>Findings of the lint as Markdown: how many, and a table.</summary>
public sealed class MarkdownFindingsReport : CombinedReport
{
    private static readonly string[] Headings = ["Severity", "Code", "Place", "Field", "Message", "What to do"];

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
        MarkdownSeverities.Write(findings.Select(f => f.Severity).ToArray(), output);
        MarkdownTable.Write(
            Headings,
            findings.Select(f => new[] { f.Severity.ToString(), f.Code, Place(f), f.Field, f.Message, f.Guidance }),
            output
        );
        MarkdownChallenges.Write(findings.Select(f => (f.Code, f.Challenge)), output);
    }

    private static string Place(SloFinding finding) =>
        finding.Line == 0
            ? finding.Path
            : finding.Path
                + "("
                + finding.Line.ToString(CultureInfo.InvariantCulture)
                + ","
                + finding.Column.ToString(CultureInfo.InvariantCulture)
                + ")";
}
