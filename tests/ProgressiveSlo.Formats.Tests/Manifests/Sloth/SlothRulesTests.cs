using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Sloth;

public sealed class SlothRulesTests
{
    private static readonly ManifestOptions _options = new() { Flavor = RuleFlavor.Sloth };

    [Fact]
    public void A_spec_of_ours_gives_the_rules_that_were_reviewed()
    {
        var definitions = SlothFiles.Import(SlothFiles.Golden("ledger.yaml")).Definitions;
        Same("ledger.rules.yaml", SlothFiles.Write(new PrometheusRuleWriter(), definitions, _options));
    }

    [Fact]
    public void A_phase_with_other_severities_and_windows_gives_the_rules_that_were_reviewed()
    {
        var phase = TestPlans.Make().Phases.Single(p => p.Name == "production_ready").Definition;
        Same("plan.rules.yaml", SlothFiles.Write(new PrometheusOperatorWriter(), [phase], _options));
    }

    // Rules of one name and the same labels are duplicates for promtool, and whoever is called cannot tell them apart.
    [Theory]
    [InlineData("baseline", 3)]
    [InlineData("excellence", 6)]
    public void Alerts_of_the_slos_of_one_service_have_names_of_their_own(string phase, int alerts)
    {
        var spec = SloPlanner.CreateSpec("checkout", BuiltInProfiles.Find("default")!, RatioIndicator.Default, TimeSpan.FromDays(30));
        spec = spec with { Latency = LatencyMetric.Parse("http_request_duration_seconds", isNative: false, "LatencyMetric") };
        var definitions = SloPlanner.Plan(spec, new DateTime(2026, 1, 1)).Find(phase)!.Definitions;
        var rules = SlothFiles.Write(new PrometheusRuleWriter(), definitions, _options);
        var names = rules
            .Split('\n')
            .Where(l => l.Contains("alert:", StringComparison.Ordinal))
            .Select(l => l.Split(':')[1].Trim())
            .ToArray();
        Assert.Equal(alerts, names.Length);
        Assert.Equal(
            ["ErrorBudgetBurn", "ErrorBudgetBurnLatencyP95", "ErrorBudgetBurnLatencyP99"],
            names.Distinct().Order(StringComparer.Ordinal)
        );

        var sloth = SlothFiles.Write(new SlothWriter(), definitions, SlothFiles.Options);
        Assert.All(names, n => Assert.Contains($"name: {n}\n", sloth, StringComparison.Ordinal));
    }

    [Fact]
    public void OpenSlo_becomes_one_ratio_of_good_events()
    {
        var good = "sum(rate(searches_total{app=\"search\",status!~\"(5..|408)\"}[{{.window}}]))";
        var total = "sum(rate(searches_total{app=\"search\"}[{{.window}}]))";
        var definition = new SloDefinition(
            "search-answers",
            "shop-search",
            QueryIndicator.FromGood(good, total),
            0.999m,
            TimeSpan.FromDays(30)
        )
        {
            Source = new SloSource("slo.yaml", 1, 1, "OpenSlo") { ApiVersion = "openslo/v1alpha", DocumentName = "search-answers" },
        };
        var rules = SlothFiles.Write(new PrometheusRuleWriter(), [definition], SlothFiles.Options);
        Assert.Contains("sloth_mode: cli-gen-openslo", rules, StringComparison.Ordinal);
        Assert.Contains("sloth_slo: search-answers-0", rules, StringComparison.Ordinal);
        Assert.DoesNotContain("alert:", rules, StringComparison.Ordinal);
        Assert.Equal(YamlTree.Outline(File.ReadAllText(Fixtures.Own.Path("sloth/search-openslo.expected.yml"))), YamlTree.Outline(rules));
    }

