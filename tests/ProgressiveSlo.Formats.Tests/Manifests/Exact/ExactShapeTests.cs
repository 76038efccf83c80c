using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Tests.Prometheus;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

/// <summary>What is written for a query, and which indicator is read back from it.</summary>
public sealed class ExactShapeTests
{
    private const string Total = "sum(rate(all[{{.window}}]))";

    [Theory]
    [InlineData("sum(rate(all[{{.window}}]))", "sum(rate(all[5m]))")]
    [InlineData("sum(increase(all[{{.window}}]))", "sum(increase(all[5m]))")]
    [InlineData("sum(count_over_time(all[{{.window}}]))", "sum(count_over_time(all[5m]))")]
    [InlineData("sum(sum_over_time(all[{{.window}}]))", "sum(sum_over_time(all[5m]))")]
    [InlineData("sum(delta(all[{{.window}}]))", "sum(delta(all[5m])) >= 0")]
    [InlineData("avg(rate(all[{{.window}}]))", "avg(rate(all[5m])) >= 0")]
    [InlineData("sum(rate(a[{{.window}}])) + sum(rate(b[{{.window}}]))", "(sum(rate(a[5m])) + sum(rate(b[5m]))) >= 0")]
    [InlineData("sum(a:rate{{.window}}) + sum(b:rate{{.window}})", "(sum(a:rate5m) + sum(b:rate5m)) >= 0")]
    [InlineData("-sum(all:rate{{.window}})", "(-sum(all:rate5m)) >= 0")]
    [InlineData("sum(all:rate{{.window}})", "sum(all:rate5m) >= 0")]
    public void A_total_that_may_be_NaN_is_compared_and_one_that_cannot_is_not(string query, string expected)
    {
        var definition = ExactSamples.Make(QueryIndicator.FromBad("sum(rate(bad[{{.window}}]))", query), alerts: []);
        var text = ExactSamples.Write(definition);
        Assert.Equal(expected, Rule(text, "slo:events_total:rate5m").Expression);
        Assert.Equal(definition, Read(text));
    }

    [Fact]
    public void Bad_events_that_a_query_counts_are_recorded_as_they_are()
    {
        var text = ExactSamples.Write(ExactSamples.Make(QueryIndicator.FromBad("sum(rate(bad[{{.window}}]))", Total), alerts: []));
        Assert.StartsWith("sum(rate(bad[5m]))\nor 0 * ", Rule(text, "slo:events_bad:rate5m").Expression, StringComparison.Ordinal);
        Assert.Equal(
            "slo:events_total:rate5m{slo_id=\"shop/checkout-availability\"} - slo:events_bad:rate5m{slo_id=\"shop/checkout-availability\"}",
            Rule(text, "slo:events_good:rate5m").Expression
        );
    }

