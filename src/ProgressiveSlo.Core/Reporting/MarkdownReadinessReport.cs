using ProgressiveSlo.Naming;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;
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

        Line(output, $"# Readiness: {MarkdownText.Escape(ReadinessText.Subject(result))}");
        Line(output);
        Line(
            output,
            $"- Verdict: **{ReadinessText.Describe(result.Outcome)}**"
                + (result.Ready && result.NextPhase is not null ? $" for {MarkdownText.Escape(result.NextPhase)}" : "")
        );
        Line(output, $"- Next phase: {(result.NextPhase is null ? "none, this is the last" : MarkdownText.Escape(result.NextPhase))}");
        Line(output, $"- Basis: {Describe(result.Basis)}");
        if (!result.Ready && result.EarliestDate is { } date)
            Line(output, $"- Earliest date, if nothing bad happens any more: {UtcTime.DateText(date)}");
        Line(output, $"- Evaluated: {UtcTime.Text(result.EvaluatedAt)}");
        WriteList("Issues", result.Issues, output);
        WriteList("Advice", result.Advice, output);
        WriteChecks(result, output);
        MarkdownChallenges.Write(result.Checks.Select(c => (c.Name, c.Challenge)), output);
    }

    private static string Describe(string basis) =>
        basis switch
        {
            nameof(Basis.Counts) => "counts of days",
            nameof(Basis.Ratio) => "a ratio over the whole record, without counts",
            _ => "an estimate of bare numbers, which moves no plan",
        };

    private static void WriteChecks(ReadinessResult result, TextWriter output)
    {
        Line(output);
        Line(output, "## Checks");
        Line(output);
        MarkdownTable.WriteMarkdown(
            ["Check", "Status", "Measured:", "Target:", "Message"],
            result.Checks.Select(c =>
            {
                var (actual, target) = ReadinessText.Values(c);
                return new[] { MarkdownText.Escape(c.Name), c.Status, actual, target, MarkdownText.Escape(c.Message) };
            }),
            output
        );
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

/// <summary>
/// What the reports of readiness share: how a result, a verdict and the numbers of a check are put in words. Nothing is escaped yet.
/// </summary>
internal static class ReadinessText
{
    /// <summary>What the result is about: <c>checkout, improvement</c>, or the phase alone.</summary>
    public static string Subject(ReadinessResult result) =>
        result.Service is null ? result.Phase : ServiceName.InNamespace(result.Service, result.Namespace) + ", " + result.Phase;

    /// <summary>The verdict as a sentence begins with it.</summary>
    public static string Describe(Verdict verdict) =>
        verdict switch
        {
            Verdict.Ready => "Ready",
            Verdict.NotReady => "Not ready",
            _ => "Insufficient evidence",
        };

    /// <summary>What was measured and what it was compared with, with units; a dash where there is none.</summary>
    public static (string Actual, string Target) Values(ReadinessCheck check)
    {
        if (check is { Unit: "ratio", Actual: { } actual, Target: { } target })
            return NumberText.PercentPair(NumberText.Exact(actual), NumberText.Exact(target));
        if (check is { Unit: "ms", Actual: { } measured, Target: { } wanted })
        {
            var (first, second) = NumberText.Pair(measured, wanted);
            return (first + " ms", second + " ms");
        }

        return (Value(check.Actual, check.Unit), Value(check.Target, check.Unit));
    }

    private static string Value(double? value, string unit) =>
        value is not { } number
            ? "–"
            : unit switch
            {
                "ratio" => NumberText.PercentAtLeast2(NumberText.Exact(number)),
                "hours" => number.ToString("F1", CultureInfo.InvariantCulture) + " h",
                "ms" => NumberText.Brief(number) + " ms",
                "strength" => StrengthText.Of(number),
                _ => NumberText.Plain(number) + " " + (number == 1 ? One(unit) : unit),
            };

    private static string One(string unit) => unit == "criteria" ? "criterion" : unit.TrimEnd('s');
}
