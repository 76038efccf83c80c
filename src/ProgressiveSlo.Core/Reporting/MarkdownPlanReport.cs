using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Reporting;

/// <summary>A plan as Markdown: the timeline as a table, then each phase, the error budget policy and the history.</summary>
public sealed class MarkdownPlanReport : IReportWriter
{
    /// <inheritdoc/>
    public ReportFormat Format => ReportFormat.Markdown;

    /// <inheritdoc/>
    public bool Accepts(object subject) => subject is SloPlan;

    /// <inheritdoc/>
    public void Write(object subject, TextWriter output)
    {
        var plan = (SloPlan)subject;
        if (output is null)
            throw new ArgumentNullException(nameof(output));

        Line(output, $"# SLO plan: {MarkdownText.Escape(plan.Service)}");
        Line(output);
        WriteFacts(plan, output);
        Line(output);
        WriteTimeline(plan, output);
        foreach (var phase in plan.Phases)
        {
            Line(output);
            WritePhase(phase, phase.Name == plan.CurrentPhase, output);
        }

        WritePolicy(plan, output);
        WriteHistory(plan, output);
    }

    private static void WriteFacts(SloPlan plan, TextWriter output)
    {
        Line(output, $"- Namespace: {MarkdownText.Escape(plan.Namespace)}");
        if (plan.Tier is not null)
            Line(output, $"- Tier: {MarkdownText.Escape(plan.Tier)}");
        if (plan.Owner is not null)
            Line(output, $"- Owner: {MarkdownText.Escape(plan.Owner)}");
        Line(output, $"- Profile: {MarkdownText.Escape(plan.Profile)}");
        Line(output, $"- Start: {UtcTime.DateText(plan.StartDate)}");
        Line(output, $"- Total duration: {NumberText.Plain(plan.TotalDurationDays)} days, then *ongoing*");
        Line(output, $"- Current phase: {MarkdownText.Escape(plan.CurrentPhase)}");
    }

    private static void WriteTimeline(SloPlan plan, TextWriter output) =>
        MarkdownTable.WriteMarkdown(
            ["#:", "Phase", "Start", "End", "Days:", "Availability:", "p95 latency:", "p99 latency:"],
            plan.Phases.Select(p =>
                new[]
                {
                    NumberText.Plain(p.Order),
                    MarkdownText.Escape(p.Name),
                    UtcTime.DateText(p.StartDate),
                    End(p),
                    Days(p),
                    Target(p),
                    P95(p),
                    P99(p),
                }
            ),
            output
        );

    private static void WritePhase(PlannedPhase phase, bool current, TextWriter output)
    {
        Line(output, $"## {NumberText.Plain(phase.Order)}. {MarkdownText.Escape(phase.Name)}{(current ? " (current)" : "")}");
        Line(output);
        if (phase.Description.Length > 0)
        {
            Line(output, MarkdownText.Escape(phase.Description));
            Line(output);
        }

        Line(
            output,
            phase.EndDate is null
                ? $"- From {UtcTime.DateText(phase.StartDate)}, *ongoing*."
                : $"- From {UtcTime.DateText(phase.StartDate)} to {End(phase)}, {Days(phase)} days."
        );
        Line(output, $"- Target: {Target(phase)} availability, p95 latency at most {P95(phase)}, p99 latency at most {P99(phase)}.");
        WriteList("Objectives", phase.Objectives.Select(o => "- " + MarkdownText.Escape(o)).ToArray(), output);
        WriteList("Success criteria", phase.SuccessCriteria.Select(Criterion).ToArray(), output);
        WriteList(
            "Alerts (long window / short window × burn rate)",
            phase.Alerting.Select(a => "- " + MarkdownText.Escape(a.ToString())).ToArray(),
            output
        );
    }

    private static void WritePolicy(SloPlan plan, TextWriter output)
    {
        var policy = plan.GetProfile().ErrorBudgetPolicy;
        if (policy.Count == 0)
            return;
        Line(output);
        Line(output, "## Error budget policy");
        Line(output);
        var rows = policy.Select(s => new[] { NumberText.PercentShort(s.Consumed), s.Consequence, string.Join(", ", s.Forbids) });
        if (policy.Any(s => s.Forbids.Count > 0))
            MarkdownTable.Write(["Consumed:", "Consequence", "Forbids"], rows, output);
        else
            MarkdownTable.Write(["Consumed:", "Consequence"], rows.Select(r => r.Take(2).ToArray()), output);
    }

    private static void WriteHistory(SloPlan plan, TextWriter output)
    {
        if (plan.History.Count == 0)
            return;
        Line(output);
        Line(output, "## History");
        Line(output);
        MarkdownTable.Write(
            ["When", "From", "To", "By", "Verdict", "Reason"],
            plan.History.Select(h => new[] { UtcTime.Text(h.At), h.From, h.To, h.By, h.Verdict, h.Reason }),
            output
        );
    }

    private static void WriteList(string heading, string[] items, TextWriter output)
    {
        if (items.Length == 0)
            return;
        Line(output);
        Line(output, "### " + heading);
        Line(output);
        foreach (var item in items)
            Line(output, item);
    }

    private static string Criterion(SuccessCriterion criterion)
    {
        var text = $"- [{(criterion.Completed ? 'x' : ' ')}] {MarkdownText.Escape(criterion.Text)}";
        return criterion.Completed
            ? $"{text} ({MarkdownText.Escape(criterion.Note)}; "
                + $"{MarkdownText.Escape(criterion.By)}, "
                + $"{(criterion.At is { } at ? UtcTime.DateText(at) : "")})"
            : text;
    }

    private static string End(PlannedPhase phase) => phase.EndDate is { } end ? UtcTime.DateText(end) : "*ongoing*";

    private static string Days(PlannedPhase phase) => phase.DurationDays is { } days ? NumberText.Plain(days) : "*ongoing*";

    private static string Target(PlannedPhase phase) => NumberText.PercentAtLeast2(phase.Targets.Availability);

    private static string P95(PlannedPhase phase) => NumberText.Plain(phase.Targets.LatencyP95Milliseconds) + " ms";

    private static string P99(PlannedPhase phase) => NumberText.Plain(phase.Targets.LatencyP99Milliseconds) + " ms";

    // Always \n: a report is the same bytes on every machine.
    private static void Line(TextWriter output, string text = "")
    {
        output.Write(text);
        output.Write('\n');
    }
}
