using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Html;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Pictures;

/// <summary>A target from a day on, as a step of a line.</summary>
/// <param name="From">Its first day, UTC.</param>
/// <param name="To">The day after its last, UTC.</param>
/// <param name="Target">Target, a ratio between 0 and 1.</param>
/// <param name="Name">What the target is of, such as a phase.</param>
internal sealed record TargetStep(DateTime From, DateTime To, decimal Target, string Name);

/// <summary>The availability of each day on a scale of error budgets, against the targets.</summary>
internal static class AvailabilityPicture
{
    private const double Bottom = 232;
    private const double Top = 16;

    /// <summary>Draws it; nothing where no day has traffic.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="evidence">The evidence, with days.</param>
    /// <param name="steps">The targets, in order; may be empty.</param>
    public static void Write(HtmlWriter html, SloEvidence evidence, IReadOnlyList<TargetStep> steps)
    {
        var days = evidence.Days;
        if (days.Count == 0)
            return;
        var time = new TimeAxis(days[0].Date, days[days.Count - 1].Date.AddDays(1), Picture.Left, Picture.Right);
        var shown = steps.Where(s => s.From < time.To && s.To > time.From).ToArray();
        var busy = days.Where(d => d.TotalEvents > 0).ToArray();
        var values = ValueAxis.OfErrorRatios([.. busy.Select(Error), .. shown.Select(s => (double)(1m - s.Target))], Bottom, Top);
        Picture.Write(
            html,
            "Availability by day",
            Describe(days, busy, shown),
            Bottom + 30,
            picture =>
            {
                picture.Axes(time, values);
                DrawExclusions(picture, time, evidence.Exclusions);
                DrawSteps(picture, time, values, shown);
                var size = Math.Max(1.4, Math.Min(4, (time.Right - time.Left) / days.Count / 3));
                foreach (var day in busy)
                    picture.Mark(time.X(day.Date.AddHours(12)), values.Y(Error(day)), size, IsMet(day, shown));
            },
            new PictureTable(
                ["Day", "Good events:", "All events:", "Availability:", "Coverage:"],
                days.Select(d =>
                    (IReadOnlyList<string>)
                        [
                            UtcTime.DateText(d.Date),
                            NumberText.Plain(d.GoodEvents),
                            NumberText.Plain(d.TotalEvents),
                            d.TotalEvents == 0 ? "no traffic" : NumberText.Measured((decimal)d.GoodEvents / d.TotalEvents),
                            NumberText.PercentShort(Math.Round((decimal)d.Coverage, 3)),
                        ]
                )
            )
        );
    }

    private static double Error(SloDay day) => (double)day.BadEvents / day.TotalEvents;

    private static TargetStep? At(SloDay day, TargetStep[] steps) => steps.LastOrDefault(s => s.From <= day.Date && day.Date < s.To);

    private static bool IsMet(SloDay day, TargetStep[] steps) =>
        At(day, steps) is not { } step || day.BadEvents <= (1m - step.Target) * day.TotalEvents;

    private static string Describe(IReadOnlyList<SloDay> days, SloDay[] busy, TargetStep[] steps)
    {
        var met = busy.Count(d => IsMet(d, steps));
        var idle = days.Count - busy.Length;
        return (
                steps.Length == 0
                    ? "A dot is a day"
                    : $"{met} of {CountText.Of(busy.Length, "day")} with traffic met the target; "
                        + "a dot met the target of its day, a diamond missed it"
            )
            + ". The scale is that of error budgets, the logarithm of the share of errors"
            + (idle == 0 ? "." : $"; {idle} {(idle == 1 ? "day has" : "days have")} no traffic or no data, and no mark.");
    }

    private static void DrawExclusions(Picture picture, TimeAxis time, IReadOnlyList<EvidenceExclusion> exclusions)
    {
        foreach (var e in exclusions.Where(e => e.From < time.To && e.To > time.From))
            picture.Box(time.X(e.From), Top, time.X(e.To) - time.X(e.From), Bottom - Top, "excluded");
    }

    private static void DrawSteps(Picture picture, TimeAxis time, ValueAxis values, TargetStep[] steps)
    {
        if (steps.Length == 0)
            return;
        picture.Path(Coordinate.Path(steps.SelectMany(s => new[] { (time.X(s.From), Y(s)), (time.X(s.To), Y(s)) })), "target");
        var last = steps[steps.Length - 1];
        picture.Text(time.Right + 6, Y(last) + 4, NumberText.PercentShort(last.Target) + " target");
        double Y(TargetStep step) => values.Y((double)(1m - step.Target));
    }
}
