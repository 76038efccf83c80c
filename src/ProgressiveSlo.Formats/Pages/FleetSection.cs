using System.Text;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Html;
using ProgressiveSlo.Formats.Pictures;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Pages;

/// <summary>A fleet in a page: a row for each service, which a reader can sort and filter. 2,000 rows are three megabytes.</summary>
internal static class FleetSection
{
    private const int ShownDays = 30;

    /// <summary>Makes the rows of plans and verdicts, joined by namespace and service, in the order of the input.</summary>
    public static IReadOnlyList<FleetRow> Rows(IReadOnlyList<SloPlan> plans, IReadOnlyList<ReadinessResult> results)
    {
        var verdicts = new Dictionary<(string?, string?), ReadinessResult>();
        foreach (var result in results)
            verdicts[(result.Namespace, result.Service)] = result;
        var rows = new List<FleetRow>();
        var planned = new HashSet<(string?, string?)>();
        foreach (var plan in plans)
        {
            planned.Add((plan.Namespace, plan.Service));
            rows.Add(Row(plan, verdicts.TryGetValue((plan.Namespace, plan.Service), out var result) ? result : null));
        }

        foreach (var result in results.Where(r => !planned.Contains((r.Namespace, r.Service))))
            rows.Add(Row(null, result));
        return rows;
    }

