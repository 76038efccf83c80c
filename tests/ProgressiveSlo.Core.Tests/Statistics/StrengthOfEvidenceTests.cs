using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using CsCheck;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

public sealed class StrengthOfEvidenceTests
{
    [Fact]
    public void It_is_that_of_the_reference()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository(), "tests", "fixtures", "numbers", "always-valid.csv")).Skip(1).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Split(',').Select(c => decimal.Parse(c, NumberStyles.Float, CultureInfo.InvariantCulture)).ToArray();
            var expected = (double)cells[3];
            var actual = StrengthOfEvidence.Log((double)cells[2], (double)cells[1], (double)(1m - cells[0]));
            Assert.True(Math.Abs(actual - expected) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{row}: {actual:r}");
        }

        Assert.Equal(193, rows.Length);
    }

    [Fact]
    public void It_is_that_of_whole_numbers_without_rounding() =>
        Gen.Select(Gen.Int[1, 250], Gen.Double[0, 1], Gen.Int[1, 999])
            .Sample(
                (total, share, thousandths) =>
                {
                    var bad = Math.Min(total - 1, (int)(total * share * share));
                    var expected = Exact(bad, total, thousandths);
                    Assert.Equal(
                        expected,
                        StrengthOfEvidence.Log(bad, total, thousandths / 1000.0),
                        1e-11 * Math.Max(1, Math.Abs(expected))
                    );
                }
            );

    [Fact]
    public void Without_bad_events_it_is_the_closed_form()
    {
        // (1 − (1 − β)^(n + 1)) / ((n + 1) β (1 − β)^n); the first power is nothing beside 1 here.
        const double Budget = 0.001,
            Total = 1e6;
        var expected = -Math.Log((Total + 1) * Budget) - (Total * Math.Log(1 - Budget));
        Assert.Equal(expected, StrengthOfEvidence.Log(0, Total, Budget), 1e-9);
    }

    [Fact]
    public void At_the_target_or_above_it_is_below_one_and_reaches_nothing() =>
        Gen.Select(Gen.Double[0.1, 12], Gen.Double[0, 1], Gen.Double[-9, -0.1])
            .Sample(
                (digits, share, budgetDigits) =>
                {
                    double total = Math.Pow(10, digits),
                        budget = Math.Pow(10, budgetDigits);
                    var bad = total * (budget + ((1 - budget) * share * share));
                    Assert.True(StrengthOfEvidence.Log(bad, total, budget) < 0);
                    Assert.False(StrengthOfEvidence.Reaches(bad, total, budget, 1));
                }
            );

    [Fact]
    public void More_bad_events_of_as_many_make_it_less_and_more_good_events_make_it_more() =>
        Gen.Select(Gen.Double[1, 10], Gen.Double[0, 2], Gen.Double[-5, -1], Gen.Double[0, 1])
            .Sample(
                (digits, share, budgetDigits, more) =>
                {
                    double total = Math.Pow(10, digits),
                        budget = Math.Pow(10, budgetDigits);
                    var bad = total * budget * share;
                    var strength = StrengthOfEvidence.Log(bad, total, budget);
                    var slack = 1e-12 * Math.Max(1, Math.Abs(strength));
                    Assert.True(StrengthOfEvidence.Log(Math.Min(total, bad * (1 + more)), total, budget) <= strength + slack);
                    Assert.True(StrengthOfEvidence.Log(bad, total * (1 + more), budget) >= strength - slack);
                }
            );

    [Fact]
    public void Nothing_jumps_where_one_way_of_computing_takes_over_from_the_other()
    {
        foreach (var total in new[] { 10.0, 3000, 1e6, 1e9 })
        {
            foreach (var budget in new[] { 0.0005, 0.01, 0.3, 0.7 })
            {
                var edge = (total * budget) - (1 - (2 * budget));
                if (edge <= 0)
                    continue;
                var step = edge * 1e-12;
                var below = StrengthOfEvidence.Log(edge - step, total, budget);
                var above = StrengthOfEvidence.Log(edge + step, total, budget);
                Assert.Equal(below, above, 1e-6);
            }
        }
    }

    [Fact]
    public void It_reaches_a_strength_exactly_where_its_logarithm_says_so() =>
        Gen.Select(Gen.Double[1, 8], Gen.Double[0, 1.2], Gen.Double[1, 100])
            .Sample(
                (digits, share, strength) =>
                {
                    var total = Math.Pow(10, digits);
                    var bad = total * 0.001 * share;
                    var log = StrengthOfEvidence.Log(bad, total, 0.001);
                    Assert.Equal(log >= Math.Log(strength), StrengthOfEvidence.Reaches(bad, total, 0.001, strength));
                }
            );

    [Fact]
    public void Where_everything_is_bad_there_is_none() => Assert.Equal(double.NegativeInfinity, StrengthOfEvidence.Log(7.5, 7.5, 0.999));

    [Theory]
    [InlineData(0, 1e18, 0.01, 1.00503358535014e16)]
    [InlineData(5e15, 1e18, 0.01, 1.546869157e15)]
    [InlineData(1, 1e15, 1e-9, 999_972.3690)]
    public void Numbers_as_large_as_counts_can_be_give_a_finite_answer(double bad, double total, double budget, double expected) =>
        Assert.Equal(expected, StrengthOfEvidence.Log(bad, total, budget), expected * 1e-7);

    [Theory]
    [InlineData(0, 0, 0.01)]
    [InlineData(-1, 5, 0.01)]
    [InlineData(6, 5, 0.01)]
    [InlineData(double.NaN, 5, 0.01)]
    [InlineData(1, double.PositiveInfinity, 0.01)]
    [InlineData(1, double.NaN, 0.01)]
    [InlineData(1, 5, 0)]
    [InlineData(1, 5, 1)]
    [InlineData(1, 5, double.NaN)]
    public void Counts_and_budgets_that_cannot_be_are_refused(double bad, double total, double budget)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StrengthOfEvidence.Log(bad, total, budget));
        Assert.Throws<ArgumentOutOfRangeException>(() => StrengthOfEvidence.Reaches(bad, total, budget, 5));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_strength_below_one_is_refused(double strength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StrengthOfEvidence.Reaches(0, 10, 0.01, strength));

    // P(Binomial(n + 1, β) > x) / ((n + 1) · C(n, x) · β^(x + 1) · (1 − β)^(n − x)), which is E for whole x and n.
    private static double Exact(int bad, int total, int thousandths)
    {
        BigInteger inside = thousandths,
            outside = 1000 - thousandths,
            above = 0,
            ways = 1,
            mid = 0;
        for (var k = 0; k <= total + 1; k++)
        {
            if (k > bad)
                above += ways * BigInteger.Pow(inside, k) * BigInteger.Pow(outside, total + 1 - k);
            if (k == bad)
                mid = ways * (total + 1 - k);
            ways = ways * (total + 1 - k) / (k + 1);
        }

        // mid is (n + 1) · C(n, x), and the powers of 1,000 of both sides cancel.
        return BigInteger.Log(above) - BigInteger.Log(mid * BigInteger.Pow(inside, bad + 1) * BigInteger.Pow(outside, total - bad));
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ProgressiveSlo.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
