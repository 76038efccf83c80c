using CsCheck;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using Xunit;
using static ProgressiveSlo.Migration.Tests.Gaps.GapSamples;

namespace ProgressiveSlo.Migration.Tests.Gaps;

/// <summary>Order, texts, calls of cmdlets, and the summary by tier.</summary>
public sealed class GapAnalysisTests
{
    private const string Template =
        "P {service}[ -Indicator @{ Good = {good}; Total = {total} }][ -Indicator @{ Bad = {bad}; Total = {total} }]"
        + "[ -ServiceLabel {serviceLabel}] -LatencyMetric {latency}";

    [Fact]
    public void Gaps_come_by_severity_then_by_service_and_what_no_service_is_named_for_last()
    {
        var gaps = Run([Managed(null), Managed("b") with { AlertWindows = [] }], Service("b"), Service("a") with { Owner = null }).Gaps;
        Assert.Equal(
            [
                "Error a SloMissing",
                "Warning a OwnerMissing",
                "Warning b LatencySloMissing",
                "Warning b AlertMissing",
                "Warning  ServiceUnnamed",
            ],
            gaps.Select(g => $"{g.Severity} {g.Service} {g.Code}")
        );
    }

    [Fact]
    public void A_gap_has_guidance_challenge_place_and_the_call_that_closes_it()
    {
        var gap = Assert.Single(
            Run(
                [],
                Service("it's") with
                {
                    Service = "Bob\u2019s",
                    Namespace = "shop",
                    Owner = null,
                    Path = "services.csv",
                    Line = 3,
                }
            ).Gaps,
            g => g.Code == "SloMissing"
        );
        Assert.Equal("Incomplete metrics", gap.Challenge!.Name);
        Assert.Equal("New-SloPlan 'Bob\u2019\u2019s' -Namespace 'shop' -Tier 'critical'", gap.Cmdlet);
        Assert.Equal(("services.csv", 3, "Fix SloMissing", "critical"), (gap.Path, gap.Line, gap.Guidance, gap.Tier));
    }

    [Theory]
    [InlineData(
        "sum(rate(http_requests_total{job=\"checkout\",code=~\"5..\"}[{{.window}}])) / "
            + "sum(rate(http_requests_total{job=\"checkout\"}[{{.window}}]))",
        "P 'checkout' -Indicator @{ Bad = 'http_requests_total{job = \"checkout\", code =~ \"5..\"}'; "
            + "Total = 'http_requests_total{job = \"checkout\"}' } "
            + "-LatencyMetric 'http_request_duration_seconds{job = \"checkout\"}'"
    )]
    [InlineData(
        "1 - sum(rate(ok_total{app=\"shop\"}[5m])) / sum(rate(all_total{app=\"shop\"}[5m]))",
        "P 'checkout' -Indicator @{ Good = 'ok_total{app = \"shop\"}'; Total = 'all_total{app = \"shop\"}' } "
            + "-LatencyMetric 'http_request_duration_seconds{app = \"shop\"}'"
    )]
    [InlineData(
        "avg_over_time(success:ratio{job=\"checkout\"}[5m])",
        "P 'checkout' -ServiceLabel 'job' -LatencyMetric 'http_request_duration_seconds'"
    )]
    [InlineData("", "P 'checkout' -LatencyMetric 'http_request_duration_seconds'")]
    public void A_call_carries_the_selectors_that_the_inventory_found(string query, string call)
    {
        var rules = new GapRules([.. GapSamples.Rules.Rules.Select(r => r with { Cmdlet = Template })], GapSamples.Rules.Levels);
        var item = GapSamples.Hand("checkout") with { Query = query };
        var gaps = GapAnalysis.Run([item], null, rules, GapSamples.Guidance, TestContext.Current.CancellationToken).Gaps;
        Assert.All(gaps, g => Assert.Equal(call, g.Cmdlet));
        Assert.Contains(gaps, g => g.Code == "LatencySloMissing");
    }

