using ProgressiveSlo.Findings;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Objectives;
using Xunit;
using static ProgressiveSlo.Migration.Tests.Gaps.GapSamples;

namespace ProgressiveSlo.Migration.Tests.Gaps;

/// <summary>Each kind of gap: when it is there, and when it is not.</summary>
public sealed class GapCheckTests
{
    [Fact]
    public void A_service_with_managed_SLOs_of_both_kinds_has_no_gap() =>
        Assert.Empty(Codes([Managed("api"), Managed("api", measure: SloMeasure.Latency)], Service("api")));

    [Fact]
    public void A_service_without_anything_lacks_an_SLO_and_nothing_else() => Assert.Equal(["SloMissing"], Codes([], Service("api")));

    [Fact]
    public void Monitoring_without_an_objective_is_no_SLO_and_is_named()
    {
        var item = Hand("api") with
        {
            Name = "ApiErrors",
            Method = SloMethod.ThresholdAlert,
            Target = null,
            AlertWindows = [Alert(null, threshold: 0.05m)],
        };
        Assert.Equal("The service is measured (ApiErrors) and has no objective", Gap("SloMissing", [item], Service("api"))!.Message);
        Assert.Null(Gap("LatencySloMissing", [item], Service("api")));
    }

    [Theory]
    [InlineData("experimental", FindingSeverity.Information)]
    [InlineData("deprecated", FindingSeverity.Information)]
    [InlineData("production", FindingSeverity.Error)]
    [InlineData(null, FindingSeverity.Error)]
    public void What_a_service_lacks_that_is_not_in_production_is_only_worth_knowing(string? lifecycle, FindingSeverity severity) =>
        Assert.Equal(severity, Gap("SloMissing", [], Service("api") with { Lifecycle = lifecycle })!.Severity);

    [Fact]
    public void A_latency_that_is_measured_without_an_objective_is_named()
    {
        Assert.Equal(
            "The service has an SLO, and none for its latency",
            Gap("LatencySloMissing", [Managed("api")], Service("api"))!.Message
        );
        var slow = Managed("api", measure: SloMeasure.Latency) with
        {
            Name = "ApiSlow",
            Method = SloMethod.QuantileAlert,
            Target = null,
            HandWritten = true,
        };
        Assert.Equal(
            "The latency is measured (ApiSlow) and has no objective",
            Gap("LatencySloMissing", [Managed("api"), slow], Service("api"))!.Message
        );
    }

    [Fact]
    public void An_SLO_without_alerts_is_a_gap_unless_its_rules_have_them()
    {
        var silent = Managed("api") with { AlertWindows = [] };
        Assert.Equal("No alert watches the SLO availability", Gap("AlertMissing", [silent], Service("api"))!.Message);
        Assert.Null(Gap("AlertMissing", [silent, Managed("api", name: "Availability") with { Format = "PrometheusRule" }], Service("api")));
        Assert.NotNull(Gap("AlertMissing", [silent, Managed("api", name: "other")], Service("api")));
        Assert.NotNull(Gap("AlertMissing", [silent, Managed("api", measure: SloMeasure.Latency, name: "availability")], Service("api")));
    }

    [Fact]
    public void An_alert_on_one_window_is_a_gap_and_one_on_a_quantile_is_not()
    {
        Assert.Equal(
            "The alert ErrorsHigh over 1h looks at one window alone",
            Gap("AlertSingleWindow", [Hand("api", 0.999m, Alert(14.4m, single: true))], Service("api"))!.Message
        );
        Assert.StartsWith(
            "2 alerts look at one window alone: ErrorsHigh over 1h, ",
            Gap(
                "AlertSingleWindow",
                [Hand("api", 0.999m, Alert(14.4m, single: true), Alert(6m, single: true), Alert(1m))],
                Service("api")
            )!.Message,
            StringComparison.Ordinal
        );
        Assert.NotNull(
            Gap(
                "AlertSingleWindow",
                [Hand("api", 0.999m, Alert(null, single: true, threshold: 0.05m)) with { Method = SloMethod.ThresholdAlert }],
                Service("api")
            )
        );
        Assert.Null(
            Gap(
                "AlertSingleWindow",
                [
                    Hand("api", 0.999m, Alert(null, single: true, threshold: 0.5m)) with
                    {
                        Method = SloMethod.QuantileAlert,
                        Measure = SloMeasure.Latency,
                    },
                ],
                Service("api")
            )
        );
        Assert.Null(Gap("AlertSingleWindow", [Hand("api")], Service("api")));
    }

