using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// Tells of days on which the traffic was nearly gone. A user who does not reach the service makes no event, so such a day has no bad ones,
/// whatever was wrong. Decides nothing: a shop that is closed looks the same.
/// </summary>
internal sealed class TrafficCheck : IReadinessCheck
{
    private const int Week = 7;

    // A tenth of the usual, or less.
    private const int Fraction = 10;

    // Below that many events a day, a tenth is chance.
    private const long LeastUsual = 30;

    // In the middle of the record, a bank holiday or two are no news; at its end, each day is.
    private const int LeastDays = 3;

    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        if (context.Record is not { HasCounts: true } record)
            return null;
        var (low, last) = LowDays(record);
        if (low.Count == 0 || (low.Count < LeastDays && low.Max() != last))
            return null;
        return new ReadinessCheck(
            "Traffic",
            CheckStatus.Advice,
            low.Count,
            null,
            "days",
            _ =>
                $"On {CountText.Of(low.Count, "day")}, the last of them {UtcTime.DateText(record.From.AddDays(low.Max()))}, there was "
                + "a tenth of the usual traffic of that weekday, or less. Who cannot reach the service makes no event, good or bad: see "
                + "whether that was an outage"
        );
    }

    // The usual is the highest median of three of a weekday in a row: neither one busy day makes it, nor many quiet ones unmake it.
    private static (List<int> Low, int LastKnown) LowDays(GateRecord record)
    {
        var (low, last) = (new List<int>(), -1);
        for (var weekday = 0; weekday < Week; weekday++)
        {
            long usual = 0;
            (long First, long Second, int Days) before = default;
            for (var i = weekday; i < record.Length; i += Week)
            {
                if (!record.IsKnown(i))
                    continue;
                last = Math.Max(last, i);
                var events = record.Count(i).Total;
                if (before.Days >= 2)
                    usual = Math.Max(usual, Middle(before.First, before.Second, events));
                before = (before.Second, events, before.Days + 1);
            }

            for (var i = weekday; usual >= LeastUsual && i < record.Length; i += Week)
            {
                if (record.Count(i).Total <= usual / Fraction && record.IsKnown(i))
                    low.Add(i);
            }
        }

        return (low, last);
    }

    private static long Middle(long a, long b, long c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}

/// <summary>
/// Tells of days that are excluded as a whole and have events all the same: either they were not to be left out, or their events were.
/// </summary>
internal sealed class ExcludedEventsCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        if (context.Record is not { HasCounts: true, ExcludedShare: > 0 } record)
            return null;
        var days = Enumerable.Range(0, record.Length).Where(i => record.IsExcluded(i) && record.Count(i).Total > 0).ToArray();
        return days.Length == 0
            ? null
            : new ReadinessCheck(
                "ExcludedEvents",
                CheckStatus.Advice,
                days.Length,
                null,
                "days",
                _ =>
                    $"{CountText.Of(days.Length, "day")} that the evidence excludes as a whole still "
                    + $"{(days.Length == 1 ? "has" : "have")} events, first {UtcTime.DateText(record.From.AddDays(days[0]))}: they count. "
                    + "Leave the events out of the days, or the exclusion"
            );
    }
}
