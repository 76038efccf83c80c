using ProgressiveSlo.Objectives;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

public sealed class ReferenceNumberTests
{
    [Fact]
    public void Quantiles_of_t_keep_twelve_digits()
    {
        var rows = NumberVectors.Rows("student-t.csv").Where(r => r["confidence"] == "0.95").ToArray();
        Assert.True(rows.Length > 100);
        foreach (var row in rows)
        {
            var (expected, actual) = (row.Number("quantile"), StudentT.Quantile95(row.Number("df")));
            Assert.True(Math.Abs(actual - expected) <= 1e-12 * expected, $"{actual:R} for {Text(row)}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2.5)]
    [InlineData(double.NaN)]
    public void There_is_no_quantile_of_a_part_of_a_degree_of_freedom(double degreesOfFreedom) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile95(degreesOfFreedom));

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

    private static string Text(IReadOnlyDictionary<string, string> row) => string.Join(", ", row.Select(c => c.Key + " " + c.Value));
}
