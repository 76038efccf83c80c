using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Html;
using ProgressiveSlo.Formats.Pictures;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Pages;

/// <summary>
/// All objects of a call as one page of HTML that needs nothing but itself. A plan and its verdict are one story; several services are a
/// fleet.
/// </summary>
public sealed class HtmlReport : CombinedReport
{
    private const string Empty =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\" /><title>SLO report</title></head>"
        + "<body><p>There is nothing to report.</p></body></html>\n";

    private readonly IClock _clock;

    /// <summary>Makes the report.</summary>
    /// <param name="clock">Says which day is today in timelines of plans that nothing was judged of.</param>
    /// <exception cref="ArgumentNullException">There is no clock.</exception>
    public HtmlReport(IClock clock) => _clock = clock ?? throw new ArgumentNullException(nameof(clock));

    /// <summary>HTML: one page for all objects.</summary>
    public static ReportFormat Html { get; } = new("Html", Empty, "", "") { Extension = ".html" };

    /// <inheritdoc/>
    public override ReportFormat Format => Html;

    /// <inheritdoc/>
    public override bool Accepts(object subject) => subject is SloPlan or ReadinessResult or SloEvidence;

    /// <inheritdoc/>
    public override void WriteAll(IReadOnlyList<object> subjects, TextWriter output)
    {
        if (subjects is null)
            throw new ArgumentNullException(nameof(subjects));
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        var plans = subjects.OfType<SloPlan>().ToArray();
        var results = subjects.OfType<ReadinessResult>().ToArray();
        var evidence = subjects.OfType<SloEvidence>().ToArray();
        var today = results.Length > 0 ? results.Max(r => r.EvaluatedAt) : _clock.UtcNow;
        var rows = FleetSection.Rows(plans, results);
        if (rows.Count > 1)
            WriteFleet(output, rows, plans, evidence, today);
        else
            WriteService(output, plans, results, evidence, today);
    }

    private static void WriteFleet(
        TextWriter output,
        IReadOnlyList<FleetRow> rows,
        SloPlan[] plans,
        SloEvidence[] evidence,
        DateTime today
    ) =>
        PageShell.Write(
            output,
            "SLOs of " + CountText.Of(rows.Count, "service"),
            FleetSection.Answer(rows),
            Json(new FleetDocument(rows)),
            Made(today),
            html =>
            {
                FleetSection.Write(html, rows);
                if (plans.Length > 1)
                    TimelinePicture.Write(html, plans, today);
                WriteEvidence(html, evidence);
            }
        );

    private static void WriteService(TextWriter output, SloPlan[] plans, ReadinessResult[] results, SloEvidence[] evidence, DateTime today)
    {
        var plan = plans.FirstOrDefault();
        var last = results.LastOrDefault();
        PageShell.Write(
            output,
            last is not null ? "Readiness: " + ReadinessText.Subject(last)
                : plan is not null ? "SLO plan: " + plan.Service
                : "SLO evidence",
            last is not null ? ReadinessSection.Answer(last)
                : plan is not null ? PlanSection.Answer(plan)
                : evidence.Length == 1 ? EvidenceSection.Answer(evidence[0])
                : $"Evidence of {CountText.Of(evidence.Length, "service")}.",
            plans.Length + results.Length == 0 ? null : "[" + string.Join(",\n", plans.Cast<object>().Concat(results).Select(Json)) + "]",
            Made(today),
            html =>
            {
                foreach (var result in results)
                    ReadinessSection.Write(html, result, plan);
                WriteEvidence(html, evidence);
                foreach (var each in plans)
                    PlanSection.Write(html, each, today);
            }
        );
    }

    private static void WriteEvidence(HtmlWriter html, SloEvidence[] evidence)
    {
        foreach (var each in evidence)
        {
            html.Begin("section").Element("h2", "Evidence" + (each.Service is { } service ? " of " + service : ""));
            EvidenceSection.Write(html, each, null, null);
            html.End();
        }
    }

    private static string Made(DateTime today) => $"Made by ProgressiveSlo, as of {UtcTime.DateText(today)}. All dates are UTC.";

    private static string Json(object subject)
    {
        using var text = new StringWriter { NewLine = "\n" };
        JsonText.Write(text, subject);
        return text.ToString();
    }
}

/// <summary>The registry of reports that are pages.</summary>
public static class PageReports
{
    /// <summary>One writer for all kinds of objects, so that all become one page.</summary>
    public static IReadOnlyList<IReportWriter> All { get; } = [new HtmlReport(new SystemClock())];
}
