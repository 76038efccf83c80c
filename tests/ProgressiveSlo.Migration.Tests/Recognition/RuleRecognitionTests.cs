using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Recognition;
using Xunit;

namespace ProgressiveSlo.Migration.Tests.Recognition;

public sealed class RuleRecognitionTests
{
    private const string Errors =
        "sum(rate(http_requests_total{job=\"shop\",code=~\"5..\"}[5m])) / sum(rate(http_requests_total{job=\"shop\"}[5m]))";

    [Fact]
    public void Deep_parentheses_and_long_chains_are_findings_and_the_other_rules_are_recognised()
    {
        var recognition = new RuleRecognition();
        recognition.Add(Alert("Deep", new string('(', 5000) + "up" + new string(')', 5000)));
        recognition.Add(Alert("Chain", string.Join(" + ", Enumerable.Repeat("up", 5000)) + " > 1"));
        recognition.Add(Alert("Fine", Errors + " > 0.1"));
        var item = Assert.Single(recognition.Complete());

        Assert.Equal("Fine", item.Name);
        Assert.Equal([RuleRecognition.DepthCode, RuleRecognition.DepthCode], recognition.Findings.Select(f => f.Code));
        Assert.StartsWith("Deep: ", recognition.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_ten_thousand_recording_rules_leads_to_the_ratio_at_its_end()
    {
        var recognition = new RuleRecognition();
        for (var i = 10_000; i > 0; i--)
            recognition.Add(Recording($"link{i}:ratio", $"link{i - 1}:ratio"));
        recognition.Add(Recording("link0:ratio", Errors));
        recognition.Add(Alert("End", "link10000:ratio > 14.4 * (1 - 0.999)"));
        var item = Assert.Single(recognition.Complete());

        Assert.Equal((SloMethod.BurnRateAlert, 0.999m, "shop"), (item.Method, item.Target, item.Service));
        Assert.Equal(10_002, item.Rules.Count);
    }

    [Fact]
    public void A_circle_of_ten_thousand_rules_is_one_finding()
    {
        var recognition = new RuleRecognition();
        for (var i = 0; i < 10_000; i++)
            recognition.Add(Recording($"ring{i}", $"ring{(i + 1) % 10_000} * 2"));
        Assert.Empty(recognition.Complete());

        var finding = Assert.Single(recognition.Findings);
        Assert.Equal((RuleRecognition.CycleCode, 7), (finding.Code, finding.Place.Line));
        Assert.Contains("ring0 → ring1", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_and_offsets_break_a_circle()
    {
        var recognition = new RuleRecognition();
        recognition.Add(Recording("a", "a{verb=\"write\"}", ("verb", "read")));
        recognition.Add(Recording("b", "b offset 1m + increase(x_total[1m])"));
        recognition.Complete();

        Assert.Empty(recognition.Findings);
    }

    [Fact]
    public void Two_SLOs_that_use_the_same_names_the_other_way_round_are_no_circle()
    {
        var recognition = new RuleRecognition();
        recognition.Add(Recording("bad", "all{slo=\"a\"} - good{slo=\"a\"}", ("slo", "a")));
        recognition.Add(Recording("good", "sum(rate(good_total[5m]))", ("slo", "a")));
        recognition.Add(Recording("good", "all{slo=\"b\"} - bad{slo=\"b\"}", ("slo", "b")));
        recognition.Add(Recording("bad", "sum(rate(bad_total[5m]))", ("slo", "b")));
        recognition.Complete();
        Assert.Empty(recognition.Findings);

        recognition = new RuleRecognition();
        recognition.Add(Recording("good", "all{slo=\"b\"} - bad{slo=\"b\"}", ("slo", "b")));
        recognition.Add(Recording("bad", "all{slo=\"b\"} - good{slo=\"b\"}", ("slo", "b")));
        recognition.Complete();
        Assert.Equal(RuleRecognition.CycleCode, Assert.Single(recognition.Findings).Code);
    }

    [Fact]
    public void One_alert_on_a_recorded_name_is_an_alert_on_each_of_two_hundred_services()
    {
        var recognition = new RuleRecognition();
        for (var i = 0; i < 200; i++)
        {
            foreach (var window in (string[])["5m", "1h"])
                recognition.Add(
                    Recording(
                        $"fleet:errors:ratio{window}",
                        Errors.Replace("shop", $"s{i}", StringComparison.Ordinal).Replace("[5m]", $"[{window}]", StringComparison.Ordinal),
                        ("service", $"s{i}")
                    )
                );
        }

        recognition.Add(Alert("Burn", "fleet:errors:ratio1h > 14.4 * 0.001 and fleet:errors:ratio5m > 14.4 * 0.001"));
        var items = recognition.Complete();

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"s{i}"), items.Select(i => i.Service));
        Assert.All(
            items,
            i => Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m, 0.0144m), Condition(Assert.Single(i.AlertWindows)))
        );
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Five_thousand_rules_that_each_refer_to_five_thousand_end_with_a_finding_and_lose_no_service()
    {
        var recognition = new RuleRecognition();
        for (var i = 0; i < 5000; i++)
        {
            recognition.Add(
                Recording("all:errors:ratio5m", Errors.Replace("shop", $"s{i}", StringComparison.Ordinal), ("service", $"s{i}"))
            );
            recognition.Add(Alert("Burn", "all:errors:ratio5m{service=~\"s.*\"} > 0.1"));
        }

        var services = recognition.Complete().Select(i => i.Service).ToHashSet();
        Assert.Superset(Enumerable.Range(0, 5000).Select(i => $"s{i}").ToHashSet(), services!);
        Assert.Equal(RuleRecognition.LimitCode, Assert.Single(recognition.Findings).Code);
    }

    [Fact]
    public void Many_files_with_the_same_names_each_keep_their_own_alerts_without_a_limit()
    {
        var recognition = new RuleRecognition();
        for (var i = 0; i < 2000; i++)
        {
            recognition.Add(
                Recording("errors:ratio1h", Errors.Replace("shop", $"s{i}", StringComparison.Ordinal)) with
                {
                    Path = $"{i}.yaml",
                }
            );
            recognition.Add(Alert("Burn", "errors:ratio1h > 14.4 * (1 - 0.999)") with { Path = $"{i}.yaml" });
        }

        var items = recognition.Complete();
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => $"s{i}"), items.Select(i => i.Service));
        Assert.All(items, i => Assert.Equal((0.999m, 1), (i.Target!.Value, i.AlertWindows.Count)));
        Assert.Empty(recognition.Findings);
    }

    [Theory]
    [InlineData("0.0144", "1h", 0.999, 14.4)]
    [InlineData("0.072", "1h", 0.995, 14.4)]
    [InlineData("0.1344", "1h", 0.99, 13.44)]
    public void The_target_behind_a_product_is_found_and_said_to_be_found_so(string threshold, string window, double target, double factor)
    {
        var item = Only(Alert("Burn", $"{Errors.Replace("[5m]", $"[{window}]", StringComparison.Ordinal)} > {threshold}"));

        Assert.Equal(((decimal)target, (decimal)factor, Certainty.Likely), (item.Target, item.AlertWindows[0].BurnRate, item.Certainty));
        Assert.Contains("trying the usual factors", item.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.05", "5m")]
    [InlineData("0.06", "6h")]
    [InlineData("0.01", "3d")]
    public void A_threshold_that_fits_a_factor_by_chance_stays_a_threshold(string threshold, string window)
    {
        var item = Only(Alert("High", $"{Errors.Replace("[5m]", $"[{window}]", StringComparison.Ordinal)} > {threshold}"));

        Assert.Equal((SloMethod.ThresholdAlert, null), (item.Method, item.Target));
    }

    [Theory]
    [InlineData("0.999 > 1 - (" + Errors + ")")]
    [InlineData("(" + Errors + ") * 100 > 100 * (1 - 0.999)")]
    [InlineData("(1 - 0.999) < (" + Errors + ")")]
    public void Sides_and_percent_make_no_difference(string expression) =>
        Assert.Equal(0.001m, Only(Alert("Over", expression)).AlertWindows[0].Threshold);

    [Fact]
    public void Good_and_bad_conditions_of_one_label_are_one_item()
    {
        var recognition = new RuleRecognition();
        recognition.Add(Alert("Bad", Errors + " > 0.1"));
        recognition.Add(Alert("Good", Errors.Replace("=~\"5..\"", "!~\"5..\"", StringComparison.Ordinal) + " < 0.8"));

        Assert.Equal([0.1m, 0.2m], Assert.Single(recognition.Complete()).AlertWindows.Select(a => a.Threshold));
    }

    [Fact]
    public void The_same_ratio_in_two_files_is_two_items_so_that_they_can_be_compared()
    {
        var recognition = new RuleRecognition();
        recognition.Add(Alert("One", Errors + " > 14.4 * (1 - 0.99)") with { Path = "one.yaml" });
        recognition.Add(Alert("Two", Errors + " > 14.4 * (1 - 0.999)") with { Path = "two.yaml" });

        Assert.Equal([("one.yaml", 0.99m), ("two.yaml", 0.999m)], recognition.Complete().Select(i => (i.Path, i.Target!.Value)));
    }

    [Fact]
    public void The_query_has_recorded_parts_put_in_and_a_placeholder_for_several_windows()
    {
        var recognition = new RuleRecognition();
        foreach (var window in (string[])["5m", "1h"])
        {
            recognition.Add(Recording($"bad:rate{window}", $"sum by (job) (rate(calls_failed_total{{job=\"shop\"}}[{window}]))"));
            recognition.Add(Recording($"all:rate{window}", $"sum by (job) (rate(calls_total{{job=\"shop\"}}[{window}]))"));
        }

        recognition.Add(Alert("Burn", "bad:rate1h / all:rate1h > 14.4 * 0.01 and bad:rate5m / all:rate5m > 14.4 * 0.01"));
        var item = Assert.Single(recognition.Complete());

        Assert.Equal(
            "sum by (job) (rate(calls_failed_total{job=\"shop\"}[{{.window}}])) / sum by "
                + "(job) (rate(calls_total{job=\"shop\"}[{{.window}}]))",
            item.Query
        );
        Assert.Equal(5, item.Rules.Count);
    }

    [Fact]
    public void A_panel_alone_is_an_item_and_beside_a_rule_it_belongs_to_the_rules_item()
    {
        var panel = new ObservedRule(
            ObservedRuleKind.Panel,
            "Errors",
            Errors.Replace("[5m]", "[$__rate_interval]", StringComparison.Ordinal)
        )
        {
            Path = "board.json",
            Format = "Grafana",
        };
        Assert.Equal((SloMethod.Panel, "Grafana", "board.json"), (Only(panel).Method, Only(panel).Format, Only(panel).Path));

        var recognition = new RuleRecognition();
        recognition.Add(panel);
        recognition.Add(Alert("High", Errors + " > 0.1"));
        var item = Assert.Single(recognition.Complete());
        Assert.Equal((SloMethod.ThresholdAlert, 2, "rules.yaml"), (item.Method, item.Rules.Count, item.Path));
    }

    [Fact]
    public void Panels_of_jobs_that_share_a_variable_are_items_of_their_own_and_name_their_services()
    {
        var recognition = new RuleRecognition();
        foreach (
            var job in (string[])
                ["=~\"($namespace)/cart\"", "=~\"${namespace}/search\"", "=\"$namespace/pay\"", "=~\"($namespace)/cart(-canary)?\""]
        )
            recognition.Add(Latency(job));

        Assert.Equal(
            ["cart", null, "pay", "search"],
            recognition
                .Complete()
                .Select(i => i.Service)
                .Order(Comparer<string?>.Create((a, b) => string.CompareOrdinal(a ?? "d", b ?? "d")))
        );
    }

    [Theory]
    [InlineData("=~\"$job\"")]
    [InlineData("=~\"($namespace)/.*\"")]
    [InlineData("=~\"${job:regex}\"")]
    [InlineData("=~\"[[job]]\"")]
    [InlineData("=\"$namespace/$job\"")]
    [InlineData("=~\"$job-[a-z0-9]{5}\"")]
    [InlineData("=~\"$host:\\\\d+\"")]
    public void A_label_that_is_left_to_the_dashboard_does_not_part_a_panel_from_its_rule(string job)
    {
        var recognition = new RuleRecognition();
        recognition.Add(Latency(job));
        recognition.Add(Alert("Slow", "histogram_quantile(0.99, sum by (le) (rate(request_duration_seconds_bucket[5m]))) > 1"));

        Assert.Equal(2, Assert.Single(recognition.Complete()).Rules.Count);
    }

    [Fact]
    public void A_variable_may_stand_for_any_part_of_a_recorded_label()
    {
        var recognition = new RuleRecognition();
        recognition.Add(Recording("shop:errors:ratio5m", Errors, ("place", "eu/shop")));
        recognition.Add(
            new ObservedRule(ObservedRuleKind.Panel, "Errors", "shop:errors:ratio5m{place=~\"$region/shop\"}")
            {
                Path = "board.json",
                Format = "Grafana",
            }
        );

        Assert.Equal(2, Assert.Single(recognition.Complete()).Rules.Count);
    }

    [Fact]
    public void A_query_of_another_data_source_on_a_dashboard_is_no_finding()
    {
        var recognition = new RuleRecognition();
        recognition.Add(new ObservedRule(ObservedRuleKind.Panel, "Logs", "{job=\"x\"} |= \"error\""));

        Assert.Empty(recognition.Complete());
        Assert.Empty(recognition.Findings);
    }

    [Theory]
    [InlineData("http_*", null, null, null)]
    [InlineData(null, "rules/*.yaml", null, null)]
    [InlineData(null, null, "sh?p", null)]
    [InlineData(null, null, null, "group")]
    public void The_mapping_goes_before_labels_by_metric_path_label_or_group(string? name, string? path, string? job, string? group)
    {
        var entry = new ServiceMappingEntry("mapped")
        {
            Name = name,
            Path = path,
            Group = group,
            Owner = "us",
            Labels = job is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["job"] = job },
        };
        var recognition = new RuleRecognition(new ServiceMapping([new ServiceMappingEntry("other") { Name = "nothing" }, entry]));
        recognition.Add(
            Alert("High", Errors + " > 0.1") with
            {
                Path = "rules\\one.yaml",
                Group = "group",
                Labels = new Dictionary<string, string> { ["service"] = "labelled", ["team"] = "them" },
            }
        );
        var item = Assert.Single(recognition.Complete());

        Assert.Equal(("mapped", "us"), (item.Service, item.Owner));
    }

    [Fact]
    public void What_is_missing_is_in_the_reason()
    {
        var item = Only(Alert("High", "sum(rate(x_requests_total{code=~\"5..\"}[5m])) / sum(rate(x_requests_total[5m])) > 0.1"));

        Assert.Equal((null, Certainty.Likely), (item.Service, item.Certainty));
        Assert.Equal("it is the share of events that fail; nothing says the service and the target", item.Reason);
    }

    [Theory]
    [InlineData("{{ $labels.job }}")]
    [InlineData("")]
    public void A_template_is_no_service(string label) =>
        Assert.Equal(
            "shop",
            Only(Alert("High", Errors + " > 0.1") with { Labels = new Dictionary<string, string> { ["service"] = label } }).Service
        );

    [Fact]
    public void A_label_that_a_series_cannot_have_leads_to_another_series()
    {
        var recognition = new RuleRecognition();
        recognition.Add(Recording("slo:errors:ratio1h", Errors, ("app", "shop")));
        recognition.Add(Alert("Elsewhere", "slo:errors:ratio1h{service=\"login\"} > 14.4 * 0.001"));

        Assert.Equal(["shop", "login"], recognition.Complete().Select(i => i.Service));
    }

    [Fact]
    public void A_rule_that_is_added_twice_is_no_error()
    {
        var rule = Alert("High", Errors + " > 0.1");
        var recognition = new RuleRecognition();
        recognition.Add(rule);
        recognition.Add(rule);

        Assert.Single(recognition.Complete());
    }

    private static (TimeSpan? Long, TimeSpan? Short, decimal? Factor, decimal? Threshold) Condition(InventoryAlert alert) =>
        (alert.LongWindow, alert.ShortWindow, alert.BurnRate, alert.Threshold);

    private static SloInventoryItem Only(ObservedRule rule)
    {
        var recognition = new RuleRecognition();
        recognition.Add(rule);
        return Assert.Single(recognition.Complete());
    }

    private static ObservedRule Latency(string job) =>
        new(
            ObservedRuleKind.Panel,
            "Latency",
            "histogram_quantile(0.99, sum by (le) (rate(request_duration_seconds_bucket{cluster=~\"$cluster\",job"
                + job
                + "}[$__rate_interval])))"
        )
        {
            Path = "board.json",
            Format = "Grafana",
        };

    private static ObservedRule Alert(string name, string expression) =>
        new(ObservedRuleKind.Alert, name, expression) { Path = "rules.yaml", Line = 7 };

    private static ObservedRule Recording(string name, string expression, params (string Name, string Value)[] labels) =>
        new(ObservedRuleKind.Recording, name, expression)
        {
            Path = "rules.yaml",
            Line = 7,
            Labels = labels.ToDictionary(l => l.Name, l => l.Value),
        };
}
