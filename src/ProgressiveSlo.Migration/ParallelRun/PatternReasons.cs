using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>
/// Simple laws by which one series follows from the other. A law is named when it leaves no more than a tenth of the mean absolute
/// difference (a quarter for a shift in time, which moves the edges of intervals, too).
/// </summary>
internal static class PatternReasons
{
    private const double Left = 0.1;
    private const double LeftOfShift = 0.25;
    private const int LongestLag = 60;

    public static IEnumerable<ParallelRunReason> Find(
        ParallelRunResult result,
        SliGrid manual,
        SliGrid automated,
        IntervalCounts counts,
        double limit
    )
    {
        // Differences far below what is tolerated are noise, and laws would be found in it.
        if (result.Sli is not { } sli || sli.MeanAbsolute < limit / 5 || !ParallelRunJudge.HasEnough(result))
            yield break;
        var most = sli.MeanAbsolute * Left;
        double Residual(Func<double, double, double> law) => Mean(manual, automated, counts, 0, law);

        // Least squares through the origin, automated = factor × manual: factor = Σ ma / Σ m².
        double products = 0,
            squares = 0;
        for (var i = 0; i < counts.IsCompared.Length; i++)
        {
            if (counts.IsCompared[i])
            {
                products += manual.Ratios[i] * automated.Ratios[i];
                squares += manual.Ratios[i] * manual.Ratios[i];
            }
        }

        var factor = squares > 0 ? products / squares : 1;
        var isScaled = squares > 0 && products > 0 && Residual((m, a) => a - (factor * m)) <= most;
        if (isScaled && (Near(factor, 0.01) || Near(factor, 100)))
        {
            yield return new ParallelRunReason(
                "Percent",
                factor < 1
                    ? "The manual side is in percent, the automated side a ratio: the factor is 100"
                    : "The automated side is in percent, the manual side a ratio: the factor is 100",
                "Divide the percentages by 100"
            );
            yield break;
        }

        if (Residual((m, a) => 1 - m - a) <= most)
        {
            yield return new ParallelRunReason(
                "InvertedOutcome",
                "One side is 1 minus the other: it counts good events where the other counts bad ones",
                "Give the share of bad events on both sides, for example 1 - (...)"
            );
            yield break;
        }

        if (Lag(manual, automated, counts, sli.MeanAbsolute * LeftOfShift, result) is { } lag)
            yield return new ParallelRunReason(
                "TimeShift",
                $"The automated side is "
                    + $"{PrometheusDuration.Format(TimeSpan.FromTicks(Math.Abs(lag) * result.Step.Ticks))} "
                    + $"{(lag > 0 ? "later" : "earlier")} than the manual one",
                "Look for an offset, a rule that is evaluated late, or times in another zone"
            );
        if (Residual((m, a) => a - m - sli.Mean) <= most)
            yield return new ParallelRunReason(
                "ConstantOffset",
                $"The automated side is the manual one {(sli.Mean < 0 ? "minus" : "plus")} "
                    + $"{ParallelRunNumbers.Percent(Math.Abs(sli.Mean))} all along",
                "Look for events that one side alone counts as bad, such as health checks or timeouts"
            );
        else if (isScaled)
            yield return new ParallelRunReason(
                "ConstantScale",
                $"The automated side is {ParallelRunNumbers.Significant(factor)} times the manual one all along",
                "Look for series that one side alone counts, such as a second job, a replica or retries"
            );
    }

    private static bool Near(double value, double wanted) => Math.Abs(value - wanted) <= 0.02 * wanted;

    // The shift that leaves the least; of equal ones the shortest. A linear number of steps for each of a fixed number of shifts.
    private static int? Lag(SliGrid manual, SliGrid automated, IntervalCounts counts, double most, ParallelRunResult result)
    {
        int? best = null;
        var longest = Math.Min(LongestLag, counts.IsCompared.Length / 8);
        for (var distance = 1; distance <= longest; distance++)
        {
            foreach (var lag in new[] { distance, -distance })
            {
                var left = Mean(manual, automated, counts, lag, (m, a) => a - m, out var compared);
                if (left < most && compared >= result.Compared / 2)
                    (most, best) = (left, lag);
            }
        }

        return best;
    }

    private static double Mean(SliGrid manual, SliGrid automated, IntervalCounts counts, int lag, Func<double, double, double> law) =>
        Mean(manual, automated, counts, lag, law, out _);

    private static double Mean(
        SliGrid manual,
        SliGrid automated,
        IntervalCounts counts,
        int lag,
        Func<double, double, double> law,
        out int compared
    )
    {
        double sum = 0;
        compared = 0;
        for (var i = Math.Max(0, -lag); i < counts.IsCompared.Length - Math.Max(0, lag); i++)
        {
            if (manual.States[i] != IntervalState.Value || automated.States[i + lag] != IntervalState.Value)
                continue;
            sum += Math.Abs(law(manual.Ratios[i], automated.Ratios[i + lag]));
            compared++;
        }

        return compared == 0 ? double.PositiveInfinity : sum / compared;
    }
}