    [Fact]
    public void A_page_counts_bad_events_also_where_the_good_ones_are_recorded()
    {
        var definition = ExactSamples.Make(
            QueryIndicator.FromGood("sum(rate(good[{{.window}}]))", Total),
            alerts: [ExactSamples.Page],
            settings: new AlertSettings { MinimumBadEvents = 10 }
        );
        Assert.Contains(
            "round((sum(rate(all[1h])) - (sum(rate(good[1h])) or 0 * sum without (",
            WrittenRule.Read(ExactSamples.Write(definition)).First(r => !r.IsRecord).Expression,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("scalar(avg(rate(x[{{.window}}])))", "-Inf < vector(scalar(avg(rate(x[5m])))) < Inf")]
    [InlineData("1 - scalar(avg(rate(x[{{.window}}])))", "-Inf < vector(1 - scalar(avg(rate(x[5m])))) < Inf")]
    [InlineData("avg(rate(x[{{.window}}]))", "-Inf < avg(rate(x[5m])) < Inf")]
    public void A_scalar_is_written_as_a_vector_and_told(string query, string expected)
    {
        var text = ExactSamples.Write(ExactSamples.Make(new RawRatioIndicator(query), alerts: []), out var losses);
        Assert.Equal(expected, Rule(text, "slo:sli_error:ratio_rate5m").Expression);
        Assert.Equal(
            expected.Contains("vector", StringComparison.Ordinal)
                ?
                [
                    (
                        "indicator.errorRatio",
                        "The query is a scalar, and is written as vector(...), because a rule that compares it needs a vector"
                    ),
                ]
                : [],
            losses.Select(l => (l.Field, l.Message))
        );
    }

    [Theory]
    [InlineData("bad", "sum(rate(x{code=\"500\"}[{{.window}}]))", "sum(rate(x[{{.window}}]))", typeof(RatioIndicator))]
    [InlineData("good", "sum(rate(ok[{{.window}}]))", "sum(rate(x[{{.window}}]))", typeof(RatioIndicator))]
    [InlineData("good", "sum by (a) (rate(ok[{{.window}}]))", "sum by (a) (rate(x[{{.window}}]))", typeof(RatioIndicator))]
    [InlineData("good", "sum by (a) (rate(ok[{{.window}}]))", "sum by (b) (rate(x[{{.window}}]))", typeof(QueryIndicator))]
    [InlineData("good", "sum without (a) (rate(ok[{{.window}}]))", "sum without (a) (rate(x[{{.window}}]))", typeof(QueryIndicator))]
    [InlineData("good", "sum(increase(ok[{{.window}}]))", "sum(rate(x[{{.window}}]))", typeof(QueryIndicator))]
    [InlineData("good", "sum(rate(ok[{{.window}}]))", "sum(increase(x[{{.window}}]))", typeof(QueryIndicator))]
    [InlineData("bad", "sum(increase(bad[{{.window}}]))", "sum(increase(x[{{.window}}]))", typeof(QueryIndicator))]
    [InlineData("good", "avg(rate(ok[{{.window}}]))", "avg(rate(x[{{.window}}]))", typeof(QueryIndicator))]
    [InlineData("good", "sum(rate(ok[{{.window}}] offset 1m))", "sum(rate(x[{{.window}}] offset 1m))", typeof(QueryIndicator))]
    [InlineData("good", "sum(sum_over_time(up[{{.window}}]))", "sum(count_over_time(up[{{.window}}]))", typeof(BoolGaugeIndicator))]
    [InlineData("good", "sum(sum_over_time(up[{{.window}}]))", "sum(count_over_time(down[{{.window}}]))", typeof(QueryIndicator))]
    [InlineData("good", "sum(count_over_time(up[{{.window}}]))", "sum(sum_over_time(up[{{.window}}]))", typeof(QueryIndicator))]
    [InlineData("good", "sum(sum_over_time(up[{{.window}}]))", "sum(increase(up[{{.window}}]))", typeof(QueryIndicator))]
    [InlineData("good", "sum(increase(up[{{.window}}]))", "sum(count_over_time(up[{{.window}}]))", typeof(QueryIndicator))]
    [InlineData("bad", "sum(sum_over_time(up[{{.window}}]))", "sum(count_over_time(up[{{.window}}]))", typeof(QueryIndicator))]
    [InlineData(
        "good",
        "histogram_fraction(0, 0.2, sum(rate(rpc_seconds[{{.window}}]))) * histogram_count(sum(rate(rpc_seconds[{{.window}}])))",
        "histogram_count(sum(rate(rpc_seconds[{{.window}}])))",
        typeof(NativeLatencyIndicator)
    )]
    [InlineData(
        "good",
        "histogram_fraction(0, 0.2, sum(rate(rpc_seconds[{{.window}}]))) * histogram_count(sum(rate(rpc_seconds[{{.window}}])))",
        "histogram_count(sum(rate(other_seconds[{{.window}}])))",
        typeof(QueryIndicator)
    )]
    [InlineData(
        "good",
        "histogram_fraction(0, 0.2, sum(increase(rpc_seconds[{{.window}}]))) * histogram_count(sum(rate(rpc_seconds[{{.window}}])))",
        "histogram_count(sum(rate(rpc_seconds[{{.window}}])))",
        typeof(QueryIndicator)
    )]
    [InlineData(
        "good",
        "histogram_fraction(0, 1e-9, sum(rate(rpc_seconds[{{.window}}]))) * histogram_count(sum(rate(rpc_seconds[{{.window}}])))",
        "histogram_count(sum(rate(rpc_seconds[{{.window}}])))",
        typeof(QueryIndicator)
    )]
    public void Queries_that_are_nothing_but_selectors_become_the_indicator_that_has_them(
        string part,
        string query,
        string total,
        Type expected
    )
    {
        var written = ExactSamples.Make(
            part == "good" ? QueryIndicator.FromGood(query, total) : QueryIndicator.FromBad(query, total),
            alerts: []
        );
        var read = Read(ExactSamples.Write(written));
        Assert.Equal(expected, read.Indicator.GetType());
        Assert.Equal(written, read);
        Assert.Empty(read.Losses);
    }

    [Fact]
    public void Rules_of_a_ratio_are_read_as_the_ratio()
    {
        foreach (var (name, sample) in ExactSamples.All.Where(s => s.Value.Indicator is RatioIndicator))
            Assert.True(Read(ExactSamples.Write(sample)).Indicator is RatioIndicator, name);
    }

    [Theory]
    [InlineData("'0,1'", "sum(rate(all[5m] offset 5m))")]
    [InlineData("'0'", "sum(rate(all[5m] offset {{.window}}))")]
    [InlineData("'1'", "sum(rate(all[{{.window}}] offset 5m))")]
    [InlineData("x", "sum(rate(all[{{.window}}] offset {{.window}}))")]
    [InlineData("'-1,+0, 1'", "sum(rate(all[{{.window}}] offset {{.window}}))")]
    public void Places_of_ranges_that_are_not_the_window_are_whole_numbers(string places, string expected)
    {
        var text = ExactSamples.Write(
            ExactSamples.Make(
                QueryIndicator.FromBad("sum(rate(bad[{{.window}}]))", "sum(rate(all[5m] offset 5m)) + sum(rate(more[{{.window}}]))"),
                alerts: []
            )
        );
        Assert.Contains("own_ranges: '0,1'", text, StringComparison.Ordinal);
        var read = Read(text.Replace("own_ranges: '0,1'", "own_ranges: " + places, StringComparison.Ordinal));
        Assert.Equal(expected + " + sum(rate(more[{{.window}}]))", Assert.IsType<QueryIndicator>(read.Indicator).Total);
    }

    private static WrittenRule Rule(string text, string name) => WrittenRule.Read(text).Single(r => r.Name == name);

    private static SloDefinition Read(string text)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        return Assert.Single(result.Definitions);
    }
}
