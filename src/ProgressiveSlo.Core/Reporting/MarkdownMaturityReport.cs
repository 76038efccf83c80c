using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Reporting;

/// <summary>Maturity by tier as Markdown: one table.</summary>
public sealed class MarkdownMaturityReport : JointReport
{
    private static readonly string[] _headings = ["Tier", "Services:", "With SLO:", "With latency SLO:", "With burn-rate alerts:", "Managed:", "Errors:", "Warnings:", "Information:", "Score:", "Level", "Next level"];

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
        MarkdownTable.Write(_headings, subjects.Cast<SloMaturity>().Select(Row), output);
    }

    private static string[] Row(SloMaturity row) =>
    [
        row.Tier == SloMaturity.AllTiers ? "all services" : row.Tier.Length == 0 ? "no tier" : row.Tier,
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
