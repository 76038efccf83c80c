using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Evidence;

/// <summary>Numbers that are given beside days and follow from them: days decide, and a number that contradicts them is refused.</summary>
internal static class EvidenceSummary
{
    // A ratio printed with four decimals is off by up to half of the fourth.
    private const double Rounding = 0.0000500001;

    // Some divide by the number of days less one; and a percentile that is interpolated in buckets is a little off.
    private const double Share = 0.03;

    /// <summary>Compares availability, coverage, standard deviation and percentiles with the days.</summary>
    /// <param name="evidence">Evidence with days that are sound by themselves.</param>
    /// <exception cref="SloValidationException">A number contradicts the days; the message has both.</exception>
    public static void Check(SloEvidence evidence)
    {
        if (evidence.Availability is { } availability && Availability(evidence.Days) is { } ratio)
            Compare("Availability", availability, ratio, Rounding);
        if (evidence.Coverage is { } coverage)
            Compare("Coverage", coverage, Coverage(evidence), Rounding);
        if (evidence.AvailabilityStdDev is { } given && StandardDeviation(evidence.Days) is var (deviation, days))
            Compare("AvailabilityStdDev", given, deviation, Rounding + (deviation * Math.Max(Share, 1.0 / days)));
        CheckPercentile("LatencyP95", evidence.LatencyP95, evidence.Days, d => d.LatencyP95);
        CheckPercentile("LatencyP99", evidence.LatencyP99, evidence.Days, d => d.LatencyP99);
    }

    private static double? Availability(IReadOnlyList<SloDay> days)
    {
        double good = 0,
            total = 0;
        for (var i = 0; i < days.Count; i++)
        {
            good += days[i].GoodEvents;
            total += days[i].TotalEvents;
        }

        return total > 0 ? good / total : null;
    }

    private static double Coverage(SloEvidence evidence)
    {
        var covered = 0.0;
        for (var i = 0; i < evidence.Days.Count; i++)
            covered += evidence.Days[i].Coverage;
        var from = evidence.From is { } start ? UtcTime.Day(start) : evidence.Days[0].Date;
        return Math.Min(1, covered / ((EvidenceCalendar.LastDate(evidence) - from).Days + 1));
    }

    private static (double Deviation, int Days)? StandardDeviation(IReadOnlyList<SloDay> days)
    {
        var count = 0;
        var sum = 0.0;
        for (var i = 0; i < days.Count; i++)
        {
            if (days[i].TotalEvents == 0)
                continue;
            count++;
            sum += (double)days[i].BadEvents / days[i].TotalEvents;
        }

        if (count < 2)
            return null;
        var (mean, squares) = (sum / count, 0.0);
        for (var i = 0; i < days.Count; i++)
        {
            if (days[i].TotalEvents == 0)
                continue;
            var off = ((double)days[i].BadEvents / days[i].TotalEvents) - mean;
            squares += off * off;
        }

        return (Math.Sqrt(squares / count), count);
    }

    // The percentile of all events lies between the smallest and the largest of the days.
    private static void CheckPercentile(string key, double? given, IReadOnlyList<SloDay> days, Func<SloDay, double?> percentile)
    {
        if (given is not { } value)
            return;
        double least = double.MaxValue,
            most = -1;
        for (var i = 0; i < days.Count; i++)
        {
            if (days[i].TotalEvents == 0)
                continue;
            if (percentile(days[i]) is not { } day)
                return;
            least = Math.Min(least, day);
            most = Math.Max(most, day);
        }

        if (most < 0 || (value >= least * (1 - Share) && value <= most * (1 + Share)))
            return;
        throw new SloValidationException(
            key,
            $"{NumberText.Plain(value)} ms does not agree with the days, which have {NumberText.Brief(least)} to "
                + $"{NumberText.Brief(most)} ms",
            "Give that of all these days, or leave it out"
        );
    }

    private static void Compare(string key, double given, double found, double tolerance)
    {
        if (Math.Abs(given - found) <= tolerance)
            return;
        throw new SloValidationException(
            key,
            $"{NumberText.Plain(given)} does not agree with the days, which have "
                + found.ToString("0.######", CultureInfo.InvariantCulture),
            "Give that of the days, or leave it out"
        );
    }
}
