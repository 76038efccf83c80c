using System;
using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Statistics;

namespace ProgressiveSlo.Framework;

/// <summary>The reference numbers, with the bounds of the suite of the domain. The text of a case is how many rows there are.</summary>
internal static class Numbers
{
    public static IReadOnlyList<(string File, Func<IReadOnlyList<Vector>, string> Check)> Checks { get; } =
    [
        ("clopper-pearson.csv", rows => Each(rows, ClopperPearsonRow)),
        ("student-t.csv", rows => Each(rows, row => row.Near("quantile", StudentT.Quantile(row.Number("confidence"), row.Number("df")), 1e-10))),
        ("minimum-events.csv", rows => Each(rows, MinimumEventsRow)),
        ("strict-compare.csv", rows => Each(rows, StrictCompareRow)),
        ("alert-windows.csv", rows => Each(rows, AlertWindowsRow)),
    ];

    private static void ClopperPearsonRow(Vector row)
    {
        var (good, total) = (row.Whole("good"), row.Whole("total"));
        var upper = ClopperPearson.UpperErrorRatio(total - good, total, row.Number("confidence"));
        row.Expect(upper is null == (total == 0), upper);
        if (upper is { } ratio)
            row.Near("upper_error_ratio", ratio, 1e-9);
    }

    private static void MinimumEventsRow(Vector row)
    {
        var events = MinimumEvents.ToDemonstrate(row.Decimal("target"), row.Number("confidence"), row.Whole("failures"));
        row.Expect(events == row.Whole("minimum_total_to_demonstrate"), events.ToString(CultureInfo.InvariantCulture));
    }

    private static void StrictCompareRow(Vector row)
    {
        var above = BurnRateComparison.IsAbove(row.Whole("bad"), row.Whole("total"), row.Decimal("factor"), row.Decimal("target"));
        row.Expect(above == (row["exceeds"] == "true"), above.ToString());
    }

    private static void AlertWindowsRow(Vector row)
    {
        var alert = new BurnRateAlert(row["severity"], Window(row["long_window"]), Window(row["short_window"]), row.Decimal("factor"));
        var target = row.Decimal("target");
        row.Near("threshold", (double)alert.ErrorRatioThreshold(target), 1e-12);
        row.Expect(alert.IsReachable(target) == (row["reachable"] == "true"), "reachable " + alert.IsReachable(target));
        var events = alert.MinimumEvents(target)?.ToString(CultureInfo.InvariantCulture) ?? "";
        row.Expect(events == row["minimum_events_in_long_window"], events);
    }

    private static TimeSpan Window(string text) => PrometheusDuration.TryParse(text, out var window) ? window : throw new FormatException(text);

    private static string Each(IReadOnlyList<Vector> rows, Action<Vector> check)
    {
        foreach (var row in rows)
            check(row);
        return rows.Count.ToString(CultureInfo.InvariantCulture);
    }
}
