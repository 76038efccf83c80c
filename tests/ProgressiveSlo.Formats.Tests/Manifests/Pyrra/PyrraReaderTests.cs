using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.Pyrra;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Pyrra;

public sealed class PyrraReaderTests
{
    [Theory]
    [InlineData("ratio")]
    [InlineData("latency")]
    [InlineData("native")]
    [InlineData("gauge")]
    public void A_golden_object_is_written_as_it_was_read(string name)
    {
        var text = Golden(name);
        var definition = Read(text);
        Assert.Empty(definition.Losses);
        using var again = new StringWriter();
        Assert.Empty(new PyrraWriter().Write([definition], ManifestOptions.Default, again));
        Assert.Equal(text, again.ToString());
    }

    [Fact]
    public void Nothing_of_the_fixtures_is_lost()
    {
        foreach (var file in Fixtures.Own.Files("pyrra", "*.yaml"))
        {
            var result = ManifestImporter.ReadText(File.ReadAllText(file));
            Assert.Empty(result.Problems);
            Assert.NotEmpty(result.Definitions);
            foreach (var definition in result.Definitions)
            {
                Assert.Empty(definition.Losses);
                using var text = new StringWriter();
                Assert.Empty(new PyrraWriter().Write([definition], ManifestOptions.Default, text));
                var again = Read(text.ToString());
                Assert.Equal(definition, again);
                Assert.Equal(definition.Name, again.Name);
            }
        }
    }

    [Fact]
    public void A_ratio_carries_everything()
    {
        var definition = Read(Golden("ratio"));
        Assert.Equal(
            ("checkout-orders", "checkout", "shop", 0.9995m),
            (definition.Name, definition.Service, definition.Namespace, definition.Target)
        );
        Assert.Equal(
            ["critical 1h/5m × 14", "page 6h/30m × 7", "warning 1d/2h × 2", "info 4d/6h × 1"],
            definition.Alerting.Select(a => a.ToString())
        );
        Assert.Equal("payments", definition.Labels["team"]);
        Assert.Equal("main", definition.ObjectMetadata!.Labels["prometheus"]);
        Assert.Equal("https://runbooks.example/orders", definition.AlertSettings.Annotations["runbook_url"]);
        Assert.Equal(
            ("OrdersBurn", "OrdersGone", false),
            (definition.AlertSettings.Name, definition.AlertSettings.AbsentName, definition.AlertSettings.Absent)
        );
        Assert.Equal(["channel", "region"], Assert.IsType<RatioIndicator>(definition.Indicator).Grouping);
        Assert.Equal(21, definition.Source!.LocationOf("indicator.bad").Line);
        Assert.Equal("spec.indicator.ratio.errors.metric", definition.Source.LocationOf("indicator.bad").Field);
        Assert.Equal("metadata.labels.pyrra.dev/team", definition.Source.LocationOf("labels.team").Field);
    }

    [Theory]
    [InlineData("28d", "1h/5m", "6h/30m", "1d/2h", "4d/6h")]
    [InlineData("30d", "1h4m/5m", "6h26m/32m", "1d1h43m/2h9m", "4d6h51m/6h26m")]
    [InlineData("2w", "30m/3m", "3h/15m", "12h/1h", "2d/3h")]
    [InlineData("7d", "15m/1m", "1h30m/8m", "6h/30m", "1d/1h30m")]
    public void Alert_windows_are_those_of_Pyrra(string window, params string[] expected)
    {
        var alerts = Read(Golden("latency").Replace("window: 30d", "window: " + window, StringComparison.Ordinal)).Alerting;
        Assert.Equal(
            expected.Zip(["critical", "critical", "warning", "warning"], (w, s) => s + " " + w),
            alerts.Select(a => a.ToString()[..a.ToString().IndexOf(" ×", StringComparison.Ordinal)])
        );
    }