    [Theory]
    [InlineData("0.9", 14.4, true)]
    [InlineData("0.9", 10.0, true)]
    [InlineData("0.9", 9.99, false)]
    [InlineData("0.999", 14.4, false)]
    public void An_alert_fires_only_strictly_below_the_highest_burn_rate(string target, double factor, bool expected)
    {
        var gap = Gap(
            "AlertUnreachable",
            [Hand("api", decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture), Alert((decimal)factor))],
            Service("api")
        );
        Assert.Equal(expected, gap is not null);
        if (expected)
            Assert.Equal(
                (
                    $"Alert ErrorsHigh × {factor}: it can never fire: at a target of 90% the burn rate is at most 10",
                    "Give a factor below 10, or a higher target"
                ),
                (gap!.Message, gap.Guidance)
            );
    }

    [Fact]
    public void The_lint_and_the_gap_say_the_same_of_an_alert_that_cannot_fire()
    {
        var definition = new SloDefinition("availability", "api", RatioIndicator.Default, 0.9m, TimeSpan.FromDays(30))
        {
            Alerting = [new("critical", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m)],
        };
        var remark = DefinitionLint.Run([definition], LintOptions.Default).Single(r => r.Code == "AlertUnreachable");
        var gap = Gap("AlertUnreachable", [Hand("api", 0.9m, Alert(14.4m))], Service("api"))!;
        Assert.Equal(remark.Fix, gap.Guidance);
        Assert.EndsWith(": it can never fire: at a target of 90% the burn rate is at most 10", remark.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ratio_above_1_is_never_reached_and_seconds_above_1_are()
    {
        var threshold = Hand("api", 0.999m, Alert(null, threshold: 5m)) with { Method = SloMethod.ThresholdAlert, Target = null };
        Assert.Contains(
            "an error ratio is at most 1, and the threshold is 5",
            Gap("AlertUnreachable", [threshold], Service("api"))!.Message,
            StringComparison.Ordinal
        );
        Assert.Null(
            Gap("AlertUnreachable", [threshold with { Measure = SloMeasure.Latency, Method = SloMethod.QuantileAlert }], Service("api"))
        );
    }

    [Fact]
    public void What_a_generator_chose_beside_alerts_that_fire_is_a_warning()
    {
        Assert.Equal(FindingSeverity.Warning, Gap("AlertUnreachable", [Managed("api", 0.9m)], Service("api"))!.Severity);
        Assert.Equal(
            FindingSeverity.Error,
            Run([Managed("api", 0.9m) with { AlertWindows = [Alert(14.4m)] }], Service("api"))
                .Gaps.Single(g => g.Code == "AlertUnreachable")
                .Severity
        );
    }

    [Theory]
    [InlineData("avg_over_time(job:errors:ratio5m[30d])", true)]
    [InlineData("avg by (job) (rate(e[5m]) / rate(t[5m]))", true)]
    [InlineData("sum_over_time(job:errors:ratio5m[30d]) / count_over_time(job:errors:ratio5m[30d])", true)]
    [InlineData("sum(instance:errors:ratio) / count(instance:errors:ratio)", true)]
    [InlineData("1 - avg_over_time((sum(rate(e[5m])) / sum(rate(t[5m])))[30d:5m])", true)]
    [InlineData("sum(rate(e[30d])) / sum(rate(t[30d]))", false)]
    [InlineData("sum_over_time(job:errors:rate5m[30d]) / sum_over_time(job:requests:rate5m[30d])", false)]
    [InlineData("avg_over_time(up[5m])", false)]
    [InlineData("avg(rate(e[5m]) * 100 / 3)", false)]
    [InlineData("sum(", false)]
    [InlineData("", false)]
    public void Averages_of_ratios_are_found_by_their_form(string query, bool expected)
    {
        Assert.Equal(expected, Codes([Hand("api") with { Query = query }], Service("api")).Contains("RatioAveraged"));
        Assert.Equal(
            expected,
            Codes([Hand("api") with { Query = "x", Rules = [Recording("r", query)] }], Service("api")).Contains("RatioAveraged")
        );
        Assert.DoesNotContain("RatioAveraged", Codes([Managed("api") with { Query = query }], Service("api")));
    }

    [Theory]
    [InlineData("sum(rate(e[5m])) / sum(rate(t[5m]))", true)]
    [InlineData("sum(rate(e[5m])) / (sum(rate(t[5m])) > 0)", false)]
    [InlineData("(sum(rate(e[5m])) / sum(rate(t[5m]))) >= 0", false)]
    [InlineData("sum(rate(e[5m])) / clamp_min(sum(rate(t[5m])), 1)", false)]
    [InlineData("sum(rate(e[5m])) / 300", false)]
    [InlineData("histogram_quantile(0.99, sum by (le) (rate(d_bucket[5m])))", false)]
    public void A_recorded_ratio_without_a_guard_is_poison(string query, bool expected)
    {
        var recorded = Hand("api") with { Rules = [Recording("job:errors:ratio5m", query)] };
        Assert.Equal(expected, Codes([recorded], Service("api")).Contains("ZeroTrafficNaN"));
        Assert.Equal(
            expected,
            Codes([Hand("api") with { Method = SloMethod.Recording, Query = query }], Service("api")).Contains("ZeroTrafficNaN")
        );
    }

    [Fact]
    public void An_alert_that_divides_and_compares_at_once_is_not_poisoned_and_one_on_an_average_is()
    {
        Assert.DoesNotContain("ZeroTrafficNaN", Codes([Hand("api")], Service("api")));
        Assert.Contains(
            "ZeroTrafficNaN",
            Codes([Hand("api") with { Query = "avg_over_time((sum(rate(e[5m])) / sum(rate(t[5m])))[1d:])" }], Service("api"))
        );
    }

    [Fact]
    public void An_owner_is_known_from_the_catalog_or_from_an_SLO()
    {
        Assert.NotNull(Gap("OwnerMissing", [Managed("api")], Service("api") with { Owner = null }));
        Assert.Null(Gap("OwnerMissing", [Managed("api") with { Owner = "ops" }], Service("api") with { Owner = null }));
        Assert.NotNull(Gap("TierMissing", [], Service("api") with { Tier = "" }));
    }

    [Theory]
    [InlineData("0.999", new[] { "0.99" }, FindingSeverity.Warning)]
    [InlineData("0.999", new[] { "0.999" }, null)]
    [InlineData("0.999", new[] { "0.9995", "0.9995" }, null)]
    [InlineData("0.999", new[] { "0.9994", "0.9995" }, FindingSeverity.Information)]
    [InlineData("0.999", new[] { "0.999", "0.9999" }, FindingSeverity.Information)]
    [InlineData("0.999", new string[0], null)]
    public void A_target_is_compared_with_the_lowest_dependency_and_with_their_product(
        string target,
        string[] dependencies,
        FindingSeverity? expected
    )
    {
        var own = decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture);
        var catalog = dependencies
            .Select((d, i) => Service("d" + i) with { Target = decimal.Parse(d, System.Globalization.CultureInfo.InvariantCulture) })
            .ToArray();
        var gap = Gap(
            "TargetAboveDependency",
            [Managed("api", own)],
            [Service("api", catalog.Select(c => c.Service).ToArray()), .. catalog]
        );
        Assert.Equal(expected, gap?.Severity);
    }

    [Fact]
    public void A_dependency_promises_what_its_SLOs_say_when_the_catalog_says_nothing()
    {
        CatalogService[] catalog = [Service("api", "db", "gone", "api"), Service("db")];
        Assert.Equal(
            "The target of 99.9% is above what db promises, 99%",
            Gap("TargetAboveDependency", [Managed("api"), Managed("db", 0.99m)], catalog)!.Message
        );
        Assert.Null(Gap("TargetAboveDependency", [Managed("api")], catalog));
        Assert.Null(Gap("TargetAboveDependency", [Managed("api"), Managed("db", 0.99m, SloMeasure.Latency)], catalog));
        Assert.Equal(
            "The target of 99.9% is above what db promises, 99.8%",
            Gap("TargetAboveDependency", [Managed("api"), Managed("db", 0.99m)], catalog[0], catalog[1] with { Target = 0.998m })!.Message
        );
    }

    [Fact]
    public void Definitions_of_one_SLO_that_say_different_things_disagree()
    {
        var (one, other) = (Managed("api"), Hand("api", 0.99m) with { Name = "Availability" });
        Assert.Equal(
            "Availability in rules/api.yaml(12) and availability in slo/api.yaml(7) are one SLO and disagree: targets 99% and 99.9%",
            Gap("DefinitionsDisagree", [one, other], Service("api"))!.Message
        );
        Assert.Contains(
            "windows 4w and 30d",
            Gap("DefinitionsDisagree", [one, Hand("api") with { Window = TimeSpan.FromDays(28) }], Service("api"))!.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "they select different series",
            Gap("DefinitionsDisagree", [one, Hand("api") with { Query = "sum(rate(x[5m])) / sum(rate(y[5m]))" }], Service("api"))!.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Other_names_disagree_when_they_measure_the_same_and_not_when_they_measure_something_else()
    {
        var other = Hand("api", 0.99m) with { Name = "ApiErrorBudget" };
        Assert.NotNull(Gap("DefinitionsDisagree", [Managed("api"), other], Service("api")));
        Assert.Null(
            Gap("DefinitionsDisagree", [Managed("api"), other with { Query = "sum(rate(x[5m])) / sum(rate(y[5m]))" }], Service("api"))
        );
        Assert.Null(
            Gap("DefinitionsDisagree", [Managed("api"), Managed("api", 0.99m, SloMeasure.Latency, "availability")], Service("api"))
        );
    }

    [Fact]
    public void Two_managed_SLOs_of_two_names_may_share_a_query_and_differ_in_their_targets()
    {
        var sla = Managed("api", 0.995m, name: "sla");
        Assert.Null(Gap("DefinitionsDisagree", [Managed("api"), sla], Service("api")));
        Assert.Null(Gap("DefinitionsDisagree", [Managed("api"), sla with { Window = TimeSpan.FromDays(7) }], Service("api")));
        Assert.NotNull(Gap("DefinitionsDisagree", [Managed("api"), sla with { Name = "Availability" }], Service("api")));
        Assert.NotNull(Gap("DefinitionsDisagree", [Managed("api"), sla with { HandWritten = true }], Service("api")));
    }

    [Theory]
    [InlineData("sum(rate(http_requests_total{code!~\"5..\"}[30d])) / sum(rate(http_requests_total[30d]))")]
    [InlineData("sum(increase(http_requests_total{code=~'5..'}[5m]))/sum(increase(http_requests_total[5m]))")]
    public void Good_and_bad_events_windows_and_spellings_are_no_disagreement(string query) =>
        Assert.Null(Gap("DefinitionsDisagree", [Managed("api"), Hand("api") with { Query = query }], Service("api")));

    [Fact]
    public void What_says_nothing_of_target_or_window_disagrees_with_nobody() =>
        Assert.Null(Gap("DefinitionsDisagree", [Managed("api"), Hand("api") with { Target = null, Window = null }], Service("api")));

    [Fact]
    public void An_SLO_by_hand_is_named_and_beside_a_managed_one_with_it()
    {
        Assert.Equal("The SLO availability is written by hand", Gap("HandWritten", [Hand("api")], Service("api"))!.Message);
        var gap = Gap("HandWritten", [Hand("api"), Managed("api", name: "api-availability")], Service("api"))!;
        Assert.Equal(
            (
                "The SLO availability is written by hand beside the managed api-availability",
                "Compare the two in a parallel run, then remove the one written by hand"
            ),
            (gap.Message, gap.Guidance)
        );
        Assert.Null(Gap("HandWritten", [Hand("api") with { Method = SloMethod.Panel, Target = null }], Service("api")));
    }

    [Fact]
    public void A_service_that_the_catalog_does_not_have_is_one_gap_with_the_name_that_was_meant()
    {
        var gap = Gap("ServiceUnknown", [Managed("chekout"), Managed("chekout", measure: SloMeasure.Latency)], Service("checkout"))!;
        Assert.Equal(
            ("chekout", "Did you mean 'checkout'? Otherwise add 'chekout' to the catalog", "slo/chekout.yaml"),
            (gap.Service, gap.Guidance, gap.Path)
        );
        Assert.Null(Gap("ServiceUnknown", [Managed("chekout")]));
        Assert.Equal("Fix ServiceUnknown", Gap("ServiceUnknown", [Managed("zzz")], Service("checkout"))!.Guidance);
    }

    [Fact]
    public void Items_without_a_service_are_gaps_with_and_without_a_catalog()
    {
        Assert.Equal("Nothing says which service availability is about", Gap("ServiceUnnamed", [Managed(null)], Service("api"))!.Message);
        Assert.NotNull(Gap("ServiceUnnamed", [Managed("")]));
    }

    [Fact]
    public void Namespaces_keep_services_apart()
    {
        CatalogService[] catalog = [Service("api") with { Namespace = "a" }, Service("api") with { Namespace = "b" }];
        SloInventoryItem[] both = [Managed("api"), Managed("api", measure: SloMeasure.Latency)];
        Assert.Equal(["SloMissing"], Codes(both.Select(i => i with { Namespace = "A" }).ToArray(), catalog));
        Assert.Equal(
            ["SloMissing"],
            Codes(
                both.Select(i =>
                        i with
                        {
                            Query = i
                                .Query.Replace("{", "{namespace=\"b\",", StringComparison.Ordinal)
                                .Replace("{namespace=\"b\",{namespace=\"b\",.", "{{.", StringComparison.Ordinal),
                        }
                    )
                    .ToArray(),
                catalog
            )
        );
        Assert.Contains(
            "The catalog has 'api' in several namespaces (a, b), and availability names none",
            Gap("ServiceUnknown", [Managed("api")], catalog)!.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "The catalog has 'api' in a, b, and availability is in c",
            Gap("ServiceUnknown", [Managed("api") with { Namespace = "c" }], catalog)!.Message,
            StringComparison.Ordinal
        );
        var labelled = Managed("api") with
        {
            Rules =
            [
                Recording("r", "x") with
                {
                    Labels = new System.Collections.Generic.Dictionary<string, string> { ["namespace"] = "b" },
                },
            ],
        };
        Assert.Null(Gap("ServiceUnknown", [labelled], catalog));
    }

    [Fact]
    public void A_name_is_matched_by_its_slug_when_nothing_matches_exactly()
    {
        Assert.Equal(["LatencySloMissing"], Codes([Managed("Check_Out")], Service("check-out")));
        Assert.Equal(
            ["LatencySloMissing", "SloMissing"],
            Codes([Managed("Check Out")], Service("check-out") with { Namespace = "a" }, Service("Check Out")).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Text_from_outside_cannot_print_what_a_terminal_obeys()
    {
        var analysis = Run(
            [
                Hand(
                    "a\u001b[31m",
                    0.9m,
                    new InventoryAlert("x\u0007\r\n##vso[task.complete]", "") { BurnRate = 14m, LongWindow = TimeSpan.FromHours(1) }
                ) with
                {
                    Name = "\u202e",
                },
            ],
            Service("api")
        );
        Assert.All(analysis.Gaps, g => Assert.DoesNotContain(g.Message + g.Guidance, c => char.IsControl(c) || c == '\u202e'));
        Assert.DoesNotContain(analysis.Gaps, g => g.Message.Contains("##vso[", StringComparison.Ordinal));
    }
}
