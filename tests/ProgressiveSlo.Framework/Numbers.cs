using System.Text;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Statistics;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Framework;

/// <summary>The reference numbers, with the bounds of the suite of the domain. The text of a case is how many rows there are.</summary>
internal static class Numbers
{
    public static IReadOnlyList<(string File, Func<IReadOnlyList<Vector>, string> Check)> Checks { get; } =
    [
        ("student-t.csv", rows => Each(rows, StudentTRow)),
        ("strict-compare.csv", rows => Each(rows, StrictCompareRow)),
        ("alert-windows.csv", rows => Each(rows, AlertWindowsRow)),
    ];

    /// <summary>
    /// Numbers of all sizes as messages, digests and reports show them: random bits, and what rounding makes of short ones.
    /// </summary>
    public static string Texts()
    {
        var random = new SplitMix(5);
        var text = new StringBuilder();
        for (var i = 0; i < 3000; i++)
        {
            var bits = random.Next();
            Add(BitConverter.Int64BitsToDouble((long)bits));
            Add((bits >> 44) / 1e6 * 3);
            Add((bits >> 11) * 1.1);
        }

        foreach (
            var edge in new[]
            {
                0.0,
                -0.0,
                1e14,
                1e15,
                1e16,
                1e17,
                123456789012345678,
                1e-4,
                1e-5,
                1.5e-5,
                1e-6,
                double.MaxValue,
                double.Epsilon,
                double.NaN,
                double.PositiveInfinity,
                double.NegativeInfinity,
            }
        )
            Add(edge);
        return text.ToString();

        void Add(double number) => text.Append(NumberText.Plain(number)).Append('\n');
    }

    private static void StudentTRow(Vector row)
    {
        if (row["confidence"] == "0.95")
            row.Near("quantile", StudentT.Quantile95(row.Number("df")), 1e-12);
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

    private static TimeSpan Window(string text) =>
        PrometheusDuration.TryParse(text, out var window) ? window : throw new FormatException(text);

    private static string Each(IReadOnlyList<Vector> rows, Action<Vector> check)
    {
        foreach (var row in rows)
            check(row);
        return rows.Count.ToString(CultureInfo.InvariantCulture);
    }

    // SplitMix64 (Steele and others 2014): the same numbers on every runtime.
    private sealed class SplitMix(ulong state)
    {
        public ulong Next()
        {
            unchecked
            {
                var z = state += 0x9E3779B97F4A7C15UL;
                z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
                return z ^ (z >> 31);
            }
        }
    }
}
