using System;
using System.IO;
using System.Linq;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Reporting;

/// <summary>A readiness result as Markdown: the verdict first, then issues, advice and every check.</summary>
public sealed class MarkdownReadinessReport : IReportWriter
{
    /// <inheritdoc/>
    public ReportFormat Format => ReportFormat.Markdown;

    /// <inheritdoc/>
    public bool Accepts(object subject) => subject is ReadinessResult;

    /// <inheritdoc/>
    public void Write(object subject, TextWriter output)
    {
        var result = (ReadinessResult)subject;
        if (output is null)
            throw new ArgumentNullException(nameof(output));

        var service = result.Service is null ? "" : MarkdownText.Escape(result.Service) + ", ";
        Line(output, $"# Readiness: {service}{MarkdownText.Escape(result.Phase)}");
        Line(output);
        Line(output, $"- Verdict: **{ReadinessText.Words(result.Outcome)}**{(result.Ready && result.NextPhase is not null ? $" for {MarkdownText.Escape(result.NextPhase)}" : "")}");
        Line(output, $"- Next phase: {(result.NextPhase is null ? "none, this is the last" : MarkdownText.Escape(result.NextPhase))}");
        Line(output, $"- Evaluated: {UtcTime.Text(result.EvaluatedAt)}");
        WriteList("Issues", result.Issues, output);
        WriteList("Advice", result.Advice, output);
        WriteChecks(result, output);
        MarkdownChallenges.Write(result.Checks.Select(c => (c.Name, c.Challenge)), output);
    }

    private static void WriteChecks(ReadinessResult result, TextWriter output)
    {
        Line(output);
        Line(output, "## Checks");
        Line(output);
        Line(output, "| Check | Status | Measured | Target | Message |");
        Line(output, "|-------|--------|---------:|-------:|---------|");
        foreach (var check in result.Checks)
        {
            var (actual, target) = ReadinessText.Values(check);
            Line(output, $"| {MarkdownText.Escape(check.Name)} | {check.Status} | {actual} | {target} | {MarkdownText.Escape(check.Message)} |");
        }
    }

    private static void WriteList(string heading, System.Collections.Generic.IReadOnlyList<string> items, TextWriter output)
    {
        if (items.Count == 0)
            return;
        Line(output);
        Line(output, "## " + heading);
        Line(output);
        foreach (var item in items)
            Line(output, "- " + MarkdownText.Escape(item));
    }

    private static void Line(TextWriter output, string text = "")
    {
        output.Write(text);
        output.Write('\n');
    }
}
