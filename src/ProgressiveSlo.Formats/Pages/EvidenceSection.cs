using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Html;
using ProgressiveSlo.Formats.Pictures;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Pages;

/// <summary>Evidence in a page: what was measured, and the pictures of its days.</summary>
internal static class EvidenceSection
{
    /// <summary>The sentence that answers what was measured.</summary>
    public static string Answer(SloEvidence evidence) =>
        evidence.Availability is { } availability
            ? $"{evidence.Service ?? "The service"} had an availability of {NumberText.Measured(NumberText.Exact(availability))}"
                + (evidence.Days.Count > 0 ? $" over {CountText.Of(evidence.Days.Count, "day")}." : ".")
            : $"The availability of {evidence.Service ?? "the service"} is not known.";

    /// <summary>Writes the facts and pictures of evidence.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="evidence">The evidence.</param>
    /// <param name="target">The target that it is compared with; null for none.</param>
    /// <param name="plan">The plan of the service; null where it is not known.</param>
    public static void Write(HtmlWriter html, SloEvidence evidence, decimal? target, SloPlan? plan)
    {
        WriteFacts(html, evidence);
        if (evidence.Warnings.Count > 0)
        {
            html.Element("h3", "Doubts").Begin("ul");
            foreach (var warning in evidence.Warnings)
                html.Element("li", warning);
            html.End();
        }

        AvailabilityPicture.Write(html, evidence, Steps(evidence, target, plan));
        if (target is { } known)
        {
            BudgetPicture.Write(html, evidence.Days, known, plan?.GetProfile().ErrorBudgetPolicy ?? []);
            WorstWindowPicture.Write(html, evidence.Days, known);
        }

        WriteExclusions(html, evidence);
    }

    private static void WriteFacts(HtmlWriter html, SloEvidence evidence)
    {
        html.Begin("dl", "class", "facts");
        if (evidence is { From: { } from, To: { } to })
            PlanSection.Fact(html, "Measured", $"{UtcTime.DateText(from)} to {UtcTime.DateText(to)}");
        PlanSection.Fact(html, "Availability", evidence.Availability is { } a ? NumberText.Measured(NumberText.Exact(a)) : "not known");
        PlanSection.Fact(html, "Events", evidence.TotalEvents is { } total ? Grouped(total) : null);
        PlanSection.Fact(html, "Bad events", evidence is { TotalEvents: { } all, GoodEvents: { } good } ? Grouped(all - good) : null);
        PlanSection.Fact(html, "p95 latency", evidence.LatencyP95 is { } p95 ? NumberText.Brief(p95) + " ms" : null);
        PlanSection.Fact(html, "p99 latency", evidence.LatencyP99 is { } p99 ? NumberText.Brief(p99) + " ms" : null);
        PlanSection.Fact(html, "Coverage", evidence.Coverage is { } c ? NumberText.Measured(NumberText.Exact(c)) : null);
        PlanSection.Fact(html, "Incidents in 30 days", evidence.IncidentsLast30d is { } i ? NumberText.Plain(i) : null);
        html.End();
    }

