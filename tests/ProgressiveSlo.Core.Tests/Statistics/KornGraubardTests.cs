using CsCheck;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

public sealed class KornGraubardTests
{
    [Fact]
    public void The_bound_is_that_of_the_reference()
    {
        var seen = 0;
        foreach (var (row, days) in Sets())
        {
            var confidence = row.Number("confidence");
            var upper = UpperErrorRatio(days, confidence);
            if (row["decided_by"] == "none")
            {
                Assert.Null(upper);
                continue;
            }

            BoundTests.Relative(row.Number("upper_error_ratio"), upper!.Value, 1e-8, row);
            if (row["effective_events"].Length > 0)
                BoundTests.Relative(row.Number("effective_events"), EffectiveEvents.Compute(days, confidence).Total, 1e-8, row);
            var floor = UpperErrorRatio(days, confidence, neweyWest: true)!.Value;
            BoundTests.Relative(1 - row.Number("lower_availability_newey_west"), floor, 1e-8, row);
            seen++;
        }

        Assert.Equal(99, seen);
    }

    [Fact]
    public void It_is_never_better_than_Clopper_Pearson_and_never_worse_than_with_the_floor() =>
        Gen.Select(Gen.Select(Gen.Long[0, 1000], Gen.Double[0, 1]).Array[1, 40], Gen.Double[0.5, 0.9999])
            .Sample(
                (raw, confidence) =>
                {
                    var days = raw.Select(d => new DayCount((long)(d.Item1 * Math.Pow(d.Item2, 8)), d.Item1)).ToArray();
                    if (days.Sum(d => d.Total) == 0)
                        return;
                    var plain = ClopperPearson.UpperErrorRatio(days.Sum(d => d.Bad), days.Sum(d => d.Total), confidence)!.Value;
                    var upper = UpperErrorRatio(days, confidence)!.Value;
                    var floor = UpperErrorRatio(days, confidence, neweyWest: true)!.Value;
                    Assert.InRange(upper, confidence > 0.75 ? plain * (1 - 1e-12) : 0, 1);
                    Assert.InRange(floor, confidence > 0.75 ? upper * (1 - 1e-12) : 0, 1);
                }
            );

    [Fact]
    public void Only_the_window_that_is_given_counts()
    {
        DayCount[] days = [new(900, 1000), new(1, 1000), new(5, 1000), new(2, 1000), new(900, 1000)];
        var middle = days[1..4];
        Assert.Equal(UpperErrorRatio(middle, 0.95, true), UpperErrorRatio(new ArraySegment<DayCount>(days, 1, 3), 0.95, true));
    }

    // Cells hold the set's days as good/total, parted by spaces; those of the fixtures are in another file.
    private static IEnumerable<(IReadOnlyDictionary<string, string> Row, DayCount[] Days)> Sets()
    {
        var days = NumberVectors.Fixture("cluster-robust.csv").ToLookup(r => r["name"], r => r["days_good_total"]);
        foreach (var row in NumberVectors.Rows("korn-graubard.csv"))
        {
            var text = row.TryGetValue("days_good_total", out var own) ? own : days[row["name"]].First();
            yield return (row, text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Day).ToArray());
        }
    }

    private static DayCount Day(string text)
    {
        var counts = text.Split('/').Select(n => long.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return new DayCount(counts[1] - counts[0], counts[1]);
    }

    // The bound of Korn and Graubard (1998): Clopper–Pearson on effective events, as the demonstration computes it.
    private static double? UpperErrorRatio(ArraySegment<DayCount> days, double confidence, bool neweyWest = false)
    {
        var events = EffectiveEvents.Compute(days, confidence, neweyWest);
        return ClopperPearson.UpperErrorRatio(events.Bad, events.Total, confidence);
    }
}
