using CsCheck;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Tests.Manifests.Support;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Sloth;

public sealed class SlothRuleOriginTests
{
    private static readonly ManifestOptions _options = new() { Flavor = RuleFlavor.Sloth };

    private static readonly TimeSpan _window = TimeSpan.FromDays(30);

    [Fact]
    public void Rules_of_specs_read_back_to_the_definitions_of_the_specs()
    {
        foreach (var spec in Fixtures.Own.SlothSpecs())
        {
            var rules = SlothFiles.Import(Path.ChangeExtension(spec, ".expected.yml"));
            Assert.Empty(rules.Problems);
            Assert.All(rules.Definitions, d => Assert.Empty(d.Losses));
            Assert.Equal(SlothFiles.Import(spec).Definitions.Select(AsInRules), rules.Definitions);

            // What was read makes the same rules again.
            Assert.Equal(
                YamlTree.Outline(File.ReadAllText(Path.ChangeExtension(spec, ".expected.yml"))),
                YamlTree.Outline(SlothFiles.Rules(rules.Definitions, SlothFiles.Options))
            );
        }
    }

    [Theory]
    [InlineData("vector(0)")]
    [InlineData("vector(0.0003)")]
    [InlineData("vector(1e8)")]
    [InlineData("vector(time())")]
    public void A_period_that_no_slo_has_is_taken_from_the_longest_ratio(string days)
    {
        var rules = SlothFiles.Rules([new SloDefinition("availability", "checkout", RatioIndicator.Default, 0.999m, _window)], _options);
        Assert.Contains("vector(30)", rules, StringComparison.Ordinal);
        var read = ManifestImporter.ReadText(rules.Replace("vector(30)", days, StringComparison.Ordinal));
        Assert.Empty(read.Problems);
        Assert.Equal(_window, Assert.Single(read.Definitions).Window);
    }

