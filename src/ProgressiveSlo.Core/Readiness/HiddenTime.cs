using ProgressiveSlo.Evidence;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// Time without data that is not excluded, and what could have happened in it. An outage may take its metrics with it, so at worst all of
/// the missing time was bad; where that would break the objective, the data that are there do not show that it was met.
/// </summary>
/// <param name="Missing">Days without data, a sum of parts of days.</param>
/// <param name="Expected">Days that are not excluded, likewise.</param>
internal readonly record struct HiddenTime(double Missing, double Expected)
{
    // Parts of days are added up in doubles; less than this is no interval of any record.
    private const int Places = 9;

    private decimal Share => Expected > 0 ? Math.Max(0, Math.Round((decimal)(Missing / Expected), Places)) : 0;

    /// <summary>The time without data of a record.</summary>
    /// <param name="record">The record.</param>
    public static HiddenTime Of(GateRecord record)
    {
        double missing = 0,
            expected = 0;
        for (var i = 0; i < record.Length; i++)
        {
            expected += record.Expected(i);
            missing += record.Expected(i) - record.Covered(i);
        }

        return new HiddenTime(missing, expected);
    }

    /// <summary>The share of bad events if the missing time had as many events as the rest, and all of them were bad.</summary>
    /// <param name="errors">The share of bad events that was measured, a ratio.</param>
    public decimal Worst(decimal errors) => (errors * (1m - Share)) + Share;

    /// <summary>Whether the objective is met by what was measured, and would be missed at worst.</summary>
    /// <param name="errors">The share of bad events that was measured, a ratio.</param>
    /// <param name="target">The objective, a ratio.</param>
    public bool CouldBreak(decimal errors, decimal target) => Share > 0 && errors <= 1m - target && Worst(errors) > 1m - target;

    /// <summary>
    /// <c>20 hours of it have no data; had all of them been bad, availability would be 99.07%, below the target of 99.90%. At most 1 hour
    /// may be missing</c>.
    /// </summary>
    /// <param name="errors">The share of bad events that was measured, a ratio.</param>
    /// <param name="target">The objective, a ratio.</param>
    public string Describe(decimal errors, decimal target)
    {
        var (worst, wanted) = NumberText.PercentPair(1m - Worst(errors), target);
        var allowed = (double)((1m - target - errors) / (1m - errors)) * Expected;
        return $"{Length(Missing, up: true)} of it have no data. Had all that time been bad, availability would be {worst}, below the "
            + $"target of {wanted}; at most {Length(allowed, up: false)} may be missing";
    }

    // Rounded so that what is missing never looks like less than it is, nor what may be missing like more.
    private static string Length(double days, bool up)
    {
        var minutes = Math.Round(days * 24 * 60, 3);
        return minutes < 120
            ? NumberText.Plain(Round(minutes, 1, up)) + " minutes"
            : NumberText.Plain(Round(minutes / 60, 10, up)) + " hours";
    }

    private static double Round(double value, double scale, bool up) =>
        (up ? Math.Ceiling(Math.Round(value * scale, 6)) : Math.Floor(Math.Round(value * scale, 6))) / scale;
}