    [Fact]
    public void A_histogram_that_the_inventory_found_is_that_of_the_call()
    {
        var rules = new GapRules([.. GapSamples.Rules.Rules.Select(r => r with { Cmdlet = Template })], GapSamples.Rules.Levels);
        var item = GapSamples.Managed("checkout", measure: SloMeasure.Latency) with
        {
            Method = SloMethod.QuantileAlert,
            Query = "histogram_quantile(0.95, sum by (le) (rate(d_seconds_bucket{job=\"checkout\",le=~\".+\"}[5m])))",
        };
        var gaps = GapAnalysis.Run([item], null, rules, GapSamples.Guidance, TestContext.Current.CancellationToken).Gaps;
        Assert.NotEmpty(gaps);
        Assert.All(gaps, g => Assert.EndsWith(" -LatencyMetric 'd_seconds{job = \"checkout\"}'", g.Cmdlet, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("New-SloPlan {service}", "", "")]
    [InlineData("New-SloPlan {service}[ -Owner {owner}]", "api", "New-SloPlan 'api'")]
    [InlineData("New-SloPlan {service}[ -Owner {owner}] | Get-SloPhase", "it's; rm -r", "New-SloPlan 'it''s; rm -r' | Get-SloPhase")]
    [InlineData("New-SloPlan {service}", "a\u001b", "")]
    [InlineData("Get-SloPhase", "api", "Get-SloPhase")]
    [InlineData("", "api", "")]
    public void A_call_is_complete_or_empty(string template, string service, string expected) =>
        Assert.Equal(
            expected,
            CmdletCallTemplate.Fill(
                template,
                new System.Collections.Generic.Dictionary<string, string?> { ["service"] = service, ["owner"] = null }
            )
        );

    [Fact]
    public void Any_text_in_a_call_is_one_quoted_word_for_PowerShell() =>
        Gen.String.Sample(text =>
        {
            var call = CmdletCallTemplate.Fill(
                "X {service}",
                new System.Collections.Generic.Dictionary<string, string?> { ["service"] = text }
            );
            if (call.Length == 0)
                return;
            var inner = call["X '".Length..^1];
            foreach (var quote in "'\u2018\u2019\u201a\u201b")
                inner = inner.Replace(new string(quote, 2), "", StringComparison.Ordinal);
            Assert.DoesNotContain(inner, c => "'\u2018\u2019\u201a\u201b".Contains(c, StringComparison.Ordinal));
        });

    [Fact]
    public void Each_service_counts_in_its_tier_and_all_together_come_last()
    {
        var rows = Run(
            [
                Managed("a"),
                Managed("a", measure: SloMeasure.Latency),
                Hand("b"),
                Hand("c") with
                {
                    Method = SloMethod.Panel,
                    Target = null,
                    AlertWindows = [],
                },
                Managed(null),
            ],
            Service("a"),
            Service("b"),
            Service("c") with
            {
                Tier = "Standard",
            },
            Service("d") with
            {
                Tier = null,
            },
            Service("e") with
            {
                Tier = "standard",
            }
        ).Maturity;
        Assert.Equal(["critical", "Standard", "", "*"], rows.Select(r => r.Tier));
        Assert.Equal(
            [(2, 2, 1, 2, 1), (2, 0, 0, 0, 0), (1, 0, 0, 0, 0), (5, 2, 1, 2, 1)],
            rows.Select(r => (r.Services, r.WithSlo, r.WithLatencySlo, r.WithBurnRateAlerts, r.Managed))
        );
        Assert.Equal([0.75m, 0m, 0m, 0.3m], rows.Select(r => r.Score));
        Assert.Equal([0, 2, 1, 3], rows.Select(r => r.Errors));
        Assert.Equal(rows[3].Warnings, rows.Take(3).Sum(r => r.Warnings) + 1);
    }

    [Fact]
    public void The_level_is_the_highest_whose_needs_are_met_and_says_what_the_next_one_lacks()
    {
        var rows = Run(
            [Managed("a"), Managed("a", measure: SloMeasure.Latency), Hand("b")],
            Service("a"),
            Service("b"),
            Service("c") with
            {
                Tier = "x",
            }
        ).Maturity;
        Assert.Equal(
            [
                ("Middle", "High: managed 50% of 80%"),
                ("Low", "Middle: with SLO 0% of 50%"),
                (
                    "Middle",
                    "High: with SLO 66.67% of 100%, with latency SLO 33.33% of 50%, with burn-rate "
                        + "alerts 66.67% of 100%, managed 33.33% of 80%, 1 error to fix"
                ),
            ],
            rows.Select(r => (r.Level, r.Next.Replace(".00%", "%", StringComparison.Ordinal)))
        );
        var best = Run([Managed("a"), Managed("a", measure: SloMeasure.Latency)], Service("a")).Maturity;
        Assert.Equal(("High", ""), (best[0].Level, best[0].Next));
    }

    [Fact]
    public void An_error_keeps_the_level_that_allows_none_away()
    {
        var rows = Run(
            [Managed("a", 0.9m) with { AlertWindows = [Alert(14.4m)] }, Managed("a", measure: SloMeasure.Latency)],
            Service("a")
        ).Maturity;
        Assert.Equal(("Middle", "High: 1 error to fix"), (rows[0].Level, rows[0].Next));
    }

    [Fact]
    public void Without_a_catalog_the_services_of_the_inventory_are_all_there_are()
    {
        var analysis = Run([Managed("a"), Managed("A"), Managed(null), Hand("b") with { Method = SloMethod.Panel, Target = null }]);
        Assert.DoesNotContain(analysis.Gaps, g => g.Code is "ServiceUnknown" or "TierMissing" or "TargetAboveDependency");
        Assert.Contains(analysis.Gaps, g => g is { Code: "SloMissing", Service: "b" });
        Assert.Equal(2, analysis.Maturity[^1].Services);
    }

    [Fact]
    public void Nothing_compared_with_nothing_is_nothing()
    {
        var analysis = Run([]);
        Assert.Empty(analysis.Gaps);
        Assert.Equal(
            (0, null, "Low"),
            (analysis.Maturity.Single().Services, analysis.Maturity.Single().Score, analysis.Maturity.Single().Level)
        );
    }

    [Fact]
    public void Adding_a_managed_SLO_never_adds_an_error()
    {
        var services = Gen.Int[0, 3].Select(i => "s" + i);
        var items = Gen.Select(services, Gen.Bool, Gen.Int[0, 5], Gen.Bool)
            .Select(
                (s, hand, method, latency) =>
                    (hand ? Hand(s) : Managed(s, measure: latency ? SloMeasure.Latency : SloMeasure.Availability)) with
                    {
                        Method = (SloMethod)method,
                    }
            );
        Gen.Select(items.Array[0, 8], services)
            .Sample(
                (inventory, service) =>
                {
                    CatalogService[] catalog = [Service("s0"), Service("s1"), Service("s2")];
                    var before = Run(inventory, catalog)
                        .Gaps.Count(g => g is { Severity: FindingSeverity.Error, Code: not "DefinitionsDisagree" });
                    var after = Run([.. inventory, Managed(service, name: "new")], catalog)
                        .Gaps.Count(g => g is { Severity: FindingSeverity.Error, Code: not "DefinitionsDisagree" });
                    Assert.True(after <= before);
                },
                iter: 500,
                threads: 1
            );
    }

    [Fact]
    public void Every_service_of_the_catalog_is_in_exactly_one_tier() =>
        Gen.Select(
                Gen.Int[0, 3]
                    .Select(i =>
                        i switch
                        {
                            0 => "a",
                            1 => "b",
                            2 => "",
                            _ => null,
                        }
                    ),
                Gen.Int[0, 999]
            )
            .Array[1, 40]
            .Sample(
                drawn =>
                {
                    var catalog = drawn.Select((d, i) => Service("s" + i) with { Tier = d.Item1 }).ToArray();
                    var rows = Run(
                        drawn.Where(d => d.Item2 % 3 == 0).Select(d => Managed("s" + (d.Item2 % 50))).ToArray(),
                        catalog
                    ).Maturity;
                    Assert.Equal(catalog.Length, rows[^1].Services);
                    Assert.Equal(catalog.Length, rows.SkipLast(1).Sum(r => r.Services));
                    Assert.Equal(rows[^1].WithSlo, rows.SkipLast(1).Sum(r => r.WithSlo));
                },
                iter: 200,
                threads: 1
            );

    [Fact]
    public void A_comparison_can_be_stopped() =>
        Assert.Throws<OperationCanceledException>(() =>
            GapAnalysis.Run([Managed("a")], null, Rules, GapSamples.Guidance, new System.Threading.CancellationToken(canceled: true))
        );

    [Fact]
    public void Cycles_are_found_each_once_however_deep()
    {
        static CatalogService[] Ring(int n) => Enumerable.Range(0, n).Select(i => Service("s" + i, "s" + ((i + 1) % n))).ToArray();
        Assert.Equal(50_000, Assert.Single(DependencyCycles.Find(new ServiceCatalog(Ring(50_000)))).Count);
        Assert.Empty(DependencyCycles.Find(new ServiceCatalog([Service("a", "b", "c"), Service("b", "c"), Service("c")])));
        Assert.Equal(
            2,
            DependencyCycles.Find(new ServiceCatalog([Service("a", "b"), Service("b", "a"), Service("c", "c"), Service("d", "a")])).Count
        );
    }
}
