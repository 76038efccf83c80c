using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.OpenSlo;

/// <summary>Queries of counters become rates, and a query without a window is written by no format.</summary>
public sealed class OpenSloCounterTests
{
    private const string Bad = "sum(rate(basket_requests_total{code=~\"5..\"}[{{.window}}]))";
    private const string Total = "sum(rate(basket_requests_total[{{.window}}]))";

    public static TheoryData<string> Formats => [.. ManifestFormats.WritableNames];

    [Theory]
    [InlineData("sum(basket_requests_total)", "sum(rate(basket_requests_total[{{.window}}]))")]
    [InlineData("basket_requests_total", "sum(rate(basket_requests_total[{{.window}}]))")]
    [InlineData("sum by (zone) (basket_requests_total)", "sum by (zone) (rate(basket_requests_total[{{.window}}]))")]
    [InlineData("sum(a_total) + sum(b_total)", "sum(rate(a_total[{{.window}}])) + sum(rate(b_total[{{.window}}]))")]
    [InlineData("sum(a_total) or vector(0)", "sum(rate(a_total[{{.window}}])) or vector(0)")]
    [InlineData("sum(a_total offset 5m) # late", "sum(rate(a_total[{{.window}}] offset 5m))")]
    [InlineData("sum(rate(a_total[{{.window}}]))", "sum(rate(a_total[{{.window}}]))")]
    public void A_counter_becomes_its_rate(string query, string rate)
    {
        var result = OpenSloTexts.Read(WithTotal(query));
        Assert.Empty(result.Problems);
        var definition = Assert.Single(result.Definitions);
        Assert.Empty(definition.Losses);
        Assert.Equal(rate, Assert.IsType<QueryIndicator>(definition.Indicator).Total);
    }

    [Theory]
    [InlineData("sum(rate(a_total[5m]))")]
    [InlineData("max(a_total)")]
    [InlineData("sum(a_total) > 5")]
    [InlineData("sum(a_total) * sum(b_total)")]
    [InlineData("histogram_quantile(0.9, sum by (le) (a_bucket))")]
    public void What_is_more_than_a_sum_of_counters_stays_and_is_a_loss(string query)
    {
        var definition = Assert.Single(OpenSloTexts.Read(WithTotal(query)).Definitions);
        Assert.Equal(query, Assert.IsType<QueryIndicator>(definition.Indicator).Total);
        Assert.Equal("spec.indicator.spec.ratioMetric.counter", Assert.Single(definition.Losses).Field);
    }

    [Theory]
    [InlineData("incremental: true", true)]
    [InlineData("incremental: false", false)]
    public void The_first_version_says_it_with_another_word(string word, bool isRate)
    {
        var text = OpenSloTexts
            .Alpha.With("good:", word, "good:")
            .With("query: sum(rate(basket_requests_total{code!~", "query: sum(basket_requests_total{code!~\"5..\"})")
            .With("query: sum(rate(basket_requests_total[", "query: sum(basket_requests_total)");
        var definition = Assert.Single(OpenSloTexts.Read(text).Definitions);
        Assert.Equal(isRate ? Total : "sum(basket_requests_total)", Assert.IsType<QueryIndicator>(definition.Indicator).Total);
        Assert.Equal(isRate ? [] : ["spec.objectives[0].ratioMetrics.incremental"], definition.Losses.Select(l => l.Field));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_query_without_a_window_is_written_by_no_format(string format)
    {
        foreach (var total in new[] { "sum(basket_requests_total)", "sum(rate(basket_requests_total[5m]))" })
        {
            var refusal = Assert.Throws<ManifestNotWritableException>(() => Write(format, QueryIndicator.FromBad(Bad, total)));
            Assert.Equal(("WindowPlaceholderMissing", "indicator.total"), (refusal.Problem.Code, refusal.Problem.Field));
        }

        var raw = Assert.Throws<ManifestNotWritableException>(() => Write(format, new RawRatioIndicator("job:errors:ratio5m")));
        Assert.Equal("WindowPlaceholderMissing", raw.Problem.Code);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Good_events_that_are_all_events_are_written_by_no_format(string format)
    {
        var refusal = Assert.Throws<ManifestNotWritableException>(() =>
            Write(format, QueryIndicator.FromGood("sum( rate(basket_requests_total[{{ .window }}]) )", Total))
        );
        Assert.Equal("SelectorIdentical", refusal.Problem.Code);
    }

    private static string WithTotal(string query) => OpenSloTexts.Slo.With("query: sum(rate(basket_requests_total[", $"query: '{query}'");

    private static void Write(string format, SloIndicator indicator) =>
        ManifestFormats
            .FindWriter(format)!
            .Write(
                [
                    new SloDefinition("answers", "basket", indicator, 0.99m, TimeSpan.FromDays(30))
                    {
                        Alerting = [new("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m)],
                    },
                ],
                ManifestOptions.Default,
                TextWriter.Null
            );
}
