using ProgressiveSlo.Migration.ParallelRun;
using Xunit;
using static ProgressiveSlo.Migration.Tests.ParallelRun.Runs;

namespace ProgressiveSlo.Migration.Tests.ParallelRun;

/// <summary>Nothing that is missing, malformed or too little agrees.</summary>
public sealed class EvidenceTests
{
    [Fact]
    public void A_side_without_points_is_no_evidence()
    {
        var result = Compare(Side(_ => 0), Side(_ => null));
        Assert.Equal(ParallelRunVerdict.InsufficientEvidence, result.Verdict);
        Assert.Equal("The automated side has no number from 2026-03-02T00:00:00Z to 2026-03-16T00:00:00Z", result.Message("NoData"));
        Assert.Null(result.Sli);
        Assert.Null(result.Budget);
        Assert.Equal(ParallelRunVerdict.InsufficientEvidence, Compare(Side(_ => null), Side(_ => null)).Verdict);
    }

    [Fact]
    public void Nothing_but_NaN_is_no_evidence() =>
        Assert.Equal(ParallelRunVerdict.InsufficientEvidence, Compare(Side(_ => double.NaN), Side(_ => double.NaN)).Verdict);

    [Fact]
    public void Less_than_the_share_of_the_intervals_is_too_little_and_the_share_is_enough()
    {
        // 5 % of 336 are 16.8 hours, spread so that no gap is long.
        Assert.Equal(ParallelRunVerdict.Agrees, Compare(Side(h => h % 20 == 0 && h < 320 ? null : 0), Side(_ => 0)).Verdict);
        var result = Compare(Side(h => h % 20 == 0 ? null : 0), Side(_ => 0));
        Assert.Equal((ParallelRunVerdict.InsufficientEvidence, "Coverage"), (result.Verdict, result.Codes()[0]));
        Assert.Equal(319.0 / 336, result.Coverage, 12);
    }

    [Fact]
    public void A_long_gap_is_too_little_even_where_the_share_is_kept()
    {
        Assert.Equal(ParallelRunVerdict.Agrees, Compare(Side(h => h is >= 30 and < 42 ? null : 0), Side(_ => 0)).Verdict);
        var result = Compare(Side(h => h is >= 30 and < 43 ? null : 0), Side(_ => 0));
        Assert.Equal(ParallelRunVerdict.InsufficientEvidence, result.Verdict);
        Assert.Equal("From 2026-03-03T06:00:00Z to 2026-03-03T19:00:00Z one of the sides is not known", result.Message("Gap"));
    }

