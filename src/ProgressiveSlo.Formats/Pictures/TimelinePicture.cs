using ProgressiveSlo.Formats.Html;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Pictures;

/// <summary>
/// The phases of plans over time: a row for each phase of one plan, or for each of several plans; the day, and moves that happened.
/// </summary>
internal static class TimelinePicture
{
    private const double RowHeight = 30;
    private const double NameWidth = 168;

    // More rows than a person compares at a glance; the table has all.
    private const int MostRows = 40;

    /// <summary>Draws one plan, a row for each phase.</summary>
    public static void Write(HtmlWriter html, SloPlan plan, DateTime today)
    {
        var current = plan.Find(plan.CurrentPhase)!;
        var rows = plan.Phases.Select(p => (p.Name, Phases: (IReadOnlyList<PlannedPhase>)[p])).ToArray();
        Draw(
            html,
            "Timeline of the phases",
            $"{plan.CurrentPhase} is the current phase, planned from {UtcTime.DateText(current.StartDate)} "
                + (current.EndDate is { } end ? $"to {UtcTime.DateText(end)}." : "without an end."),
            rows,
            [plan],
            today
        );
    }

    /// <summary>Draws several plans, a row for each, by the end of the current phase.</summary>
    public static void Write(HtmlWriter html, IReadOnlyList<SloPlan> plans, DateTime today)
    {
        var sorted = plans
            .OrderBy(p => p.Find(p.CurrentPhase)?.EndDate ?? DateTime.MaxValue)
            .ThenBy(p => p.Service, StringComparer.Ordinal)
            .Take(MostRows)
            .ToArray();
        var rows = sorted.Select(p => (p.Service, p.Phases)).ToArray();
        Draw(
            html,
            "Timeline of the plans",
            plans.Count > MostRows
                ? $"The {MostRows} of {plans.Count} plans whose current phase ends first. The current phase is highlighted."
                : "Sorted by the end of the current phase, which is highlighted.",
            rows,
            sorted,
            today
        );
    }

    private static void Draw(
        HtmlWriter html,
        string title,
        string description,
        IReadOnlyList<(string Name, IReadOnlyList<PlannedPhase> Phases)> rows,
        SloPlan[] plans,
        DateTime today
    )
    {
        var bottom = 24 + rows.Count * RowHeight;
        var current = new HashSet<PlannedPhase>(plans.Select(p => p.Find(p.CurrentPhase)!));
        Picture.Write(
            html,
            title,
            description,
            bottom + 28,
            picture =>
            {
                var axis = Axis(plans, today);
                picture.Days(axis, bottom);
                for (var i = 0; i < rows.Count; i++)
                    DrawRow(picture, axis, rows[i], 24 + i * RowHeight, current, plans.Length == 1, axis.X(today));
                if (today >= axis.From && today <= axis.To)
                {
                    var x = axis.X(today);
                    picture.Line(x, 20, x, bottom, "today");
                    picture.Text(x, 14, "today, " + TimeAxis.DayText(today), x > 660 ? "end" : "middle");
                }

                foreach (var move in plans.Length == 1 ? plans[0].History : [])
                    picture.Path($"M{Coordinate.Of(axis.X(move.At))} {Coordinate.Of(bottom)}l-5 -9h10Z", "move");
            },
            new PictureTable(["Service", "Phase", "Start", "End", "Days:", "Availability:"], plans.SelectMany(p => p.Phases).Select(Row))
        );
    }

    private static IReadOnlyList<string> Row(PlannedPhase phase) =>
        [
            phase.Service,
            phase.Name,
            UtcTime.DateText(phase.StartDate),
            phase.EndDate is { } end ? UtcTime.DateText(end) : "ongoing",
            phase.DurationDays is { } days ? NumberText.Plain(days) : "–",
            NumberText.PercentAtLeast2(phase.Targets.Availability),
        ];

    private static TimeAxis Axis(SloPlan[] plans, DateTime today)
    {
        var from = plans.Min(p => p.StartDate);
        var last = plans.Max(p => p.Phases[p.Phases.Count - 1].StartDate);
        if (today > last)
            last = today;

        // An ongoing phase has no end: it gets an eighth of the picture.
        var days = Math.Max(30, (last - from).TotalDays / 7);
        return new TimeAxis(from, last.AddDays(days), NameWidth, Picture.Width - 12);
    }

    private static void DrawRow(
        Picture picture,
        TimeAxis axis,
        (string Name, IReadOnlyList<PlannedPhase> Phases) row,
        double y,
        HashSet<PlannedPhase> current,
        bool isOnePlan,
        double today
    )
    {
        picture.Text(NameWidth - 10, y + 18, Short(row.Name, 22), "end");
        foreach (var phase in row.Phases)
        {
            var left = axis.X(phase.StartDate);
            var right = axis.X(phase.EndDate ?? axis.To);
            picture.Box(left, y + 4, right - left - 1, RowHeight - 10, current.Contains(phase) ? "phase current" : "phase");
            var target = NumberText.PercentShort(phase.Targets.Availability);
            var days = isOnePlan && right - left > 130 && phase.DurationDays is { } known ? $", {known} days" : "";
            var label = target + days;

            // The line of today would strike a label through: where it would, the label stands behind the line, or is left to the table.
            var width = Picture.WidthOf(label);
            var x = today > left && today < left + 6 + width ? today + 6 : left + 6;
            if (right - left > 62 && x + width < right)
                picture.Text(x, y + 18, label, style: current.Contains(phase) ? "on" : null);
        }
    }

    private static string Short(string text, int length) => text.Length <= length ? text : text.Substring(0, length - 1) + "…";
}
