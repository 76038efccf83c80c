using ProgressiveSlo.Formats.Html;
using ProgressiveSlo.Formats.Pictures;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Pages;

/// <summary>A plan in a page: timeline, the phases with what is to do, the error budget policy and the history.</summary>
internal static class PlanSection
{
    /// <summary>The sentence that answers where the plan is.</summary>
    public static string Answer(SloPlan plan)
    {
        var current = plan.Find(plan.CurrentPhase)!;
        var target = NumberText.PercentShort(current.Targets.Availability);
        return plan.NextPhase(current) is { } next
            ? $"{plan.Service} is in {current.Name} with a target of {target}; "
                + $"{next.Name} is planned from {UtcTime.DateText(next.StartDate)}."
            : $"{plan.Service} is in {current.Name}, its last phase, with a target of {target}.";
    }

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, SloPlan plan, DateTime today)
    {
        html.Begin("section").Element("h2", $"Plan of {ServiceName.InNamespace(plan.Service, plan.Namespace)}");
        html.Begin("dl", "class", "facts");
        Fact(html, "Current phase", plan.CurrentPhase);
        Fact(html, "Namespace", plan.Namespace);
        Fact(html, "Tier", plan.Tier);
        Fact(html, "Owner", plan.Owner);
        Fact(html, "Profile", plan.Profile);
        Fact(html, "Start", UtcTime.DateText(plan.StartDate));
        html.End();
        TimelinePicture.Write(html, plan, today);
        foreach (var phase in plan.Phases)
            WritePhase(html, phase, phase.Name == plan.CurrentPhase);
        WritePolicy(html, plan);
        WriteHistory(html, plan);
        html.End();
    }

    /// <summary>Writes a fact of a list of facts; nothing where it is not known.</summary>
    public static void Fact(HtmlWriter html, string name, string? value)
    {
        if (value is not null)
            html.Begin("div").Element("dt", name).Element("dd", value).End();
    }

    private static void WritePhase(HtmlWriter html, PlannedPhase phase, bool isCurrent)
    {
        html.Element("h3", $"{NumberText.Plain(phase.Order)}. {phase.Name}{(isCurrent ? " (current)" : "")}");
        if (phase.Description.Length > 0)
            html.Element("p", phase.Description);
        html.Begin("dl", "class", "facts");
        Fact(html, "From", UtcTime.DateText(phase.StartDate));
        Fact(html, "To", phase.EndDate is { } end ? UtcTime.DateText(end) : "ongoing");
        Fact(html, "Availability", NumberText.PercentAtLeast2(phase.Targets.Availability));
        Fact(html, "p95 latency", NumberText.Plain(phase.Targets.LatencyP95Milliseconds) + " ms");
        Fact(html, "p99 latency", NumberText.Plain(phase.Targets.LatencyP99Milliseconds) + " ms");
        html.End();
        html.Begin("details", "open", isCurrent ? "open" : null).Element("summary", "Objectives, success criteria and alerts");
        List(html, "Objectives", phase.Objectives);
        List(html, "Success criteria", phase.SuccessCriteria.Select(Criterion));
        List(html, "Alerts: long window / short window × burn rate", phase.Alerting.Select(a => a.ToString()));
        html.End();
    }

    private static void List(HtmlWriter html, string heading, IEnumerable<string> items)
    {
        var texts = items.ToArray();
        if (texts.Length == 0)
            return;
        html.Element("p", heading, "class", "note").Begin("ul");
        foreach (var text in texts)
            html.Element("li", text);
        html.End();
    }

    private static string Criterion(Phases.SuccessCriterion criterion) =>
        criterion.Completed
            ? $"✓ {criterion.Text} ({criterion.Note}; {criterion.By}, {(criterion.At is { } at ? UtcTime.DateText(at) : "")})"
            : $"☐ {criterion.Text}";

    private static void WritePolicy(HtmlWriter html, SloPlan plan)
    {
        var policy = plan.GetProfile().ErrorBudgetPolicy;
        if (policy.Count == 0)
            return;
        html.Element("h3", "Error budget policy");
        new PictureTable(
            ["Consumed:", "Consequence", "Forbids"],
            policy.Select(s =>
                (IReadOnlyList<string>)
                    [NumberText.PercentShort(s.Consumed), s.Consequence, s.Forbids.Count == 0 ? "–" : string.Join(", ", s.Forbids)]
            )
        ).WriteTable(html, "Error budget policy");
    }

    private static void WriteHistory(HtmlWriter html, SloPlan plan)
    {
        if (plan.History.Count == 0)
            return;
        html.Element("h3", "History");
        new PictureTable(
            ["When", "From", "To", "By", "Verdict", "Reason", "Digest of the evidence"],
            plan.History.Select(h =>
                (IReadOnlyList<string>)[UtcTime.Text(h.At), h.From, h.To, h.By, h.Verdict ?? "–", h.Reason ?? "–", h.EvidenceDigest ?? "–"]
            )
        ).WriteTable(html, "History");
    }
}