    // Groups of three digits, as people read large numbers.
    private static string Grouped(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static TargetStep[] Steps(SloEvidence evidence, decimal? target, SloPlan? plan)
    {
        if (plan is not null)
            return plan
                .Phases.Select(p => new TargetStep(p.StartDate, p.EndDate ?? DateTime.MaxValue, p.Targets.Availability, p.Name))
                .ToArray();
        return target is { } known && evidence.Days.Count > 0
            ? [new TargetStep(evidence.Days[0].Date, evidence.Days[evidence.Days.Count - 1].Date.AddDays(1), known, "")]
            : [];
    }

    private static void WriteExclusions(HtmlWriter html, SloEvidence evidence)
    {
        if (evidence.Exclusions.Count == 0)
            return;
        html.Element("h3", "Excluded time");
        new PictureTable(
            ["From", "To", "Reason", "Events:"],
            evidence.Exclusions.Select(e =>
                (IReadOnlyList<string>)[UtcTime.Text(e.From), UtcTime.Text(e.To), e.Reason, Grouped(e.TotalEvents)]
            )
        ).WriteTable(html, "Excluded time");
    }
}

/// <summary>A verdict in a page: every check with its numbers, then the evidence that was judged.</summary>
internal static class ReadinessSection
{
    /// <summary>The sentence that answers whether the service may go on.</summary>
    public static string Answer(ReadinessResult result)
    {
        var subject = result.Service ?? "The service";
        var way = result.NextPhase is { } next ? $" for {next}" : $" to stay in {result.Phase}";
        if (result.Ready)
            return result.NextPhase is null ? $"{subject} keeps what {result.Phase} asks for." : $"{subject} is ready{way}.";
        var failed = result.Checks.Count(c => c.Blocks);
        var open = result.EarliestDate is { } date ? $" {UtcTime.DateText(date)} at the earliest." : "";
        return result.Outcome == Verdict.NotReady
            ? $"{subject} is not ready{way}: {CountText.Of(failed, "check")} not passed.{open}"
            : $"Too little is known to say whether {subject} is ready{way}.{open}";
    }

    /// <summary>The target of the availability check; null where there is none.</summary>
    public static decimal? Target(ReadinessResult result) =>
        result.Checks.FirstOrDefault(c => c is { Name: "Availability", Unit: "ratio" })?.Target is { } target && target is > 0 and < 1
            ? NumberText.Exact(target)
            : null;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, ReadinessResult result, SloPlan? plan)
    {
        html.Begin("section").Element("h2", "Readiness: " + Reporting.ReadinessText.Subject(result)).Begin("p");
        StateText.Write(html, result.Outcome);
        html.End();
        List(html, "What is missing", result.Issues);
        WriteChecks(html, result);
        if (result.Evidence is { } evidence)
        {
            html.Element("h3", "What was measured");
            EvidenceSection.Write(html, evidence, Target(result), plan);
        }

        List(html, "Advice", result.Advice);
        html.Element("h3", "How it was judged").Element("p", $"{Basis(result.Basis)} Evaluated {UtcTime.Text(result.EvaluatedAt)}.");
        if (result.EvidenceDigest is { } digest)
            html.Begin("p", "class", "note").Text("Digest of the evidence: ").Element("code", digest).End();
        html.End();
    }

    private static string Basis(string basis) =>
        basis switch
        {
            nameof(Readiness.Basis.Counts) => "By the plan's gate, on counts of days.",
            nameof(Readiness.Basis.Ratio) => "By the plan's gate, on a ratio over the whole record without counts.",
            _ => "An estimate of bare numbers, which moves no plan.",
        };

    private static void WriteChecks(HtmlWriter html, ReadinessResult result)
    {
        html.Element("h3", "Checks")
            .Begin("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Checks")
            .Begin("table")
            .Begin("thead")
            .Begin("tr");
        foreach (var (name, style) in new[] { ("Check", null), ("Status", null), ("Measured", "n"), ("Target", "n"), ("Message", null) })
            html.Element("th", name, "scope", "col", "class", style);
        html.End().End().Begin("tbody");
        foreach (var check in result.Checks)
        {
            var (actual, target) = Reporting.ReadinessText.Values(check);
            html.Begin("tr").Element("th", StateText.Words(check.Name), "scope", "row").Begin("td");
            StateText.Write(html, check);
            html.End()
                .Element("td", actual, "class", "n")
                .Element("td", target, "class", "n")
                .Element("td", check.Message, "class", "message")
                .End();
        }

        html.End().End().End();
    }

    private static void List(HtmlWriter html, string heading, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
            return;
        html.Element("h3", heading).Begin("ul");
        foreach (var item in items)
            html.Element("li", item);
        html.End();
    }
}