    /// <summary>The sentence that answers how the fleet does.</summary>
    public static string Answer(IReadOnlyList<FleetRow> rows)
    {
        if (rows.All(r => r.Outcome is null))
            return $"{CountText.Of(rows.Count, "service")} with a plan; none was judged.";
        var parts = new[] { (Verdict?)Verdict.Ready, Verdict.NotReady, Verdict.InsufficientEvidence, null }
            .Select(v => (Text: StateText.Of(v).ToLowerInvariant(), Count: rows.Count(r => r.Outcome == v)))
            .Where(p => p.Count > 0)
            .Select(p => $"{p.Count} {(p.Text == "insufficient evidence" ? "with insufficient evidence" : p.Text)}");
        return $"Of {CountText.Of(rows.Count, "service")}, {string.Join(", ", parts)}.";
    }

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, IReadOnlyList<FleetRow> rows)
    {
        WriteTools(html, rows);
        html.Begin("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Services")
            .Begin("table", "id", "fleet")
            .Begin("thead")
            .Begin("tr");
        foreach (
            var (name, style) in new[]
            {
                ("Service", null),
                ("Phase", null),
                ("Target", "n"),
                ("Availability", "n"),
                ("Budget left", "n"),
                ("Last 30 days", null),
                ("Verdict", null),
                ("Not passed", null),
                ("Gate planned", null),
            }
        )
            html.Element("th", name, "scope", "col", "class", style);
        html.End().End().Begin("tbody");
        foreach (var row in rows)
            WriteRow(html, row);
        html.End().End().End();
        html.Element("h2", "How it is counted")
            .Element(
                "p",
                "Target and availability are those of the record of the phase. The budget is that of all events of the record. A bar of "
                    + "the last days is the share of its own budget that a day used; the tall bars are days that used more than all of it, "
                    + "and a dot is a day without traffic. The gate is planned for "
                    + "the end of the phase; the page of a single service has the first day on which it could open."
            );
    }

    private static FleetRow Row(SloPlan? plan, ReadinessResult? result)
    {
        var phase = plan?.Find(plan.CurrentPhase);
        var target = phase?.Targets.Availability ?? (result is null ? null : ReadinessSection.Target(result));
        var evidence = result?.Evidence;
        var ratio = Availability(evidence);
        return new FleetRow(
            plan?.Service ?? result?.Service ?? "(no service)",
            plan?.Namespace ?? result?.Namespace,
            phase?.Name ?? result!.Phase
        )
        {
            Owner = plan?.Owner,
            Target = target,
            Availability = ratio,
            BudgetLeft = ratio is { } r && target is { } t ? Math.Round(1m - (1m - r) / (1m - t), 4) : null,
            Outcome = result?.Outcome,
            Reason = result is null ? "" : string.Join(", ", result.Checks.Where(c => c.Blocks).Select(c => StateText.Words(c.Name))),
            // The first day on which the gate could open takes some 3 ms for each service, which is too slow for a fleet.
            NextDate = phase?.EndDate,
            Days = evidence is null || target is null ? [] : Used(evidence.Days, (double)(1m - target.Value)),
        };
    }

    private static decimal? Availability(SloEvidence? evidence) =>
        evidence is { TotalEvents: { } total, GoodEvents: { } good } && total > 0 ? 1m - (decimal)(total - good) / total
        : evidence?.Availability is { } ratio ? NumberText.Exact(ratio)
        : null;

    private static double?[] Used(IReadOnlyList<SloDay> days, double budget) =>
        days.Skip(Math.Max(0, days.Count - ShownDays))
            .Select(d => d.TotalEvents == 0 ? (double?)null : (double)d.BadEvents / d.TotalEvents / budget)
            .ToArray();

    // Hidden until the script shows them: without it they would do nothing.
    private static void WriteTools(HtmlWriter html, IReadOnlyList<FleetRow> rows)
    {
        html.Begin("div", "class", "tools", "hidden", "hidden")
            .Begin("div")
            .Element("label", "Words in the row", "for", "words")
            .Empty("input", "id", "words", "type", "search", "autocomplete", "off")
            .End()
            .Begin("div")
            .Element("label", "Verdict", "for", "verdict")
            .Begin("select", "id", "verdict")
            .Element("option", "all", "value", "");
        foreach (var verdict in rows.Select(r => StateText.Of(r.Outcome)).Distinct().OrderBy(v => v, StringComparer.Ordinal))
            html.Element("option", verdict, "value", verdict);
        html.End().End().Element("div", "", "id", "count", "role", "status", "class", "note").End();
    }

    private static void WriteRow(HtmlWriter html, FleetRow row)
    {
        html.Begin("tr", "data-verdict", StateText.Of(row.Outcome)).Begin("th", "scope", "row").Text(row.Service);
        if (row.Namespace is { } space && space != SloPlanner.DefaultNamespace)
            html.Text(" (" + space + ")");
        html.End().Element("td", row.Phase);
        Number(html, row.Target, row.Target is { } target ? NumberText.PercentShort(target) : "–");
        Number(html, row.Availability, row.Availability is { } a ? NumberText.Measured(a, row.Target is { } t ? [t] : null) : "–");
        html.Begin("td", "class", "n", "data-v", Value(row.BudgetLeft));
        if (row.BudgetLeft is { } left)
        {
            html.Text(NumberText.Percent(left, 0) + " ");
            WriteBar(html, left);
        }
        else
        {
            html.Text("–");
        }

        html.End().Begin("td", "data-v", Value(row.Days.Count == 0 ? null : Math.Round((decimal)Math.Min(1e9, row.Days.Max() ?? 0), 3)));
        WriteDays(html, row.Days);
        html.End().Begin("td");
        StateText.Write(html, row.Outcome);
        html.End()
            .Element("td", row.Reason.Length == 0 ? "–" : row.Reason, "class", "reason")
            .Element("td", row.NextDate is { } date ? UtcTime.DateText(date) : "–", "class", "date", "data-v", Value(row.NextDate))
            .End();
    }

    private static void Number(HtmlWriter html, decimal? value, string text) =>
        html.Element("td", text, "class", "n", "data-v", Value(value));

    private static string Value(decimal? value) => value is { } known ? NumberText.Plain(known) : "";

    private static string Value(DateTime? day) => day is { } known ? NumberText.Plain((known - UtcTime.Earliest).Days) : "";

    private static void WriteBar(HtmlWriter html, decimal left)
    {
        const int Width = 80;
        var filled = (double)Math.Min(1m, Math.Abs(left)) * Width;
        html.Begin("svg", "viewBox", "0 0 80 10", "width", "80", "height", "10", "aria-hidden", "true")
            .Empty("rect", "class", "bar", "width", "80", "height", "10");
        if (filled >= 0.05)
            html.Empty(
                "rect",
                "class",
                left < 0 ? "bar missed"
                    : left < 0.25m ? "bar risk"
                    : "bar met",
                // What is overdrawn grows from the right: its length says by how much, and its side that there is nothing left.
                "x",
                left < 0 ? Coordinate.Of(Width - filled) : null,
                "width",
                Coordinate.Of(filled),
                "height",
                "10"
            );
        html.End();
    }

    // One path for all days: a fleet has tens of thousands of them. A day that used more than its budget is taller than any other, so that
    // its color is not all that tells it.
    private static void WriteDays(HtmlWriter html, IReadOnlyList<double?> days)
    {
        if (days.Count == 0)
        {
            html.Text("–");
            return;
        }

        var (within, over, idle) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        for (var i = 0; i < days.Count; i++)
        {
            if (days[i] is { } used)
                (used > 1 ? over : within)
                    .Append('M')
                    .Append(i * 4)
                    .Append(" 18h3v-")
                    .Append(used > 1 ? "18" : Coordinate.Of(Math.Max(1, used * 13)))
                    .Append("h-3z");
            else
                idle.Append('M').Append(i * 4).Append(" 18h1v-1h-1z");
        }

        var missed = days.Count(d => d > 1);
        html.Begin("svg", "viewBox", "0 0 120 20", "width", "120", "height", "20", "role", "img")
            .Element("title", $"{CountText.Of(missed, "day")} of {days.Count} above the budget of a day");
        foreach (var (path, style) in new[] { (within, "bar met"), (over, "bar missed"), (idle, "bar") })
        {
            if (path.Length > 0)
                html.Empty("path", "class", style, "d", path.ToString());
        }

        html.End();
    }
}