    [Fact]
    public void Factors_of_other_periods_are_computed_as_Sloth_does()
    {
        var rules = Rules(28, "google-28d");
        Assert.Contains("slo:sli_error:ratio_rate4w", rules, StringComparison.Ordinal);
        Assert.Contains("> (5.6000000000000005 * 0.0009999999999999432)", rules, StringComparison.Ordinal);
        Assert.Contains("> (2.8000000000000003 * 0.0009999999999999432)", rules, StringComparison.Ordinal);
        Assert.Contains("> (0.9333333333333333 * 0.0009999999999999432)", rules, StringComparison.Ordinal);
        Assert.Contains("vector(28)", rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_scale_with_a_period_that_has_no_set()
    {
        var rules = Rules(45, null);
        foreach (var window in new[] { "8m", "45m", "1h30m", "3h", "9h", "1d12h", "4d12h", "45d" })
            Assert.Contains($"record: slo:sli_error:ratio_rate{window}\n", rules, StringComparison.Ordinal);
        Assert.Contains("sum_over_time(slo:sli_error:ratio_rate8m{", rules, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.99999", "vector(0.9999899999999999)", "(14.4 * 1.0000000000047748e-05)", "99.999")]
    [InlineData("0.5", "vector(0.5)", "(14.4 * 0.5)", "50")]
    [InlineData("0.9", "vector(0.9)", "(14.4 * 0.1)", "90")]
    [InlineData("0.95", "vector(0.95)", "(14.4 * 0.05)", "95")]
    public void Numbers_are_printed_as_Go_prints_them(string target, string vector, string condition, string objective)
    {
        var definition = Definition(decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture), 30);
        var rules = SlothFiles.Write(new PrometheusRuleWriter(), [definition], _options);
        Assert.Contains(vector, rules, StringComparison.Ordinal);
        Assert.Contains(condition, rules, StringComparison.Ordinal);
        Assert.Contains($"sloth_objective: '{objective}'", rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_windows_do_not_switch_on_what_a_spec_switched_off()
    {
        var definitions = SlothFiles.Import(SlothFiles.Golden("ledger.yaml")).Definitions;
        var rules = SlothFiles.Write(
            new PrometheusRuleWriter(),
            definitions,
            _options with
            {
                AlertWindows = AlertWindowSets.Find("google-28d"),
            }
        );
        Assert.Equal(3, rules.Split("- alert:").Length - 1);
        var plan = SlothFiles.Write(
            new PrometheusRuleWriter(),
            [Definition(0.999m, 30).With(alerting: [])],
            _options with
            {
                AlertWindows = AlertWindowSets.Find("google-30d"),
            }
        );
        Assert.Equal(2, plan.Split("- alert:").Length - 1);
    }

    [Fact]
    public void What_rules_have_no_place_for_is_reported()
    {
        var definition = new SloDefinition("availability", "checkout", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
        {
            Labels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = "x", ["owner"] = "y" },
            Annotations = new Dictionary<string, string> { ["description"] = "d" },
            Alerting = [new BurnRateAlert("warning", TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 3)],
            AlertSettings = new AlertSettings
            {
                Absent = true,
                MinimumBadEvents = 5,
                Severities = [new SeverityAlerts("critical")],
            },
        };
        using var text = new StringWriter();
        var losses = new PrometheusRuleWriter().Write([definition], _options, text);
        Assert.Equal(
            [
                "alertSettings.absent",
                "alertSettings.minimumBadEvents",
                "alertSettings.name",
                "alertSettings.severities",
                "alerting.severity",
                "annotations.description",
                "labels.app.kubernetes.io/name",
            ],
            losses.Select(l => l.Field).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Names_with_quotes_cannot_leave_their_string()
    {
        var definition = new SloDefinition("a\"} or up{x=\"", "checkout", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30));
        Assert.Contains(
            "sloth_slo=\"a\\\"} or up{x=\\\"\"",
            SlothFiles.Write(new PrometheusRuleWriter(), [definition], _options),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Queries_of_another_data_source_are_refused()
    {
        var definition = new SloDefinition(
            "availability",
            "checkout",
            QueryIndicator.FromBad("a", "b", "Datadog"),
            0.999m,
            TimeSpan.FromDays(30)
        );
        Assert.Throws<ManifestNotWritableException>(() => SlothFiles.Write(new PrometheusRuleWriter(), [definition], _options));
    }

    private static string Rules(int days, string? set) =>
        SlothFiles.Write(
            new PrometheusRuleWriter(),
            [Definition(0.999m, days)],
            _options with
            {
                AlertWindows = set is null ? null : AlertWindowSets.Find(set),
            }
        );

    private static SloDefinition Definition(decimal target, int days)
    {
        var window = TimeSpan.FromDays(days);
        return new SloDefinition("availability", "checkout", RatioIndicator.Default, target, window)
        {
            Alerting = AlertWindowSets.ForPeriod(window).AlertsFor(window),
        };
    }

    private static void Same(string golden, string actual)
    {
        var path = SlothFiles.Golden(golden);
        Assert.True(File.Exists(path), $"{path} is not there; this is what was written:\n{actual}");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
