using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Pyrra;

public sealed class PyrraRuleTests
{
    [Fact]
    public void Rules_of_a_ratio_say_the_same_as_its_object()
    {
        var rules = Read(Golden("rules-ratio"));
        var spec = Read(Golden("ratio"));
        Assert.Equal(
            Like(
                spec,
                spec.Namespace,
                ["prometheus"],
                new AlertSettings
                {
                    Name = "OrdersBurn",
                    Absent = false,
                    Annotations = spec.AlertSettings.Annotations,
                }
            ),
            Like(rules, rules.Namespace, [], rules.AlertSettings)
        );
        Assert.Equal(["description"], rules.Losses.Select(l => l.Field));
    }

    [Fact]
    public void Rules_of_a_latency_say_the_same_as_its_object_in_the_spelling_of_one_Prometheus()
    {
        var rules = Read(Golden("rules-latency"));
        var spec = Read(
            Golden("latency").Replace("0.25", "1", StringComparison.Ordinal).Replace("'95'", "'99.9'", StringComparison.Ordinal)
        );
        Assert.Equal(Like(spec, null, [], new AlertSettings { Absent = true }), Like(rules, null, [], rules.AlertSettings));
        Assert.Equal("1", Assert.IsType<RatioIndicator>(rules.Indicator).LatencyThreshold);
        Assert.Equal(["description", "namespace"], rules.Losses.Select(l => l.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rules_without_alerts_say_target_and_period_when_there_are_generic_ones()
    {
        var rules = Read(Golden("rules-native"));
        var spec = Read(Golden("native").Replace("service: mail", "service: mail-send", StringComparison.Ordinal));
        Assert.Equal(Like(spec, null, ["service"], AlertSettings.None), Like(rules, null, [], rules.AlertSettings));
        Assert.Equal("Invoices are sent at once.", rules.Description);
        Assert.Equal(["namespace"], rules.Losses.Select(l => l.Field));
    }

    [Fact]
    public void Rules_of_a_gauge_say_the_same_as_its_object()
    {
        var rules = Read(Golden("rules-gauge"));
        var spec = Read(Golden("gauge").Replace("Shop Front", "shop-front", StringComparison.Ordinal));
        Assert.Equal(
            Like(spec, null, [], new AlertSettings { Absent = true, AbsentName = "ShopGone" }),
            Like(rules, null, [], rules.AlertSettings)
        );
    }

    [Fact]
    public void The_period_is_found_without_the_increase_rules()
    {
        var text = Golden("rules-latency").Replace("increase30d", "increase5m", StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(30), Read(text).Window);
    }

    [Fact]
    public void Places_are_those_of_the_rules()
    {
        var source = Read(Golden("rules-ratio")).Source!;
        Assert.Equal(("PrometheusOperator", "checkout-orders", 11), (source.Format, source.DocumentName, source.Line));
        Assert.Equal("spec.groups[1].rules[0].expr", source.LocationOf("indicator").Field);
        Assert.Equal("spec.groups[1].rules[7].expr", source.LocationOf("target").Field);
        Assert.Equal("spec.groups[0].rules[0].record", source.LocationOf("window").Field);
    }

    [Theory]
    [InlineData(
        "0.9990000000000001)) and search_duration_seconds:burnrate1h4m",
        "0.99)) and search_duration_seconds:burnrate1h4m",
        ".expr"
    )]
    [InlineData("> (7 * (1-0.9990000000000001)) and", "> 0.1 and", ".expr")]
    [InlineData(
        "- sum(rate(search_duration_seconds_bucket{job=\"search\",le=~\"1(\\\\.0)?\"}[5m]))",
        "- sum(rate(search_duration_seconds_bucket{job=\"search\",le=\"2\"}[5m]))",
        ".expr"
    )]
    [InlineData(
        "(sum(rate(search_duration_seconds_count{job=\"search\"}[5m]))",
        "(sum(increase(search_duration_seconds_count{job=\"search\"}[5m]))",
        ".expr"
    )]
    [InlineData("slo: search-latency", "slo: '../x'", ".labels.slo")]
    public void Rules_changed_by_hand_are_a_problem_with_the_line_of_the_rule(string right, string wrong, string part)
    {
        var text = Golden("rules-latency");
        Assert.Contains(right, text, StringComparison.Ordinal);
        var result = ManifestImporter.ReadText(text.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Empty(result.Definitions);
        Assert.NotEmpty(result.Problems);
        Assert.All(result.Problems, p => Assert.EndsWith(part, p.Problem.Field, StringComparison.Ordinal));
        Assert.All(result.Problems, p => Assert.InRange(p.Line, 2, 400));
    }

    [Theory]
    [InlineData("rules-native", "pyrra_objective", "target")]
    [InlineData("rules-latency", ":burnrate", "burn rates")]
    public void Rules_that_do_not_say_all_are_incomplete(string name, string gone, string what)
    {
        var problem = Incomplete(Without(Golden(name), gone));
        Assert.Contains(what, problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Fix);
    }

    [Fact]
    public void One_SLO_with_problems_does_not_stop_the_others()
    {
        var both =
            Golden("rules-latency")
            + Without(Golden("rules-native"), "pyrra_objective")["groups:\n".Length..]
            + Golden("rules-gauge")["groups:\n".Length..];
        var result = ManifestImporter.ReadText(both);
        Assert.Equal(["search-latency", "shop-front"], result.Definitions.Select(d => d.Name));
        Assert.Single(result.Problems);
    }

    [Fact]
    public void Other_rules_with_such_names_are_not_taken_for_Pyrra()
    {
        var text = "groups:\n- name: a\n  rules:\n  - record: x:burnrate5m\n    expr: up\n";
        Assert.Equal("RulesHandWritten", Assert.Single(ManifestImporter.ReadText(text).Problems).Problem.Code);
    }

    [Fact]
    public void Another_waiting_time_is_a_loss()
    {
        var text = Golden("rules-gauge")
            .Replace("for: 1h\n", "for: 2h\n", StringComparison.Ordinal)
            .Replace("for: 15m\n", "for: 14m\n", StringComparison.Ordinal);
        Assert.Contains(Read(text).Losses, l => l.Field.EndsWith(".for", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("short_burnrate_window", "long_burnrate_window", "exhaustion")]
    [InlineData("short", "long_window", "exhaustion")]
    [InlineData("short_window", "long_window", "exhausted_in")]
    public void Alerts_are_known_by_what_they_compare(string shortName, string longName, string exhaustion)
    {
        var text = Golden("rules-ratio");
        var whole = Read(text);
        Assert.NotEmpty(whole.Alerting);
        var renamed = text.Replace(" short: ", $" {shortName}: ", StringComparison.Ordinal)
            .Replace(" long: ", $" {longName}: ", StringComparison.Ordinal)
            .Replace(" exhaustion: ", $" {exhaustion}: ", StringComparison.Ordinal);
        Assert.NotEqual(text, renamed);
        var read = Read(renamed);
        Assert.Equal(whole.Alerting, read.Alerting);
        Assert.Equal((whole.Target, whole.Window), (read.Target, read.Window));

        var ofRhobs = Read(renamed.Replace("monitoring.coreos.com/v1", "monitoring.rhobs/v1", StringComparison.Ordinal));
        Assert.Equal(whole.Alerting, ofRhobs.Alerting);
    }

    private static FieldProblem Incomplete(string text)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Definitions);
        return Assert.Single(result.Problems, p => p.Problem.Code == "RulesIncomplete").Problem;
    }

    // The recording rules whose name has that in it are taken out.
    private static string Without(string text, string name)
    {
        var kept = new List<string>();
        var skip = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
                skip = line.Contains("record: ", StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal);
            if (!skip)
                kept.Add(line);
        }

        return string.Join('\n', kept);
    }

    // The same definition without what rules do not have.
    private static SloDefinition Like(SloDefinition definition, string? space, string[] otherLabels, AlertSettings settings) =>
        new(
            definition.Name,
            otherLabels.Contains("service") ? definition.Name : definition.Service,
            definition.Indicator,
            definition.Target,
            definition.Window
        )
        {
            Namespace = space,
            Alerting = definition.Alerting,
            AlertSettings = settings,
            Labels = definition.Labels.Where(l => !otherLabels.Contains(l.Key)).ToDictionary(l => l.Key, l => l.Value),
        };

    private static string Golden(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Pyrra", name + ".yaml"));

    private static SloDefinition Read(string text)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        return Assert.Single(result.Definitions);
    }
}
