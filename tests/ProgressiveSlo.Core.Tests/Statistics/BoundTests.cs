using CsCheck;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

public sealed class BoundTests
{
    [Fact]
    public void Clopper_Pearson_keeps_nine_digits_of_the_error_ratio()
    {
        foreach (var row in NumberVectors.Rows("clopper-pearson.csv"))
        {
            var (good, total, confidence) = (row.Whole("good"), row.Whole("total"), row.Number("confidence"));
            var upper = ClopperPearson.UpperErrorRatio(total - good, total, confidence);
            if (total == 0)
            {
                Assert.Null(upper);
                continue;
            }

            Relative(row.Number("upper_error_ratio"), upper!.Value, 1e-9, row);
            Assert.True(Math.Abs(row.Number("lower_availability") - (1 - upper.Value)) <= 1e-12, Text(row));
        }
    }

    [Fact]
    public void Whether_a_bound_holds_agrees_with_the_bound()
    {
        foreach (var row in NumberVectors.Rows("clopper-pearson.csv").Where(r => r["good"] != "0"))
        {
            var (total, confidence, upper) = (row.Whole("total"), row.Number("confidence"), row.Number("upper_error_ratio"));
            var bad = total - row.Whole("good");
            Assert.True(ClopperPearson.IsAtMost(bad, total, confidence, Math.Min(upper * (1 + 1e-9), Math.BitDecrement(1))), Text(row));
            Assert.False(ClopperPearson.IsAtMost(bad, total, confidence, upper * (1 - 1e-9)), Text(row));
        }
    }

    [Fact]
    public void Quantiles_of_t_keep_ten_digits()
    {
        foreach (var row in NumberVectors.Rows("student-t.csv"))
            Relative(row.Number("quantile"), StudentT.Quantile(row.Number("confidence"), row.Number("df")), 1e-10, row);
    }

    [Fact]
    public void Minimum_events_are_exact()
    {
        foreach (var row in NumberVectors.Rows("minimum-events.csv"))
            Assert.Equal(
                row.Whole("minimum_total_to_demonstrate"),
                MinimumEvents.ToDemonstrate(row.Decimal("target"), row.Number("confidence"), row.Whole("failures"))
            );
    }

    [Fact]
    public void Equality_with_a_burn_rate_is_not_above_it()
    {
        foreach (var row in NumberVectors.Rows("strict-compare.csv"))
            Assert.True(
                (row["exceeds"] == "true")
                    == BurnRateComparison.IsAbove(row.Whole("bad"), row.Whole("total"), row.Decimal("factor"), row.Decimal("target")),
                Text(row)
            );
    }

    [Fact]
    public void The_bound_lies_between_the_estimate_and_one_and_rises_with_errors_and_confidence() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[-2, 9], Gen.Double[0.5, 0.9999], Gen.Double[0, 1])
            .Sample(
                (share, magnitude, confidence, more) =>
                {
                    var total = Math.Pow(10, magnitude);
                    var bad = share * share * share * total;
                    var upper = ClopperPearson.UpperErrorRatio(bad, total, confidence)!.Value;

                    // At a confidence of one half the bound is near the estimate, on either side.
                    Assert.InRange(upper, confidence > 0.75 ? bad / total : 0, 1);

                    // The sum can be the next number after the total.
                    var worse = Math.Min(total, bad + ((total - bad) * more));
                    Assert.True(ClopperPearson.UpperErrorRatio(worse, total, confidence) >= upper - (1e-12 * upper));
                    Assert.True(
                        ClopperPearson.UpperErrorRatio(bad, total, confidence + ((0.99999 - confidence) * more)) >= upper - (1e-12 * upper)
                    );
                }
            );

    [Theory]
    [InlineData(-1, 10, 0.95)]
    [InlineData(11, 10, 0.95)]
    [InlineData(double.NaN, 10, 0.95)]
    [InlineData(1, double.PositiveInfinity, 0.95)]
    [InlineData(1, 10, 1)]
    [InlineData(1, 10, 0)]
    [InlineData(1, 10, double.NaN)]
    public void What_cannot_be_is_refused(double bad, double total, double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.UpperErrorRatio(bad, total, confidence));

    internal static void Relative(double expected, double actual, double tolerance, IReadOnlyDictionary<string, string> row) =>
        Assert.True(
            Math.Abs(actual - expected) <= tolerance * Math.Abs(expected),
            $"{actual.ToString("R", CultureInfo.InvariantCulture)} for {Text(row)}"
        );

    private static string Text(IReadOnlyDictionary<string, string> row) => string.Join(", ", row.Select(c => c.Key + " " + c.Value));
}
