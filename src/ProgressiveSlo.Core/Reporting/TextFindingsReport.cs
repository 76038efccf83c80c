using ProgressiveSlo.Findings;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Reporting;

/// <summary>
/// Findings as lines of text, as compilers print them: equal ones once, with the first places, and a line that counts them all.
/// </summary>
public sealed class TextFindingsReport : CombinedReport
{
    private static readonly ReportFormat _format = new("Text", "", "\n", "") { Extension = ".txt" };

    /// <inheritdoc/>
    public override ReportFormat Format => _format;

    /// <inheritdoc/>
    public override bool Accepts(object subject) => subject is SloFinding;

    /// <inheritdoc/>
    public override void WriteAll(IReadOnlyList<object> subjects, TextWriter output)
    {
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        var findings = subjects.Cast<SloFinding>().ToArray();
        foreach (var group in FindingGroup.Of(findings))
            Write(group, output);
        if (findings.Length > 0)
            output.Write('\n');
        output.Write(FindingSummary.Text(findings) + "\n");
    }

    private static void Write(FindingGroup group, TextWriter output)
    {
        var finding = group.First;
        var places = group.Places();
        var field = group.Field.Length == 0 ? "" : group.Field + ": ";
        var count = group.Findings.Count == 1 ? "" : $" ({CountText.Whole(group.Findings.Count)} times)";
        var ignored = finding.IgnoredBy == FindingIgnore.None ? "" : $" Ignored ({finding.IgnoredBy}): {finding.IgnoreReason}.";
        Line(
            output,
            $"{(places.Length == 0 ? "" : places + ": ")}{finding.Severity} {finding.Code}: {field}{finding.Message}{count}.{ignored}"
        );
        if (finding.IgnoredBy == FindingIgnore.None)
            Line(output, $"  {finding.Guidance}.{(finding.HelpUri is null ? "" : " " + finding.HelpUri)}");
    }

    // A report may be printed in a step of a pipeline, where a line that begins with a command is obeyed.
    private static void Line(TextWriter output, string text) => output.Write(PrintableText.EscapeCell(text) + "\n");
}