    [Fact]
    public void Less_than_two_weeks_are_too_short()
    {
        var side = Side(_ => 0.001);
        var result = ParallelRunComparison.Compare(Subject with { To = At(335) }, side, side);
        Assert.Equal((ParallelRunVerdict.InsufficientEvidence, "TooShort"), (result.Verdict, result.Codes().Single()));
        Assert.Equal(
            ParallelRunVerdict.Agrees,
            ParallelRunComparison
                .Compare(Subject with { To = At(335) }, side, side, new ParallelRunTolerance { LeastTime = TimeSpan.FromDays(7) })
                .Verdict
        );
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "Malformed")]
    [InlineData(1.1, "OutOfRange")]
    [InlineData(-0.1, "OutOfRange")]
    public void A_value_that_is_no_ratio_keeps_the_verdict_away(double value, string code)
    {
        // One such hour on both sides alike: nothing else differs.
        var side = Side(h => h == 7 ? value : 0);
        var result = Compare(side, side);
        Assert.Equal(ParallelRunVerdict.InsufficientEvidence, result.Verdict);
        Assert.Equal(2, result.Codes().Count(c => c == code));
    }

    [Fact]
    public void Rounding_is_no_ratio_out_of_range()
    {
        var side = Side(h =>
            h == 7 ? -1e-17
            : h == 8 ? 1 + 1e-12
            : 0
        );
        Assert.Equal(ParallelRunVerdict.Agrees, Compare(side, side).Verdict);
    }

    [Fact]
    public void Two_points_for_one_interval_are_not_chosen_from()
    {
        var side = Side(_ => 0);
        var twice = side with { Points = [.. side.Points, new SliPoint(At(5.5), 1)] };
        Assert.Equal("Repeated", Compare(twice, side).Codes().Single());
        Assert.Equal(ParallelRunVerdict.InsufficientEvidence, Compare(twice, side).Verdict);
    }

    [Fact]
    public void Points_outside_of_the_time_do_not_count()
    {
        var side = Side(_ => 0);
        var more = side with
        {
            Points =
            [
                .. side.Points,
                new SliPoint(At(-1), 1),
                new SliPoint(At(336), 1),
                new SliPoint(DateTime.MinValue, 1),
                new SliPoint(DateTime.MaxValue, 1),
            ],
        };
        Assert.Equal(ParallelRunVerdict.Agrees, Compare(more, side).Verdict);
    }

    [Fact]
    public void Without_a_target_budgets_cannot_be_compared()
    {
        var side = Side(_ => 0);
        var result = ParallelRunComparison.Compare(Subject with { Target = null }, side, side);
        Assert.Equal((ParallelRunVerdict.InsufficientEvidence, "NoTarget"), (result.Verdict, result.Codes().Single()));
        Assert.Equal(
            0.999m,
            ParallelRunComparison.Compare(Subject with { Target = null }, side, side with { Target = 0.999m }).Budget!.Target
        );
    }

    [Fact]
    public void Alerts_that_are_not_known_are_said_to_be_not_compared()
    {
        var side = Side(_ => 0);
        var result = Compare(side with { Alerts = null }, side);
        Assert.Null(result.Alerts);
        Assert.Equal((ParallelRunVerdict.Agrees, "AlertsNotCompared"), (result.Verdict, result.Codes().Single()));
    }

    [Fact]
    public void Nights_without_traffic_are_idle_and_no_gap()
    {
        // Eight hours of each day without traffic: no sample on the automated side, NaN on the manual one.
        static bool Night(int h) => h % 24 >= 16;
        var result = Compare(Side(h => Night(h) ? double.NaN : 0.001), Side(h => Night(h) ? null : 0.001));
        Assert.Equal((224, 112, 1.0, ParallelRunVerdict.Agrees), (result.Compared, result.Idle, result.Coverage, result.Verdict));
        Assert.Equal(
            "The manual side is NaN in 112 intervals where the automated side is not, the "
                + "first at 2026-03-02T16:00:00Z: it divides by zero traffic",
            result.Message("ZeroTrafficGuard")
        );

        // Counted: nothing to guard.
        var counts = Counts(h => Night(h) ? (0, 0) : (999, 1000));
        Assert.Equal((112, ParallelRunVerdict.Agrees), (Compare(counts, counts).Idle, Compare(counts, counts).Verdict));
    }

    [Fact]
    public void A_service_that_nobody_used_says_nothing()
    {
        var counts = Counts(h => h < 10 ? (10, 10) : (0, 0));
        var result = Compare(counts, counts);
        Assert.Equal((ParallelRunVerdict.InsufficientEvidence, "TooFew"), (result.Verdict, result.Codes().Single()));
    }

    [Fact]
    public void A_difference_that_a_day_shows_is_one_also_where_evidence_is_missing()
    {
        var manual = Side(h => h < 48 ? 0.5 : null);
        Assert.Equal(ParallelRunVerdict.Disagrees, Compare(manual, Side(_ => 0)).Verdict);
        Assert.Equal(ParallelRunVerdict.InsufficientEvidence, Compare(Side(h => h < 20 ? 0.5 : null), Side(_ => 0)).Verdict);
    }

    [Fact]
    public void A_time_without_an_interval_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            ParallelRunComparison.Compare(Subject with { Step = TimeSpan.FromDays(15) }, Side(_ => 0), Side(_ => 0))
        );
}
