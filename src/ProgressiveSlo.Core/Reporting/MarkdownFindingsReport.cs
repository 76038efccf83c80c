using ProgressiveSlo.Findings;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Reporting;

/// <summary>Findings of the lint as Markdown: how many, a table in which equal ones are one row, and what is ignored.</summary>
public sealed class MarkdownFindingsReport : CombinedReport
{
    private static readonly string[] _headings = ["Severity", "Code", "Count:", "Place", "Field", "Message", "What to do"];
    private static readonly string[] _ignoredHeadings = ["Code", "Count:", "Place", "Message", "By", "Reason"];

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
        var shown = findings.Where(f => f.IgnoredBy == FindingIgnore.None).ToArray();
        output.Write("# SLO findings\n\n");
        MarkdownSeverities.Write(shown.Select(f => f.Severity).ToArray(), output);
        if (shown.Length > 0)
            MarkdownTable.WriteMarkdown(_headings, FindingGroup.Of(shown).Select(Row), output);
        WriteIgnored(findings.Where(f => f.IgnoredBy != FindingIgnore.None).ToArray(), output);
        MarkdownChallenges.Write(shown.Select(f => (f.Code, f.Challenge)), output);
        output.Write("\n" + FindingSummary.Text(findings) + "\n");
    }

    private static IEnumerable<string> Row(FindingGroup group) =>
        [
            group.First.Severity.ToString(),
            Code(group.First),
            CountText.Whole(group.Findings.Count),
            MarkdownText.Escape(group.Places()),
            MarkdownText.Escape(group.Field),
            MarkdownText.Escape(group.First.Message),
            MarkdownText.Escape(group.First.Guidance),
        ];

    private static void WriteIgnored(SloFinding[] ignored, TextWriter output)
    {
        if (ignored.Length == 0)
            return;
        output.Write("\n## Ignored\n\n");
        MarkdownTable.WriteMarkdown(
            _ignoredHeadings,
            FindingGroup
                .Of(ignored)
                .Select(g =>
                    new[]
                    {
                        Code(g.First),
                        CountText.Whole(g.Findings.Count),
                        MarkdownText.Escape(g.Places()),
                        MarkdownText.Escape(g.First.Message),
                        g.First.IgnoredBy.ToString(),
                        MarkdownText.Escape(g.First.IgnoreReason),
                    }
                ),
            output
        );
    }

    // An address that somebody else made up may end the link early, so it has to look like one of ours.
    private static string Code(SloFinding finding)
    {
        var code = MarkdownText.Escape(finding.Code);
        return finding.HelpUri is { } page && page.StartsWith("https://", StringComparison.Ordinal) && page.All(IsPlain)
            ? $"[{code}]({page})"
            : code;
    }

    private static bool IsPlain(char c) => AsciiChars.IsLetterOrDigit(c) || c is '/' or ':' or '.' or '-' or '_' or '#' or '%';
}
