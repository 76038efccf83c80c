using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Html;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Pictures;

/// <summary>
/// For each length of a window the worst availability that any window of that length in the record had: what the worst day was like, and
/// the worst month. Source: Hauer, Hoffmann, Lunney, Ardelean, Diwan: Meaningful Availability, NSDI 2020.
/// </summary>
internal static class WorstWindowPicture
{
    private const double Bottom = 176;
    private const double Top = 16;

    private static readonly int[] _labels = [1, 3, 7, 14, 30, 90, 365];

    /// <summary>Draws it; nothing below two days with traffic.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="days">Days, in order.</param>
    /// <param name="target">Target, a ratio between 0 and 1.</param>
    public static void Write(HtmlWriter html, IReadOnlyList<SloDay> days, decimal target)
    {
        if (days.Count(d => d.TotalEvents > 0) < 2)
            return;
        var worst = Worst(days);
        var budget = (double)(1m - target);
        var values = ValueAxis.OfErrorRatios([.. worst.Select(w => w.Error), budget], Bottom, Top);
        var most = Math.Log(worst[worst.Count - 1].Days);
        double X(int length) => Picture.Left + 12 + Math.Log(length) / most * (Picture.Right - Picture.Left - 24);
        var within = worst.FirstOrDefault(w => worst.Where(o => o.Days >= w.Days).All(o => o.Error <= budget)).Days;
        Picture.Write(
            html,
            "Worst window of each length",
            within == 0 ? $"No length of a window kept the {NumberText.PercentShort(target)} target throughout."
                : within == 1 ? $"Every window of every length kept the {NumberText.PercentShort(target)} target."
                : $"Windows of {within} days and longer always kept the {NumberText.PercentShort(target)} target; shorter ones did not.",
            Bottom + 30,
            picture =>
            {
                foreach (var (value, text) in values.Ticks)
                {
                    picture.Line(Picture.Left, values.Y(value), Picture.Right, values.Y(value), "grid");
                    picture.Text(Picture.Left - 8, values.Y(value) + 4, text, "end");
                }

                picture.Line(Picture.Left, Bottom, Picture.Right, Bottom, "axis");
                foreach (var length in _labels.Where(l => l <= worst[worst.Count - 1].Days))
                    picture.Text(X(length), Bottom + 19, length == 1 ? "1 day" : $"{length} days", "middle");
                picture.Line(Picture.Left, values.Y(budget), Picture.Right, values.Y(budget), "target");
                picture.Text(Picture.Right + 6, values.Y(budget) + 4, NumberText.PercentShort(target) + " target");
                picture.Path(Coordinate.Path(worst.Select(w => (X(w.Days), values.Y(w.Error)))), "line");
            },
            new PictureTable(
                ["Days:", "Worst availability:"],
                worst.Select(w =>
                    (IReadOnlyList<string>)[NumberText.Plain(w.Days), NumberText.Measured(1m - NumberText.Exact(w.Error), [target])]
                )
            )
        );
    }

    private static List<(int Days, double Error)> Worst(IReadOnlyList<SloDay> days)
    {
        // Calendar days: one that is missing is a day without events, and no shorter way from the day before it to the one after it.
        var first = days[0].Date;
        var count = (days[days.Count - 1].Date - first).Days + 1;
        var bad = new double[count + 1];
        var total = new double[count + 1];
        foreach (var day in days)
        {
            bad[(day.Date - first).Days + 1] = day.BadEvents;
            total[(day.Date - first).Days + 1] = day.TotalEvents;
        }

        for (var i = 1; i <= count; i++)
        {
            bad[i] += bad[i - 1];
            total[i] += total[i - 1];
        }

        var worst = new List<(int, double)>();
        for (var length = 1; length <= count; length = Next(length, count))
        {
            var most = 0.0;
            for (var end = length; end <= count; end++)
            {
                var events = total[end] - total[end - length];
                if (events > 0)
                    most = Math.Max(most, (bad[end] - bad[end - length]) / events);
            }

            worst.Add((length, most));
        }

        return worst;
    }

    // Every length at first, then about a tenth more; the whole record is always one of them.
    private static int Next(int length, int count) => length == count ? count + 1 : Math.Min(count, Math.Max(length + 1, length * 11 / 10));
}
