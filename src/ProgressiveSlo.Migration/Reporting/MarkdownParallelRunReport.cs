using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Migration.Reporting;

/// <summary>Parallel runs as Markdown: a table of all, then each with its reasons, worst times and alerts.</summary>
public sealed class MarkdownParallelRunReport : CombinedReport
{
    private static readonly string[] Headings =
    [
        "Service",
        "SLO",
        "Verdict",
        "Compared:",
        "SLI difference:",
        "Budget manual:",
        "Budget automated:",
        "Alerts matched:",
        "Only manual:",
        "Only automated:",
    ];

    /// <inheritdoc/>
    public override ReportFormat Format => ReportFormat.Markdown;

    /// <inheritdoc/>
    public override bool Accepts(object subject) => subject is ParallelRunResult;

    /// <inheritdoc/>
    public override void WriteAll(IReadOnlyList<object> subjects, TextWriter output)
    {
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        var runs = subjects.Cast<ParallelRunResult>().ToArray();
        output.Write("# Parallel run\n\n");
        foreach (var verdict in new[] { ParallelRunVerdict.Agrees, ParallelRunVerdict.Disagrees, ParallelRunVerdict.InsufficientEvidence })
            output.Write($"- {verdict}: {Count(runs.Count(r => r.Verdict == verdict))}\n");
        output.Write("\n");
        MarkdownTable.WriteMarkdown(Headings, runs.Select(Row), output);
        foreach (var run in runs)
            Write(run, output);
    }

    private static string[] Row(ParallelRunResult run) =>
        [
            MarkdownText.Escape(run.Service),
            MarkdownText.Escape(run.Name),
            run.Verdict.ToString(),
            ParallelRunNumbers.Percent(run.Coverage),
            run.Sli is null ? "" : ParallelRunNumbers.Percent(run.Sli.MeanAbsolute),
            run.Budget is null ? "" : ParallelRunNumbers.Percent(run.Budget.Manual),
            run.Budget is null ? "" : ParallelRunNumbers.Percent(run.Budget.Automated),
            Count(run.Alerts?.Matched.Count),
            Count(run.Alerts?.OnlyManual.Count),
            Count(run.Alerts?.OnlyAutomated.Count),
        ];

    private static void Write(ParallelRunResult run, TextWriter output)
    {
        output.Write($"\n## {MarkdownText.Escape(run.Service)}{(run.Name.Length > 0 ? ": " + MarkdownText.Escape(run.Name) : "")}\n\n");
        output.Write($"**{run.Verdict}**, {UtcTime.Text(run.From)} to {UtcTime.Text(run.To)} by {PrometheusDuration.Format(run.Step)}: ");
        output.Write(
            $"{Count(run.Compared)} of {Count(run.Intervals)} intervals compared, {Count(run.Idle)} without traffic, "
                + $"{Count(run.OnlyManual)} on the manual side alone, {Count(run.OnlyAutomated)} on the automated side alone, "
                + $"{Count(run.Missing)} missing.\n"
        );
        if (run.Budget is { } budget)
            output.Write(
                $"\nError budget ({Basis(budget.Basis)}): {ParallelRunNumbers.Percent(budget.Manual)} consumed on the "
                    + $"manual side, {ParallelRunNumbers.Percent(budget.Automated)} on the automated side, a difference of "
                    + $"{ParallelRunNumbers.Percent(budget.Difference)}. Differences are automated minus manual.\n"
            );
        if (run.Reasons.Count > 0)
        {
            output.Write("\n");
            foreach (var reason in run.Reasons)
                output.Write(
                    $"- {MarkdownText.Escape(reason.Code)}: {MarkdownText.Escape(reason.Message)}."
                        + (reason.Guidance.Length > 0 ? $" {MarkdownText.Escape(reason.Guidance)}.\n" : "\n")
                );
        }

        if (run.Sli is { Worst.Count: > 0 } sli)
        {
            output.Write("\n");
            MarkdownTable.WriteMarkdown(
                ["Worst from", "to", "Manual:", "Automated:", "Difference:"],
                sli.Worst.Select(s =>
                    new[]
                    {
                        UtcTime.Text(s.From),
                        UtcTime.Text(s.To),
                        ParallelRunNumbers.Percent(s.Manual),
                        ParallelRunNumbers.Percent(s.Automated),
                        ParallelRunNumbers.Percent(s.Difference),
                    }
                ),
                output
            );
        }

        if (run.Alerts is { } alerts && alerts.Matched.Count + alerts.OnlyManual.Count + alerts.OnlyAutomated.Count > 0)
        {
            output.Write("\n");
            var rows = alerts
                .Matched.Select(m =>
                    (Manual: (FiringInterval?)m.Manual, Automated: (FiringInterval?)m.Automated, Lead: Minutes(m.LeadTime))
                )
                .Concat(alerts.OnlyManual.Select(a => (Manual: (FiringInterval?)a, Automated: (FiringInterval?)null, Lead: "")))
                .Concat(alerts.OnlyAutomated.Select(a => (Manual: (FiringInterval?)null, Automated: (FiringInterval?)a, Lead: "")))
                .OrderBy(r => (r.Manual ?? r.Automated)!.From);
            MarkdownTable.WriteMarkdown(
                ["Manual alert", "from", "Automated alert", "from", "Lead time:"],
                rows.Select(r => new[] { Name(r.Manual), Start(r.Manual), Name(r.Automated), Start(r.Automated), r.Lead }),
                output
            );
        }
    }

    private static string Name(FiringInterval? alert) => alert is null ? "none" : MarkdownText.Escape(alert.Name);

    private static string Start(FiringInterval? alert) => alert is null ? "" : UtcTime.Text(alert.From);

    private static string Count(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Minutes(TimeSpan lead) => ParallelRunNumbers.Significant(lead.TotalMinutes) + " min";

    private static string Basis(BudgetBasis basis) =>
        basis switch
        {
            BudgetBasis.Events => "bad events by all events",
            BudgetBasis.EventsOfManual => "weighed with the events of the manual side",
            BudgetBasis.EventsOfAutomated => "weighed with the events of the automated side",
            _ => "average over time, because no side counts events",
        };
}
