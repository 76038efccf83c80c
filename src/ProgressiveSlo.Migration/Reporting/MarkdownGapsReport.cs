using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Reporting;

/// <summary>Gaps as Markdown: how many, a table, what to do about each kind, and the challenges behind them.</summary>
public sealed class MarkdownGapsReport : CombinedReport
{
    private static readonly string[] Headings = ["Severity", "Code", "Service", "Tier", "Owner", "Place", "Message", "What to do"];

    /// <inheritdoc/>
    public override ReportFormat Format => ReportFormat.Markdown;

    /// <inheritdoc/>
    public override bool Accepts(object subject) => subject is SloGap;

    /// <inheritdoc/>
    public override void WriteAll(IReadOnlyList<object> subjects, TextWriter output)
    {
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        var gaps = subjects.Cast<SloGap>().ToArray();
        output.Write("# SLO gaps\n\n");
        MarkdownSeverities.Write(gaps.Select(g => g.Severity).ToArray(), output);
        MarkdownTable.Write(
            Headings,
            gaps.Select(g =>
                new[]
                {
                    g.Severity.ToString(),
                    g.Code,
                    g.Service,
                    g.Tier,
                    g.Owner,
                    MarkdownTable.Place(g.Path, g.Line),
                    g.Message,
                    g.Guidance,
                }
            ),
            output
        );
        WriteCalls(gaps, output);
        MarkdownChallenges.Write(gaps.Select(g => (g.Code, g.Challenge)), output);
    }

    private static void WriteCalls(SloGap[] gaps, TextWriter output)
    {
        var calls = gaps.Where(g => g.Cmdlet.Length > 0).GroupBy(g => g.Cmdlet).ToArray();
        if (calls.Length == 0)
            return;
        output.Write("\n## Cmdlets that close them\n\n");
        foreach (var call in calls)
            output.Write(
                $"- {string.Join(", ", call.Select(g => g.Code).Distinct().Select(MarkdownText.Escape))}: {MarkdownText.Escape(call.Key)}\n"
            );
    }
}

/// <summary>Maturity by tier as Markdown: one table.</summary>
public sealed class MarkdownMaturityReport : CombinedReport
{
    private static readonly string[] Headings =
    [
        "Tier",
        "Services:",
        "With SLO:",
        "With latency SLO:",
        "With burn-rate alerts:",
        "Managed:",
        "Errors:",
        "Warnings:",
        "Information:",
        "Score:",
        "Level",
        "Next level",
    ];

    /// <inheritdoc/>
    public override ReportFormat Format => ReportFormat.Markdown;

    /// <inheritdoc/>
    public override bool Accepts(object subject) => subject is SloMaturity;

    /// <inheritdoc/>
    public override void WriteAll(IReadOnlyList<object> subjects, TextWriter output)
    {
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        output.Write("# SLO maturity\n\n");
        MarkdownTable.Write(Headings, subjects.Cast<SloMaturity>().Select(Row), output);
    }

    private static string[] Row(SloMaturity row) =>
        [
            row.Tier == SloMaturity.AllTiers ? "all services"
            : row.Tier.Length == 0 ? "no tier"
            : row.Tier,
            Number(row.Services),
            Number(row.WithSlo),
            Number(row.WithLatencySlo),
            Number(row.WithBurnRateAlerts),
            Number(row.Managed),
            Number(row.Errors),
            Number(row.Warnings),
            Number(row.Informations),
            row.Score is { } score ? NumberText.Percent(score, 0) : "–",
            row.Level,
            row.Next,
        ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
