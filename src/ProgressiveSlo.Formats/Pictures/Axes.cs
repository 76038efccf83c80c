using System.Text;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Pictures;

/// <summary>Days across a picture, from left to right.</summary>
/// <param name="From">The day at the left edge.</param>
/// <param name="To">The end of the day at the right edge; after <paramref name="From"/>.</param>
/// <param name="Left">Where the left edge is.</param>
/// <param name="Right">Where the right edge is.</param>
internal sealed record TimeAxis(DateTime From, DateTime To, double Left, double Right)
{
    private static readonly int[] _steps = [1, 2, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650, 18250];

    /// <summary>Where a point in time is; what is outside stands at the edge.</summary>
    public double X(DateTime time)
    {
        var share = (time - From).TotalDays / (To - From).TotalDays;
        return Left + Math.Min(1, Math.Max(0, share)) * (Right - Left);
    }

    /// <summary>At most six days with a label.</summary>
    public IEnumerable<(double X, string Text)> Ticks()
    {
        const int Most = 6;
        var days = (To - From).TotalDays;
        var step = _steps.First(s => days / s < Most || s == _steps[_steps.Length - 1]);
        var withYear = days > 330;
        for (var day = From.Date; day < To; day = day.AddDays(step))
        {
            if (day >= From)
                yield return (X(day), DayText(day, withYear));
        }
    }

    /// <summary>A date as axes show it: <c>12 Jan</c>, or <c>12 Jan 2027</c>.</summary>
    public static string DayText(DateTime day, bool withYear = false) =>
        day.ToString(withYear ? "d MMM yyyy" : "d MMM", CultureInfo.InvariantCulture);
}

/// <summary>Values up a picture, from bottom to top; one function from a value to a share of the height serves all scales.</summary>
/// <param name="Bottom">Where the bottom is.</param>
/// <param name="Top">Where the top is.</param>
/// <param name="Share">The share of the height at which a value stands, 0 to 1.</param>
/// <param name="Ticks">Values with a label.</param>
internal sealed record ValueAxis(double Bottom, double Top, Func<double, double> Share, IReadOnlyList<(double Value, string Text)> Ticks)
{
    /// <summary>Where a value is; what is outside stands at the edge.</summary>
    public double Y(double value) => Bottom + Math.Min(1, Math.Max(0, Share(value))) * (Top - Bottom);

    /// <summary>
    /// Availabilities on a scale of error budgets, the logarithm of 1 − availability: 99.9 and 99.95 % lie on top of each other on a linear
    /// one. What had no error has no logarithm, and stands at the top.
    /// </summary>
    /// <param name="errors">Error ratios that have to fit in, 0 and more.</param>
    /// <param name="bottom">Where the bottom is.</param>
    /// <param name="top">Where the top is.</param>
    public static ValueAxis OfErrorRatios(IReadOnlyCollection<double> errors, double bottom, double top)
    {
        var some = errors.Where(e => e > 0).DefaultIfEmpty(0.001).ToArray();
        var worst = (int)Math.Ceiling(Math.Log10(some.Max()) - 1e-9);
        var best = Math.Min((int)Math.Floor(Math.Log10(some.Min()) + 1e-9), worst - 2);
        best = Math.Max(best, worst - 7);

        // A band at the top for what had no error at all.
        const double Band = 0.06;

        // And one at the bottom, so that the worst does not lie on the line of the days.
        const double Foot = 0.06;
        double Share(double error) => error <= 0 ? 1 : Foot + (1 - Band - Foot) * (worst - Math.Log10(error)) / (worst - best);
        var every = worst - best > 5 ? 2 : 1;
        var ticks = new List<(double, string)>();
        for (var power = worst; power >= best; power -= every)
            ticks.Add((Math.Pow(10, power), NumberText.PercentShort(1m - (decimal)Math.Round(Math.Pow(10, power), 12))));
        return new ValueAxis(bottom, top, Share, ticks);
    }

    /// <summary>Shares, evenly.</summary>
    /// <param name="least">The least share that has to fit in.</param>
    /// <param name="bottom">Where the bottom is.</param>
    /// <param name="top">Where the top is.</param>
    public static ValueAxis OfShares(double least, double bottom, double top)
    {
        var step = least switch
        {
            > -0.5 => 0.25,
            > -1.5 => 0.5,
            > -4 => 1,
            _ => Math.Pow(10, Math.Ceiling(Math.Log10((1 - least) / 5))),
        };
        var floor = Math.Min(0, Math.Floor(least / step) * step);
        var ticks = new List<(double, string)>();
        for (var i = 0; floor + i * step <= 1 + 1e-9; i++)
        {
            var value = Math.Round(floor + i * step, 6);
            ticks.Add((value, NumberText.PercentShort((decimal)value)));
        }

        return new ValueAxis(bottom, top, v => (v - floor) / (1 - floor), ticks);
    }
}

/// <summary>Coordinates as text: one decimal is a tenth of a pixel.</summary>
internal static class Coordinate
{
    public static string Of(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The <c>d</c> of a path through points.</summary>
    public static string Path(IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points)
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Of(x)).Append(' ').Append(Of(y));
        return path.ToString();
    }
}
