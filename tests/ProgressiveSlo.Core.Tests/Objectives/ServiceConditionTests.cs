using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Objectives;

/// <summary>The condition on the service, and the unit of histograms, in indicators.</summary>
public sealed class ServiceConditionTests
{
    [Fact]
    public void Every_selector_gets_the_condition_first_unless_it_has_one_on_the_label()
    {
        var ratio = RatioIndicator.FromBad(MetricSelector.Parse("bad{job=~\"a|b\"}", "b"), MetricSelector.Parse("all{zone=\"1\"}", "t"));
        Assert.Equal(
            "1 - bad{job =~ \"a|b\"} / all{job = \"x\", zone = \"1\"}",
            ServiceCondition.AddTo(ratio.WithGrouping(["zone"]), "job", "x").ToString()
        );
        Assert.Equal(["zone"], ((RatioIndicator)ServiceCondition.AddTo(ratio.WithGrouping(["zone"]), "job", "x")).Grouping);
        Assert.Equal("up{job = \"x\"}", ServiceCondition.AddTo(new BoolGaugeIndicator(new MetricSelector("up")), "job", "x").ToString());
    }

    [Fact]
    public void A_name_is_a_value_in_the_queries_and_never_syntax() =>
        Assert.Equal(
            "sum(rate(http_requests_total{service = \"a\\\"b\\\\\"}[{{.window}}]))",
            RatioIndicator.ForService("a\"b\\").Queries.Total
        );

    [Fact]
    public void Queries_cannot_take_a_condition() =>
        Assert.Equal(
            "ServiceLabel",
            Assert.Throws<SloValidationException>(() => ServiceCondition.AddTo(new RawRatioIndicator("a"), "job", "x")).Problem.Field
        );

    [Theory]
    [InlineData("d_seconds", "0.5", "0.5")]
    [InlineData("d_milliseconds", "500(\\.0)?", "500")]
    [InlineData("d_ms", "500(\\.0)?", "500")]
    [InlineData("d", "0.5", "0.5")]
    public void Thresholds_are_in_the_unit_that_the_name_says(string metric, string bound, string native)
    {
        var classic = Assert.IsType<RatioIndicator>(LatencyMetric.Parse(metric, false, "m").CreateIndicator(500));
        Assert.Equal(bound, classic.Good!.Filters.Single().Value);
        var fraction = LatencyMetric.Parse(metric, true, "m").CreateIndicator(500).Queries!.Good!;
        Assert.StartsWith($"histogram_fraction(0, {native}, ", fraction, StringComparison.Ordinal);
    }
}
