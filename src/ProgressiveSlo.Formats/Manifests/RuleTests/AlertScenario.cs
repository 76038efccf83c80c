using ProgressiveSlo.Formats.Manifests.Rules.Exact;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.RuleTests;

/// <summary>
/// An incident and when an alert must fire in it: even traffic without errors, then a steady error ratio, then no errors again. Minutes are
/// those of the closed forms: long window × factor × budget / error ratio to the alert, short window × (1 − factor × budget / error ratio)
/// to silence. Source: Google SRE Workbook, chapter 5.
/// </summary>
/// <param name="First">The pair of windows that fires first.</param>
/// <param name="Bad">Bad events a minute during the incident.</param>
/// <param name="Total">All events a minute.</param>
internal sealed record AlertScenario(BurnRateAlert First, long Bad, long Total)
{
    // Prometheus 2 counts both ends of a range and Prometheus 3 one of them, which moves a closed form by up to a minute.
    private const int Slack = 1;

    // What is to happen later does so at least so many minutes later.
    private const int Margin = 10;

    /// <summary>Minutes without errors at the beginning.</summary>
    public int Begin { get; private init; }

    /// <summary>Minutes until the incident ends.</summary>
    public int End { get; private init; }

    /// <summary>The last minute that is checked.</summary>
    public int Last => Checks[Checks.Count - 1].Minute;

    /// <summary>At which minutes the alert must fire, and at which it must not.</summary>
    public IReadOnlyList<(int Minute, bool Fires)> Checks { get; private init; } = [];

    /// <summary>
    /// A scenario for each pair of one severity that can be the first to fire. Another pair fires earlier at every error ratio when both
    /// its factor and the product of its factor and long window are lower.
    /// </summary>
    /// <param name="pairs">The pairs of windows of one severity, all of them reachable.</param>
    /// <param name="target">Target as ratio.</param>
    /// <param name="leastBad">The fewest bad events that the alert needs in the long window.</param>
    public static IEnumerable<AlertScenario> Of(IReadOnlyList<BurnRateAlert> pairs, decimal target, int leastBad)
    {
        foreach (var pair in pairs)
        {
            var threshold = pair.ErrorRatioThreshold(target);
            var earlier = pairs.Where(p => Weight(p, target) < Weight(pair, target)).Select(p => p.ErrorRatioThreshold(target)).ToArray();
            var most = earlier.Append(1m).Min();
            if (most > threshold)
                yield return Of(pair, pairs, target, 2 * threshold < most ? 2 * threshold : (threshold + most) / 2, leastBad);
        }
    }

    /// <summary>Whether samples on the minute can show what a pair does.</summary>
    public static bool CanTest(BurnRateAlert pair) =>
        pair.ShortWindow >= TimeSpan.FromMinutes(2) && IsWhole(pair.ShortWindow) && IsWhole(pair.LongWindow);

    private static AlertScenario Of(BurnRateAlert first, IReadOnlyList<BurnRateAlert> pairs, decimal target, decimal ratio, int leastBad)
    {
        // Enough events that rounding to whole ones changes no minute, and that the alert's own least number is there.
        var total = 1000L;
        while (total < 1_000_000_000_000 && (total * first.ErrorRatioThreshold(target) < 1000 || total * Weight(first, target) < leastBad))
            total *= 10;
        var bad = (long)Math.Ceiling(total * ratio);
        ratio = (decimal)bad / total;
        var fires = (int)Math.Floor(first.DetectionTime(target, ratio)!.Value.TotalMinutes) + 1;
        var late = Late(first.LongWindow);
        var reached = pairs.Where(p => p.ErrorRatioThreshold(target) < ratio).ToArray();
        var begin = reached.Max(p => Clean(p, target, ratio, fires + late + Margin)) + (int)ExactSlo.Base.TotalMinutes;

        // Each short window is full of the incident when it ends, and no other pair is about to fire then.
        var length = Math.Max(fires + late + Margin, (int)reached.Max(p => p.ShortWindow.TotalMinutes) + 5);
        foreach (var time in reached.Select(p => FiresAfter(p, target, ratio, begin)).OrderBy(t => t))
        {
            if (Math.Abs(time - length) < 2 * Margin)
                length = (int)time + (2 * Margin);
        }

        var slowest = reached
            .Where(p => FiresAfter(p, target, ratio, begin) < length)
            .OrderByDescending(p => p.ResetTime(target, ratio))
            .First();
        var silent = (int)Math.Ceiling(slowest.ResetTime(target, ratio)!.Value.TotalMinutes);
        var end = begin + length;
        return new AlertScenario(first, bad, total)
        {
            Begin = begin,
            End = end,
            Checks =
            [
                (begin + Math.Max(0, fires - 1 - Slack), false),
                (begin + fires + Slack + late, true),
                (end + Math.Max(0, silent - 1 - Slack), true),
                (end + silent + Slack + Late(slowest.ShortWindow), false),
            ],
        };
    }

    // Minutes without errors that a pair needs before the incident, so that it does not fire before a minute in which its long window is
    // full: until then the window is as long as there are events, error ratio × minute > threshold × (clean + minute).
    private static int Clean(BurnRateAlert pair, decimal target, decimal ratio, int minute)
    {
        var threshold = pair.ErrorRatioThreshold(target);
        var full = (decimal)pair.LongWindow.TotalMinutes * (1m - (threshold / ratio));
        return (int)Math.Ceiling(Math.Min(full, minute * (ratio - threshold) / threshold));
    }

    private static decimal FiresAfter(BurnRateAlert pair, decimal target, decimal ratio, int clean)
    {
        var threshold = pair.ErrorRatioThreshold(target);
        return Math.Min(Weight(pair, target) / ratio, clean * threshold / (ratio - threshold));
    }

    // The product decides which of two pairs fires first: both divide it by the error ratio.
    private static decimal Weight(BurnRateAlert pair, decimal target) =>
        (decimal)pair.LongWindow.TotalMinutes * pair.ErrorRatioThreshold(target);

    // A long window is the mean of what the last 5 minutes would have seen, and is recorded less often.
    private static int Late(TimeSpan window) => window >= ExactSlo.Long ? (int)(ExactSlo.Base + ExactSlo.LongInterval).TotalMinutes : 0;

    private static bool IsWhole(TimeSpan window) => window.Ticks % TimeSpan.TicksPerMinute == 0;
}
