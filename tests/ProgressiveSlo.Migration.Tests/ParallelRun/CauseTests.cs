using ProgressiveSlo.Migration.ParallelRun;
using Xunit;
using static ProgressiveSlo.Migration.Tests.ParallelRun.Runs;

namespace ProgressiveSlo.Migration.Tests.ParallelRun;

/// <summary>Planted causes are found, and named for what they are.</summary>
public sealed class CauseTests
{
    // Varies from hour to hour, the same each time.
    private static double Noise(int h) => 0.002 + (h * 7919 % 101 / 10000.0);

    [Fact]
    public void Percent_beside_a_ratio_is_a_factor_of_100()
    {
        var result = Compare(Side(h => Noise(h) * 100), Side(h => Noise(h)));
        Assert.Equal("The manual side is in percent, the automated side a ratio: the factor is 100", result.Message("Percent"));
        Assert.Equal(ParallelRunVerdict.Disagrees, result.Verdict);
        Assert.StartsWith(
            "The automated side is in percent",
            Compare(Side(h => Noise(h)), Side(h => Noise(h) * 100)).Message("Percent"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_share_of_good_events_is_the_inverted_outcome()
    {
        var result = Compare(Side(h => 1 - Noise(h)), Side(h => Noise(h)));
        Assert.Contains("InvertedOutcome", result.Codes());
        Assert.DoesNotContain("ConstantScale", result.Codes());
    }

    [Theory]
    [InlineData(3, "The automated side is 3h later than the manual one")]
    [InlineData(-2, "The automated side is 2h earlier than the manual one")]
    public void A_shift_in_time_is_found_with_its_length(int hours, string message) =>
        Assert.Equal(
            message,
            Compare(Side(h => Noise(h)), Side(h => h - hours is < 0 or >= Hours ? null : Noise(h - hours))).Message("TimeShift")
        );

    [Fact]
    public void A_constant_offset_and_a_constant_scale_are_told_apart()
    {
        var offset = Compare(Side(h => Noise(h)), Side(h => Noise(h) + 0.003));
        Assert.Equal("The automated side is the manual one plus 0.3% all along", offset.Message("ConstantOffset"));
        Assert.DoesNotContain("ConstantScale", offset.Codes());
        var scale = Compare(Side(h => Noise(h)), Side(h => Noise(h) * 2));
        Assert.Equal("The automated side is 2 times the manual one all along", scale.Message("ConstantScale"));
        Assert.DoesNotContain("ConstantOffset", scale.Codes());
    }

    [Fact]
    public void No_law_is_found_in_differences_that_follow_none()
    {
        var codes = Compare(Side(h => Noise(h)), Side(h => h is 50 or 170 ? 0.9 : Noise(h))).Codes();
        Assert.Equal(["SliDiffers", "BudgetDiffers"], codes);
    }

    [Fact]
    public void No_law_is_looked_for_in_noise() => Assert.Empty(Compare(Side(h => Noise(h)), Side(h => Noise(h) + 0.0001)).Reasons);

    [Fact]
    public void Conditions_that_differ_are_named()
    {
        var result = Queries(
            "sum(rate(http_requests_total{job=\"shop\",code=~\"5..\"}[5m])) / sum(rate(http_requests_total{job=\"shop\"}[5m]))",
            "sum(rate(http_requests_total{job=\"shop\",code=~\"5..|429\",path!=\"/health\"}[5m])) / "
                + "sum(rate(http_requests_total{path!=\"/health\",job=\"shop\"}[5m]))"
        );
        Assert.Equal(
            "The conditions on http_requests_total differ: code is told apart by =~ \"5..\" on the manual side, told apart "
                + "by =~ \"5..|429\" on the automated side; path is anything on the manual side, != \"/health\" on the automated "
                + "side",
            result.Message("SelectorDiffers")
        );
    }

    [Fact]
    public void Good_and_bad_events_of_the_same_condition_are_the_same() =>
        Assert.Empty(
            Queries(
                "sum(rate(r{job=\"a\",code=~\"5..\"}[5m])) / sum(rate(r{job=\"a\"}[5m]))",
                "1 - sum(rate(r{code!~\"5..\",job=\"a\"}[5m])) / (sum(rate(r{job=\"a\"}[5m])) > 0)"
            ).Reasons
        );

    [Theory]
    [InlineData("avg(rate(e_total[5m]) / rate(r_total[5m]))")]
    [InlineData("avg_over_time((sum(rate(e_total[5m])) / sum(rate(r_total[5m])))[5m:1m])")]
    [InlineData("avg_over_time(job:errors:ratio_rate5m[5m])")]
    public void An_average_of_ratios_is_found(string query) =>
        Assert.StartsWith(
            "The manual side averages ratios",
            Queries(query, "sum(rate(e_total[5m])) / sum(rate(r_total[5m]))").Message("AveragedRatios"),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_average_over_instances_of_a_gauge_is_none_of_ratios() =>
        Assert.DoesNotContain("AveragedRatios", Queries("1 - avg(up)", "1 - avg(avg_over_time(up[5m]) / 100)").Codes());

    [Fact]
    public void Windows_that_differ_are_named()
    {
        var manual = Side(_ => 0, query: "sum(rate(e_total[1h])) / sum(rate(r_total[1h]))");
        var automated = Side(_ => 0, query: "sum(rate(e_total[{{.window}}])) / sum(rate(r_total[{{.window}}]))") with
        {
            RatioWindow = TimeSpan.FromMinutes(5),
        };
        Assert.Equal("The manual side looks over 1h, the automated side over 5m", Compare(manual, automated).Message("WindowDiffers"));
        Assert.Empty(Compare(manual, automated with { RatioWindow = TimeSpan.FromHours(1) }).Reasons);
    }

    [Fact]
    public void Other_metrics_are_named_and_recorded_series_say_nothing()
    {
        Assert.Equal(
            "The manual side counts a_total, the automated side b_total",
            Queries("rate(a_total[5m])", "rate(b_total[5m])").Message("MetricDiffers")
        );
        Assert.Empty(Queries("job:errors:ratio", "rate(b_total[5m])").Reasons);
        Assert.Empty(Queries("this is (no query", "rate(b_total[5m])").Reasons);
    }

    [Fact]
    public void Zeros_without_traffic_beside_no_sample_are_named_and_keep_the_verdict_away()
    {
        static bool Night(int h) => h % 24 >= 16;
        var result = Compare(Side(h => Night(h) ? null : 0.001), Side(h => Night(h) ? 0 : 0.001));
        Assert.Equal(112, result.OnlyAutomated);
        Assert.Equal(ParallelRunVerdict.InsufficientEvidence, result.Verdict);
        Assert.StartsWith(
            "The manual side has no point in 112 intervals where the automated side is 0",
            result.Message("ZeroTrafficGuard"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Targets_that_differ_are_named()
    {
        var side = Side(_ => 0);
        Assert.Equal(
            "The manual target is 99.5%, the automated one 99.9%",
            Compare(side with { Target = 0.995m }, side with { Target = 0.999m }).Message("TargetDiffers")
        );
    }

    private static ParallelRunResult Queries(string manual, string automated) =>
        Compare(Side(_ => 0, query: manual), Side(_ => 0, query: automated));
}
