using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Html;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Pictures;

/// <summary>How the error budget of a record was used up, day by day. The budget is that of all events of the record.</summary>
internal static class BudgetPicture
{
    private const double Bottom = 196;
    private const double Top = 16;

    /// <summary>Draws it; nothing where no day has traffic.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="days">Days, in order.</param>
    /// <param name="target">Target, a ratio between 0 and 1.</param>
    /// <param name="policy">The steps of the error budget policy; may be empty.</param>
    public static void Write(HtmlWriter html, IReadOnlyList<SloDay> days, decimal target, IReadOnlyList<ErrorBudgetPolicyStep> policy)
    {
        var left = Left(days, target);
        if (left.Count == 0)
            return;
        var time = new TimeAxis(days[0].Date, days[days.Count - 1].Date.AddDays(1), Picture.Left, Picture.Right);
        var values = ValueAxis.OfShares((double)left[left.Count - 1].Left, Bottom, Top);
        var end = left[left.Count - 1].Left;
        Picture.Write(
            html,
            "Error budget left",
            end < 0
                ? $"After {CountText.Of(days.Count, "day")}, {NumberText.Percent(1m - end, 1)} of the budget of the "
                    + $"{NumberText.PercentShort(target)} target is used."
                : $"{NumberText.Percent(end, 1)} of the budget of the {NumberText.PercentShort(target)} target is left after "
                    + $"{CountText.Of(days.Count, "day")}.",
            Bottom + 30,
            picture =>
            {
                picture.Axes(time, values);
                DrawArea(picture, time, values, left);
                foreach (var step in policy.Where(s => 1m - s.Consumed is > 0m and < 1m || s.Consumed == 1m))
                {
                    var y = values.Y((double)(1m - step.Consumed));
                    picture.Line(time.Left, y, time.Right, y, "policy");
                }

                var last = values.Y((double)end);
                picture.Text(
                    time.Right + 6,
                    last + 4,
                    end < 0 ? NumberText.Percent(1m - end, 1) + " used" : NumberText.Percent(end, 1) + " left"
                );
            },
            new PictureTable(
                ["Day", "Bad events:", "Budget left at its end:"],
                left.Select(l => (IReadOnlyList<string>)[UtcTime.DateText(l.Date), NumberText.Plain(l.Bad), NumberText.Percent(l.Left, 1)])
            )
        );
    }

    private static List<(DateTime Date, long Bad, decimal Left)> Left(IReadOnlyList<SloDay> days, decimal target)
    {
        var allowed = (1m - target) * days.Sum(d => (decimal)d.TotalEvents);
        var left = new List<(DateTime, long, decimal)>();
        var bad = 0m;
        foreach (var day in allowed > 0 ? days : [])
            left.Add((day.Date, day.BadEvents, 1m - (bad += day.BadEvents) / allowed));
        return left;
    }

    private static void DrawArea(Picture picture, TimeAxis time, ValueAxis values, List<(DateTime Date, long Bad, decimal Left)> left)
    {
        var zero = values.Y(0);
        var line = new List<(double X, double Y)> { (time.Left, values.Y(1)) };
        foreach (var day in left)
        {
            // The budget goes with the day, which ends a day later.
            line.Add((time.X(day.Date.AddDays(1)), values.Y((double)day.Left)));
        }

        picture.Path(
            Coordinate.Path([(time.Left, zero), .. line.Select(p => (p.X, Math.Min(p.Y, zero))), (time.Right, zero)]) + "Z",
            "left"
        );
        if (line[line.Count - 1].Y > zero)
            picture.Path(
                Coordinate.Path([(time.Left, zero), .. line.Select(p => (p.X, Math.Max(p.Y, zero))), (time.Right, zero)]) + "Z",
                "overdrawn"
            );
        picture.Path(Coordinate.Path(line), "line");
        picture.Line(time.Left, zero, time.Right, zero, "axis");
    }
}
