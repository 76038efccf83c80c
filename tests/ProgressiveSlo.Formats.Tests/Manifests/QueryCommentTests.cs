using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>A comment in a query breaks no document: every expression of the rules is PromQL.</summary>
public sealed class QueryCommentTests
{
    private const string Total = "sum(rate(requests_total[{{.window}}])) # all of them";

    public static TheoryData<string> Kinds => ["events", "good", "raw", "success", "threshold", "middle", "quoted"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rules_of_both_flavors_are_PromQL(string kind)
    {
        foreach (var flavor in new[] { RuleFlavor.Exact, RuleFlavor.Sloth })
        {
            using var text = new StringWriter();
            ManifestFormats.FindWriter("PrometheusRule")!.Write([Make(kind)], new ManifestOptions { Flavor = flavor }, text);
            var result = ManifestImporter.ReadText(text.ToString());
            Assert.Empty(result.Problems);
            Assert.Single(result.Definitions);
            Assert.Equal("quoted" == kind, text.ToString().Contains("# no comment", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_spec_of_Sloth_says_the_same(string kind)
    {
        using var text = new StringWriter();
        ManifestFormats.FindWriter("Sloth")!.Write([Make(kind)], ManifestOptions.Default, text);
        var again = Assert.Single(ManifestImporter.ReadText(text.ToString()).Definitions);
        foreach (var query in new[] { again.Indicator.Queries!.Bad, again.Indicator.Queries.Total, again.Indicator.Queries.ErrorRatio })
            Assert.True(query is null || PromQlParser.TryParse($"({WindowTemplate.Fill(query, "5m")})", PromQlOptions.Plain, out _, out _));
    }

    private static SloDefinition Make(string kind) =>
        new("errors", "web", Indicator(kind), 0.999m, TimeSpan.FromDays(30))
        {
            Alerting = [new("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m)],
        };

    private static SloIndicator Indicator(string kind) =>
        kind switch
        {
            "events" => QueryIndicator.FromBad("sum(rate(errors_total[{{.window}}])) # bad", Total),
            "good" => QueryIndicator.FromGood("sum(rate(good_total[{{.window}}])) # (good", Total),
            "raw" => new RawRatioIndicator("sum(rate(a[{{.window}}])) / sum(rate(b[{{.window}}])) # ratio )"),
            "success" => new RawRatioIndicator("avg(avg_over_time(up[{{.window}}])) # up", isSuccess: true),
            "threshold" => new ThresholdIndicator("max(queue_length) # items", "<", 100),
            "middle" => QueryIndicator.FromBad("sum( # all\n  rate(errors_total[{{.window}}]) # bad\n)", Total),
            _ => QueryIndicator.FromBad("sum(rate(errors_total{path=\"/a # no comment\"}[{{.window}}])) # bad", Total),
        };
}