    [Theory]
    [InlineData("sloth_slo: availability", "sloth_slo: \"\\u202eavailability\"", "labels.sloth_slo")]
    [InlineData("sloth_slo: availability", "sloth_slo: \"a\\nb\"", "labels.sloth_slo")]
    [InlineData("sloth_service: checkout", "sloth_service: \"check\\u200fout\"", "labels.sloth_service")]
    public void A_name_that_does_not_print_is_a_problem(string was, string now, string field)
    {
        var rules = SlothFiles.Rules([new SloDefinition("availability", "checkout", RatioIndicator.Default, 0.999m, _window)], _options);
        Assert.Contains(was, rules, StringComparison.Ordinal);
        var read = ManifestImporter.ReadText(rules.Replace(was, now, StringComparison.Ordinal));
        Assert.Empty(read.Definitions);
        Assert.Contains(read.Problems, p => p.Problem.Field.EndsWith(field, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_of_random_definitions_read_back_equal_but_for_what_was_reported() =>
        Gen.Select(DefinitionGen.Of(DefinitionGen.Query), DefinitionGen.Texts, DefinitionGen.Texts)
            .Sample(
                (random, labels, annotations) =>
                {
                    var alerts = AlertWindowSets.ForPeriod(random.Window).AlertsFor(random.Window);
                    var definition = new SloDefinition(random.Name, random.Service, random.Indicator, random.Target, random.Window)
                    {
                        Namespace = random.Namespace,
                        Alerting = alerts,
                        Labels = random.Labels,
                        Annotations = random.Annotations,
                        AlertSettings = new AlertSettings
                        {
                            Name = "Burning",
                            Labels = labels,
                            Annotations = annotations,
                        },
                    };
                    var read = ReadBack(definition, out var losses);
                    Assert.Equal(
                        definition
                            .Annotations.Keys.Select(k => "annotations." + k)
                            .Concat(definition.Namespace is null ? [] : ["namespace"]),
                        losses.Select(l => l.Field)
                    );
                    Assert.Equal(Without(definition, new Dictionary<string, string>(), definition.Labels, space: null), read);
                }
            );

    [Fact]
    public void The_namespace_is_kept_by_an_object_and_by_exact_rules_and_lost_in_a_file_of_Sloth()
    {
        var definition = new SloDefinition("availability", "checkout", RatioIndicator.Default, 0.999m, _window) { Namespace = "shop" };
        var other = new SloDefinition("latency", "checkout", RatioIndicator.Default, 0.99m, _window) { Namespace = "store" };
        Check(["namespace", "namespace"], [null, null], new ProgressiveSlo.Formats.Manifests.RuleFiles.PrometheusRuleWriter(), _options);
        Check(
            ["namespace", "namespace"],
            ["shop", "shop"],
            new ProgressiveSlo.Formats.Manifests.RuleFiles.PrometheusOperatorWriter(),
            _options
        );
        Check([], ["shop", "store"], new ProgressiveSlo.Formats.Manifests.RuleFiles.PrometheusRuleWriter(), ManifestOptions.Default);
        Check([], ["shop", "store"], new ProgressiveSlo.Formats.Manifests.RuleFiles.PrometheusOperatorWriter(), ManifestOptions.Default);

        void Check(string[] lost, string?[] read, IManifestWriter writer, ManifestOptions options)
        {
            using var text = new StringWriter();
            var losses = writer.Write([definition, other], options, text);
            Assert.Equal(lost, losses.Select(l => l.Field));
            Assert.All(losses, l => Assert.Contains("in one Prometheus, its series mix", l.Message, StringComparison.Ordinal));
            Assert.Equal(read, ManifestImporter.ReadText(text.ToString()).Definitions.Select(d => d.Namespace));
        }
    }

    [Theory]
    [InlineData("sum(rate(errors[{{.window}}] offset 5m))", "sum(rate(all[{{.window}}] offset 30m))")]
    [InlineData("sum(job:errors:rate{{.window}})", "sum(job:all:rate{{.window}})")]
    [InlineData("((sum(rate(errors[{{.window}}]))))", "(sum(rate(all[{{.window}}]))) > 0")]
    [InlineData("sum(rate(errors{le=\"5m\"}[{{ .window }}]))", "max_over_time(all[{{.window}}:5m])")]
    public void Queries_of_events_keep_every_duration_that_is_no_window(string bad, string total)
    {
        var read = ReadBack(Plain(QueryIndicator.FromBad(bad, total)), out _);
        var indicator = Assert.IsType<QueryIndicator>(read.Indicator);
        Assert.Equal((bad.Replace("{{ .window }}", "{{.window}}", StringComparison.Ordinal), total), (indicator.Bad, indicator.Total));
    }

    [Theory]
    [InlineData("(max_over_time(a[{{.window}}]))\n/\n(max_over_time(b[{{.window}}]))")]
    [InlineData("sum(rate(a[{{.window}}]))\n/\nsum(rate(b[{{.window}}]))\n")]
    [InlineData("1 - (sum(rate(a[{{.window}}])) / sum(rate(b[{{.window}}])))")]
    public void A_raw_ratio_stays_one_whatever_it_looks_like(string query)
    {
        var read = ReadBack(Plain(new RawRatioIndicator(query)), out _);
        Assert.Equal(query, Assert.IsType<RawRatioIndicator>(read.Indicator).Query);
    }

    [Fact]
    public void Rules_whose_lines_were_folded_are_understood()
    {
        var definition = Plain(QueryIndicator.FromBad("sum(rate(errors[{{.window}}])) or vector(0)", "(sum(rate(all[{{.window}}])))"));
        var text = Rules(definition).Replace("|\n", ">\n", StringComparison.Ordinal);
        Assert.Equal(definition, Assert.Single(ManifestImporter.ReadText(text).Definitions));
    }

    [Theory]
    [InlineData("sum(rate(errors{code=~\"5..\"}[{{.window}}]))", "sum(rate(all[{{.window}}]))")]
    [InlineData("(sum(rate(errors[{{.window}}])) or vector(0))", "sum(rate(all[{{.window}}])) + sum(rate(more[{{.window}}]))")]
    public void Rules_that_a_plugin_weighs_by_traffic_are_read_without_the_weight(string bad, string total)
    {
        var definition = Plain(QueryIndicator.FromBad(bad, total));
        var weighed = Weighed(Rules(definition), bad, total);
        var read = Assert.Single(ManifestImporter.ReadText(weighed).Definitions);
        Assert.Equal(definition, read);
        var loss = Assert.Single(read.Losses);
        Assert.Equal("slo:numerator_correction:ratio", loss.Field);
        Assert.Contains("weighs the bad events of a window by its share of the traffic", loss.Message, StringComparison.Ordinal);
        Assert.StartsWith("  - record: slo:numerator_correction:ratio5m", weighed.Split('\n')[loss.Line - 1], StringComparison.Ordinal);

        // A rule that somebody changed besides is still seen.
        var changed = weighed
            .Replace("errors[2h]", "failures[2h]", StringComparison.Ordinal)
            .Replace("errors{code=~\"5..\"}[2h]", "failures[2h]", StringComparison.Ordinal);
        Assert.NotEqual(weighed, changed);
        Assert.Equal(
            ["slo:numerator_correction:ratio", "slo:sli_error:ratio_rate2h"],
            Assert.Single(ManifestImporter.ReadText(changed).Definitions).Losses.Select(l => l.Field)
        );
    }

    // What the plugin makes of the rules: the bad events of each window times a series of its own, which it records beside the others.
    private static string Weighed(string rules, string bad, string total)
    {
        string[] windows = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];
        const string Filter = "{sloth_id=\"checkout-availability\", sloth_service=\"checkout\", sloth_slo=\"availability\"}";
        foreach (var window in windows)
        {
            string For(string query, string over) => query.Replace("{{.window}}", over, StringComparison.Ordinal);
            var plain = $"({For(bad, window)})\n      /\n      ({For(total, window)})\n";
            Assert.Contains(plain, rules, StringComparison.Ordinal);
            rules = rules.Replace(
                plain,
                $"(\n      slo:numerator_correction:ratio{window}{Filter}\n      * on()\n      "
                    + $"{For(bad, window)}\n      )\n      /\n      ({For(total, window)})\n",
                StringComparison.Ordinal
            );
            rules = rules.Replace(
                "- name: sloth-slo-meta-recordings-",
                $"""
                - name: weight-{window}
                  rules:
                  - record: slo:numerator_correction:ratio{window}
                    expr: '({For(total, window)})/({For(total, "30d")})'
                    labels: {"{"}sloth_id: checkout-availability, sloth_service: checkout, sloth_slo: availability{"}"}
                - name: sloth-slo-meta-recordings-
                """.Replace("\r", "", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
        }

        return rules;
    }

    [Fact]
    public void A_rule_that_was_changed_by_hand_is_reported()
    {
        var text = Rules(Plain(QueryIndicator.FromBad("sum(rate(errors[{{.window}}]))", "sum(rate(all[{{.window}}]))")));
        var changed = text.Replace("errors[2h]", "failures[2h]", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        var loss = Assert.Single(Assert.Single(ManifestImporter.ReadText(changed).Definitions).Losses);
        Assert.Equal("slo:sli_error:ratio_rate2h", loss.Field);
    }

    [Theory]
    [InlineData("page", "ticket")]
    [InlineData("page")]
    [InlineData("ticket")]
    [InlineData]
    public void Windows_of_the_user_s_own_are_no_change_whichever_alerts_are_switched_off(params string[] severities)
    {
        var week = TimeSpan.FromDays(7);
        var set = new AlertWindowSet(
            "own",
            week,
            [
                new("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 8m),
                new("page", TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 12.5m),
                new("ticket", TimeSpan.FromDays(1), TimeSpan.FromHours(2), 20m),
                new("ticket", TimeSpan.FromDays(3), TimeSpan.FromHours(6), 42m),
            ]
        );
        var definition = new SloDefinition("availability", "checkout", RatioIndicator.Default, 0.99m, week)
        {
            Alerting = set.AlertsFor(week).Where(a => severities.Contains(a.Severity)).ToArray(),
            AlertSettings = new AlertSettings { Name = "Burning" },
            Source = new SloSource("", 1, 1, "Sloth") { ApiVersion = "prometheus/v1" },
        };
        var text = SlothFiles.Write(
            new ProgressiveSlo.Formats.Manifests.RuleFiles.PrometheusRuleWriter(),
            [definition],
            _options with
            {
                AlertWindows = set,
            }
        );
        Assert.Contains("slo:sli_error:ratio_rate3d", text, StringComparison.Ordinal);
        Assert.Contains("slo:sli_error:ratio_rate5m{", text, StringComparison.Ordinal);
        var read = Assert.Single(ManifestImporter.ReadText(text).Definitions);
        Assert.Empty(read.Losses);
        Assert.Equal(definition.Alerting, read.Alerting);

        // A window that no alert names is still compared.
        var changed = text.Replace("5..\"}[2h]", "4..\"}[2h]", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        Assert.Equal(
            ["slo:sli_error:ratio_rate2h"],
            Assert.Single(ManifestImporter.ReadText(changed).Definitions).Losses.Select(l => l.Field)
        );
    }

    [Fact]
    public void An_alert_of_another_shape_is_a_problem_and_the_SLO_stays()
    {
        var alerts = AlertWindowSets.Find("google-30d")!.AlertsFor(_window);
        var definition = new SloDefinition("availability", "checkout", RatioIndicator.Default, 0.999m, _window) { Alerting = alerts };
        var text = Rules(definition).Replace("    and\n", "    unless\n", StringComparison.Ordinal);
        var result = ManifestImporter.ReadText(text);
        var read = Assert.Single(result.Definitions);
        Assert.Empty(read.Alerting);
        Assert.All(read.Losses, l => Assert.Equal("alerting", l.Field));
        Assert.Equal(2, read.Losses.Count);
        Assert.All(result.Problems, p => Assert.Equal("RulesChanged", p.Problem.Code));
        Assert.Contains("alert:", text.Split('\n')[result.Problems[0].Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_without_their_metadata_are_a_problem_with_a_line()
    {
        var text = Rules(Plain(RatioIndicator.Default));
        var problem = Assert.Single(
            ManifestImporter.ReadText(text[..text.IndexOf("- name: sloth-slo-meta", StringComparison.Ordinal)]).Problems
        );
        Assert.Equal("RulesIncomplete", problem.Problem.Code);
        Assert.Contains("record: slo:sli_error:ratio_rate5m", text.Split('\n')[problem.Line - 1], StringComparison.Ordinal);
    }

    private static SloDefinition Plain(SloIndicator indicator) => new("availability", "checkout", indicator, 0.999m, _window);

    private static string Rules(SloDefinition definition) =>
        SlothFiles.Write(new ProgressiveSlo.Formats.Manifests.RuleFiles.PrometheusRuleWriter(), [definition], _options);

    private static SloDefinition ReadBack(SloDefinition definition, out IReadOnlyList<ConversionLoss> losses)
    {
        using var text = new StringWriter();
        losses = new ProgressiveSlo.Formats.Manifests.RuleFiles.PrometheusRuleWriter().Write([definition], _options, text);
        var result = ManifestImporter.ReadText(text.ToString());
        Assert.Empty(result.Problems);
        return Assert.Single(result.Definitions);
    }

    // Rules have no description, and those of the fixtures carry one more label.
    private static SloDefinition AsInRules(SloDefinition definition)
    {
        var labels = definition.Labels.ToDictionary(l => l.Key, l => l.Value);
        labels["cmd"] = "examplesgen.sh";

        // Sloth numbers the objectives of an OpenSLO document.
        var name = definition.Source!.ApiVersion.StartsWith("openslo/", StringComparison.Ordinal)
            ? definition.Name + "-0"
            : definition.Name;
        return Without(definition, new Dictionary<string, string>(), labels, definition.Namespace, name);
    }

    private static SloDefinition Without(
        SloDefinition definition,
        IReadOnlyDictionary<string, string> annotations,
        IReadOnlyDictionary<string, string> labels,
        string? space,
        string? name = null
    ) =>
        new(name ?? definition.Name, definition.Service, definition.Indicator, definition.Target, definition.Window)
        {
            Namespace = space,
            Phase = definition.Phase,
            Alerting = definition.Alerting,
            AlertSettings = definition.AlertSettings,
            Labels = labels,
            Annotations = annotations,
        };
}