    [Fact]
    public void Latency_is_known_by_its_bucket()
    {
        Assert.Equal("0.25", Assert.IsType<RatioIndicator>(Read(Golden("latency")).Indicator).LatencyThreshold);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), Assert.IsType<NativeLatencyIndicator>(Read(Golden("native")).Indicator).Threshold);
    }

    [Fact]
    public void The_service_is_a_label_or_the_name()
    {
        Assert.Equal("search-latency", Read(Golden("latency")).Service);
        Assert.Equal("mail", Read(Golden("native")).Service);
        Assert.Equal("Shop Front", Read(Golden("gauge")).Service);
    }

    [Fact]
    public void Both_words_switch_the_alerts_off()
    {
        Assert.Empty(Read(Golden("native")).Alerting);
        Assert.Empty(Read(Golden("native").Replace("burnrates: false", "disabled: true", StringComparison.Ordinal)).Alerting);
        Assert.Equal(4, Read(Golden("native").Replace("burnrates: false", "burnrates: true", StringComparison.Ordinal)).Alerting.Count);
    }

    [Theory]
    [InlineData("'99.95'", "99.95")]
    [InlineData("'99.95'", "9.995e1")]
    public void A_target_may_be_a_number(string right, string other) =>
        Assert.Equal(0.9995m, Read(Golden("ratio").Replace(right, other, StringComparison.Ordinal)).Target);

    [Theory]
    [InlineData("ratio", "target: '99.95'", "target: '100'", "spec.target", "ObjectiveFull")]
    [InlineData("ratio", "target: '99.95'", "target: '-1'", "spec.target", "ObjectiveOutOfRange")]
    [InlineData("ratio", "target: '99.95'", "target: '99.999999999999999'", "spec.target", "ObjectiveOutOfRange")]
    [InlineData("ratio", "target: '99.95'", "target: high", "spec.target", "")]
    [InlineData("ratio", "window: 4w", "window: month", "spec.window", "DurationInvalid")]
    [InlineData("ratio", "  window: 4w\n", "", "spec.window", "FieldMissing")]
    [InlineData("ratio", "orders_total{region!=\"test\"}\n", "sum(rate(orders_total[5m]))\n", "spec.indicator.ratio.total.metric", "")]
    [InlineData("ratio", "orders_total{region!=\"test\"}\n", "orders_total offset 5m\n", "spec.indicator.ratio.total.metric", "")]
    [InlineData("ratio", "orders_total{region!=\"test\"}\n", "'{job=\"x\"}'\n", "spec.indicator.ratio.total.metric", "")]
    [InlineData("ratio", "orders_total{region!=\"test\"}\n", "orders_total{region\n", "spec.indicator.ratio.total.metric", "PromQlSyntax")]
    [InlineData("ratio", "- region", "- 'a) (b'", "spec.indicator.ratio.grouping[1]", "")]
    [InlineData("ratio", "    ratio:", "    ratios:", "spec.indicator", "")]
    [InlineData("ratio", "    ratio:", "    bool_gauge: {metric: up}\n    ratio:", "spec.indicator", "")]
    [InlineData(
        "ratio",
        "pyrra.dev/service: checkout",
        "pyrra.dev/service: ../x",
        "metadata.labels.pyrra.dev/service",
        "ServiceNameInvalid"
    )]
    [InlineData("ratio", "kind: ServiceLevelObjective", "kind: Objective", "kind", "")]
    [InlineData("ratio", "absent: false", "absent: maybe", "spec.alerting.absent", "")]
    [InlineData("latency", ",le=\"0.25\"", "", "spec.indicator.latency.success.metric", "")]
    [InlineData("latency", "le=\"0.25\"", "le=~\"0.25|1\"", "spec.indicator.latency.success.metric", "")]
    [InlineData("latency", "le=\"0.25\"", "le!=\"0.25\"", "spec.indicator.latency.success.metric", "")]
    [InlineData("latency", "_count{job=\"search\"", "_bucket{le=\"1\"", "spec.indicator.latency.total.metric", "")]
    [InlineData("native", "latency: 1s500ms", "latency: fast", "spec.indicator.latencyNative.latency", "DurationInvalid")]
    [InlineData("native", "latency: 1s500ms", "latency: 0s", "spec.indicator.latencyNative.latency", "DurationInvalid")]
    [InlineData(
        "gauge",
        "      metric: probe_success{instance=\"https://shop.example\"}\n",
        "      grouping: []\n",
        "spec.indicator.bool_gauge.metric",
        "FieldMissing"
    )]
    public void A_wrong_value_is_named_with_its_line_and_mend(string name, string right, string wrong, string field, string code)
    {
        var text = Golden(name);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        var result = ManifestImporter.ReadText(text[..at] + wrong + text[(at + right.Length)..]);
        Assert.Empty(result.Definitions);
        Assert.All(result.Problems, p => Assert.Equal(field, p.Problem.Field));
        var problem = result.Problems[0];
        Assert.Equal(code, problem.Problem.Code);
        Assert.NotEmpty(problem.Problem.Fix);
        Assert.InRange(problem.Line, 2, 40);
    }

    [Fact]
    public void The_mend_of_a_query_is_its_selector()
    {
        var text = Golden("gauge")
            .Replace("probe_success{instance=\"https://shop.example\"}", "avg(probe_success{a='b'})", StringComparison.Ordinal);
        Assert.Equal("Write the metric alone: probe_success{a=\"b\"}", Assert.Single(ManifestImporter.ReadText(text).Problems).Problem.Fix);
    }

    [Fact]
    public void What_is_not_carried_over_is_listed()
    {
        var text = Golden("ratio")
            .Replace(
                "spec:\n",
                "  finalizers: [x]\n  uid: 1\nspec:\n  performanceOverAccuracy: true\n  "
                    + "partial_response_strategy: warn\n  ruleOutput: {}\n  extra: 1\n",
                StringComparison.Ordinal
            )
            .Replace("mediumBurn: page", "absent: info\n      mediumBurn: page\n      tinyBurn: x", StringComparison.Ordinal)
            .Replace("    prometheus: main\n", "    prometheus: main\n    team: other\n", StringComparison.Ordinal);
        var definition = Read(text + "status: {type: PrometheusRule}\n");
        Assert.Equal(
            [
                "spec.alerting.severities.absent",
                "spec.alerting.severities.tinyBurn",
                "spec.extra",
                "spec.partial_response_strategy",
                "spec.performanceOverAccuracy",
                "spec.ruleOutput",
            ],
            definition.Losses.Select(l => l.Field).Order(StringComparer.Ordinal)
        );
        Assert.Equal("payments", definition.Labels["team"]);
        Assert.Equal("other", definition.ObjectMetadata!.Labels["team"]);
    }

    [Fact]
    public void A_period_too_short_for_Pyrra_is_reported()
    {
        var definition = Read(Golden("latency").Replace("window: 30d", "window: 1d", StringComparison.Ordinal));
        Assert.Equal("spec.window", Assert.Single(definition.Losses).Field);
        Assert.All(definition.Alerting, a => Assert.True(a.ShortWindow >= TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void One_bad_object_of_a_list_does_not_stop_the_others()
    {
        string Item(string name) => "  - " + string.Join("\n    ", Golden(name).Split('\n')[1..]).TrimEnd() + "\n";
        var text =
            "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjectiveList\nitems:\n"
            + Item("ratio")
            + Item("latency").Replace("'95'", "'x'", StringComparison.Ordinal)
            + Item("gauge");
        var result = ManifestImporter.ReadText(text);
        Assert.Equal(["checkout-orders", "shop-front"], result.Definitions.Select(d => d.Name));
        var problem = Assert.Single(result.Problems);
        Assert.Equal("spec.target", problem.Problem.Field);
        Assert.Contains("target: 'x'", text.Split('\n')[problem.Line - 1], StringComparison.Ordinal);
    }

    private static string Golden(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Pyrra", name + ".yaml"));

    private static SloDefinition Read(string text)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        return Assert.Single(result.Definitions);
    }
}
