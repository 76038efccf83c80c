using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// On each of so many days up to the end of the record the SLO over its window, which ends that day and lies whole in the record, met its
/// target. A day by itself may miss it: an SLO is over its window. Days without traffic neither count nor break; excluded days are left
/// out; days without data break, and so does a window in which the traffic is gone: one bad event would miss the target there, and would
/// not with the traffic of the record. That none was seen says nothing. Where the traffic is always that small, the strength decides.
/// </summary>
internal sealed class ConsecutiveDaysCheck : IReadinessCheck
{
    private static readonly GateSetting _least = GateSetting
        .Number("consecutiveDays", 0m, 0m, 366m, "Consecutive days on which the SLO over its window must have met its target; 0 for none")
        .Whole();

    private static readonly GateSetting _mode = GateOutcome.Mode("consecutiveDaysMode", "these consecutive days are needed");

    public IReadOnlyList<GateSetting> Settings => [_least, _mode];

    /// <summary>The days that a phase asks for; 0 where it asks for none, or only shows them.</summary>
    public static int Needed(GateSettings settings) => settings.Choice(_mode) == "required" ? (int)settings.Number(_least) : 0;

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        var least = (int)context.Settings.Number(_least);
        if (least == 0)
            return null;
        var (record, target, window) = (context.Record!, context.Phase.Targets.Availability, context.WindowDays);
        var run = WindowStreak.Measure(record, target, window, least);
        return GateOutcome.Of(
            context.Settings.Choice(_mode),
            "ConsecutiveDays",
            run.Judge(least),
            run.Length,
            least,
            "days",
            _ => Describe(run, record, target, window, least)
        );
    }

    private static string Describe(WindowStreak run, GateRecord record, decimal target, int window, int least)
    {
        var met =
            $"{CountText.Of(run.Length, "day")} to {UtcTime.DateText(record.To.AddDays(-1))} met {NumberText.PercentShort(target)} over "
            + $"{CountText.Whole(window)} days, {CountText.Whole(least)} consecutive needed";
        if (run.Length >= least)
            return met;
        if (!record.HasCounts)
            return "Consecutive days unknown: the indicator is a ratio, and has no counts of which windows could be made. Use one of good "
                + "(or bad) and all events";
        if (record.Length == 0)
            return "Consecutive days unknown: " + FirstDay.Text(record.From);
        var why = run.Break switch
        {
            StreakBreak.Missed => $"on {UtcTime.DateText(run.At)} it was {Percent(run, target)}",
            StreakBreak.FewEvents =>
                $"the window to {UtcTime.DateText(run.At)} has {CountText.Of(run.Total, "event")}, of which not one could "
                    + $"be bad at {NumberText.PercentShort(target)}, so it shows nothing",
            StreakBreak.NoData => $"{UtcTime.DateText(run.At)} has no data. A gap in monitoring can be excluded with a reason",
            _ => $"the record begins on {UtcTime.DateText(record.From)}, and each window lies whole in it"
                + (
                    DaysMissing(record, target, window, least) is { } more
                        ? $". Look again on {UtcTime.DateText(record.To.AddDays(more))}"
                        : ""
                ),
        };
        return $"Only {met}: {why}";
    }

    // Days without traffic do not count, so it may take more days than there are missing ones.
    private static int? DaysMissing(GateRecord record, decimal target, int window, int least)
    {
        var most = 2 * (window + least);
        var later = record.WithPerfectDays(most);
        return Enumerable
            .Range(1, most)
            .Where(more => WindowStreak.Measure(later.First(record.Length + more), target, window, least).Length >= least)
            .Select(more => (int?)more)
            .FirstOrDefault();
    }

    private static string Percent(WindowStreak run, decimal target) =>
        NumberText.PercentPair(1m - ((decimal)run.Bad / run.Total), target).Actual;
}

/// <summary>Why a run of days is not longer.</summary>
internal enum StreakBreak
{
    /// <summary>The window of the day before would not lie whole in the record.</summary>
    RecordBegins,

    /// <summary>The window of a day missed the target.</summary>
    Missed,

    /// <summary>A day has no data.</summary>
    NoData,

    /// <summary>The window of a day has no bad event, and so few events that one would miss the target; the record has more.</summary>
    FewEvents,
}

/// <summary>The days, counted backwards from the end of the record, on which the SLO over its window met a target.</summary>
/// <param name="Length">Days that met it; those without traffic, and excluded ones, are not among them and break nothing.</param>
/// <param name="Break">What ended the run.</param>
/// <param name="At">The day that ended it, UTC.</param>
/// <param name="Bad">Bad events of its window.</param>
/// <param name="Total">All events of its window.</param>
internal readonly record struct WindowStreak(int Length, StreakBreak Break, DateTime At, long Bad, long Total)
{
    /// <summary>Whether so many days met the target; Unknown where none has missed it, and days or data are missing.</summary>
    /// <param name="least">The days that are needed.</param>
    public CheckStatus Judge(int least) =>
        Length >= least ? CheckStatus.Pass
        : Break == StreakBreak.Missed ? CheckStatus.Fail
        : CheckStatus.Unknown;

    /// <summary>Measures the run.</summary>
    /// <param name="record">The record.</param>
    /// <param name="target">A ratio, 0 &lt; target &lt; 1.</param>
    /// <param name="window">Days of the SLO's window, 1 or more.</param>
    /// <param name="most">Where to stop counting.</param>
    public static WindowStreak Measure(GateRecord record, decimal target, int window, int most)
    {
        if (record.Length < window)
            return new WindowStreak(0, StreakBreak.RecordBegins, record.From, 0, 0);
        var (bad, total) = record.Last(window);
        var length = 0;

        // Whether a window with the traffic of the whole record could show one bad event without a miss.
        var canShow = !BurnRateComparison.IsAbove(record.Length, record.Total * window, 1m, target);
        for (var i = record.Length - 1; i >= window - 1 && length < most; i--)
        {
            var day = record.Count(i);
            if (record.HasNoData(i))
                return new WindowStreak(length, StreakBreak.NoData, record.From.AddDays(i), bad, total);
            if (day.Total > 0)
            {
                if (BurnRateComparison.IsAbove(bad, total, 1m, target))
                    return new WindowStreak(length, StreakBreak.Missed, record.From.AddDays(i), bad, total);
                if (canShow && BurnRateComparison.IsAbove(1, total, 1m, target))
                    return new WindowStreak(length, StreakBreak.FewEvents, record.From.AddDays(i), bad, total);
                length++;
            }

            bad -= day.Bad;
            total -= day.Total;
            if (i >= window)
            {
                bad += record.Count(i - window).Bad;
                total += record.Count(i - window).Total;
            }
        }

        return new WindowStreak(length, StreakBreak.RecordBegins, record.From, bad, total);
    }
}
