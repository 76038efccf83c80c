using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleTests;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Formats.Tests.Prometheus;
using ProgressiveSlo.Formats.Tests.Templates;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.RuleTests;

/// <summary>Tests of rules for promtool: right rules pass them, and wrong ones do not.</summary>
public sealed class PrometheusRuleTestTests
{
    public static TheoryData<string> Phases => [.. TestPlans.Make().Phases.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Phases))]
    public void The_rules_of_a_phase_pass_their_tests(string phase) => AssertPasses(Phase(phase), ManifestOptions.Default);

    [Fact]
    [Trait("Category", "Slow")]
    public void The_rules_of_a_set_of_windows_pass_their_tests() =>
        AssertPasses(Phase("production_ready"), new ManifestOptions { AlertWindows = AlertWindowSets.Find("google-30d") });

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(0.9)]
    [InlineData(1.1)]
    public void A_wrong_factor_of_any_pair_fails_the_test(double times)
    {
        var phases = TestPlans.Make().Phases.Select(p => p.Definition).ToArray();
        var pairs = phases
            .Take(3)
            .SelectMany(d => d.Alerting.Select(a => (Definition: d, Alert: a)))
            .Append((Definition: phases[2], Alert: AlertWindowSets.Find("google-30d")!.AlertsFor(TimeSpan.FromDays(30))[^1]));
        foreach (var (definition, right) in pairs)
        {
            var wrong = new BurnRateAlert(right.Severity, right.LongWindow, right.ShortWindow, right.BurnRate * (decimal)times);
            var tests = Write([definition.With(alerting: [right])], ManifestOptions.Default, out _);
            var (code, output) = Run(ExactSamples.Write(definition.With(alerting: [wrong])), tests);
            Assert.True(code != 0, $"{right} times {times} passes: {output}");
            Assert.Contains(definition.Id, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Rules_that_count_other_events_fail_the_test()
    {
        var definition = Phase("production_ready");
        var rules = ExactSamples.Write(definition).Replace("status_code=~\"5..\"", "status_code=~\"4..\"", StringComparison.Ordinal);
        Assert.NotEqual(0, Run(rules, Write([definition], ManifestOptions.Default, out _)).Code);
    }

    [Fact]
    public void The_tests_of_a_phase_are_the_golden_ones() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "RuleTests", "production_ready.test.yml")),
            Write([Phase("production_ready")], ManifestOptions.Default, out _)
        );

    [Fact]
    [Trait("Category", "Slow")]
    public void Availability_and_latency_of_a_template_are_tested_in_one_file()
    {
        foreach (var name in new[] { "http", "grpc", "kubernetes-api", "queue", "storage", "storage-client", "website-probe" })
        {
            var definitions = TemplatePlans.Make(TemplatePlans.BuiltIn(name)).Phases.Single(p => p.Name == "production_ready").Definitions;
            var tests = Write(definitions, ManifestOptions.Default, out var losses);
            Assert.Empty(losses);
            Assert.All(definitions, d => Assert.Contains($"{d.Id}: ", tests, StringComparison.Ordinal));
            var rules = ManifestDocuments.Write(ManifestFormats.FindWriter("PrometheusRule")!, definitions, ManifestOptions.Default, out _);
            var (code, output) = Run(rules, tests);
            Assert.True(code == 0, name + ": " + output);
        }
    }

    [Fact]
    public void Settings_of_alerts_are_kept_to()
    {
        // Without the pair of 3 days, which takes promtool ten times as long as the others together and has no setting of its own.
        BurnRateAlert[] alerts = [ExactSamples.Page, ExactSamples.Slow];
        AssertPasses(ExactSamples.All["ratio"].With(alerting: alerts), ManifestOptions.Default);
        AssertPasses(
            ExactSamples.Make(RatioIndicator.Default, alerts: alerts, settings: new AlertSettings { MinimumBadEvents = 5_000_000 }),
            new ManifestOptions { RuleLabels = new Dictionary<string, string> { ["tenant"] = "a" } }
        );
        AssertPasses(ExactSamples.All["grouped"].With(alerting: alerts), ManifestOptions.Default);
        AssertPasses(ExactSamples.All["latency"], ManifestOptions.Default);
    }

    [Fact]
    public void What_cannot_be_tested_is_a_loss_beside_what_can_and_an_error_by_itself()
    {
        var threshold = ExactSamples.Make(new ThresholdIndicator("sum(queue_length)", "<", 100m), name: "queue");
        var refusal = Assert.Throws<ManifestNotWritableException>(() => Write([threshold], ManifestOptions.Default, out _));
        Assert.Equal("indicator", refusal.Problem.Field);
        Write([ExactSamples.All["ratio"], threshold], ManifestOptions.Default, out var losses);
        Assert.Contains("checkout-queue", Assert.Single(losses).Message, StringComparison.Ordinal);

        var quick = new BurnRateAlert("critical", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), 14.4m);
        Assert.Equal(
            "alerting",
            Assert
                .Throws<ManifestNotWritableException>(() =>
                    Write([ExactSamples.Make(RatioIndicator.Default, alerts: [quick])], ManifestOptions.Default, out _)
                )
                .Problem.Field
        );
        Assert.Contains(
            "no alert",
            Assert
                .Throws<ManifestNotWritableException>(() =>
                    Write([ExactSamples.Make(RatioIndicator.Default, alerts: [])], ManifestOptions.Default, out _)
                )
                .Problem.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "flavor",
            Assert
                .Throws<ManifestNotWritableException>(() =>
                    Write([Phase("baseline")], new ManifestOptions { Flavor = RuleFlavor.Sloth }, out _)
                )
                .Problem.Field
        );
    }

    [Fact]
    public void A_folder_of_rules_and_their_tests_reads_as_the_rules_alone()
    {
        var folder = Directory.CreateTempSubdirectory("rule-tests-");
        try
        {
            var definition = Phase("improvement");
            var test = Path.Combine(folder.FullName, "api-service.test.yml");
            File.WriteAllText(test, Write([definition], ManifestOptions.Default, out _));
            var result = new ManifestReadResult();
            new ManifestImporter().ReadFile(test, "api-service.test.yml", result, isFound: true);
            Assert.Empty(result.Problems);
            Assert.Empty(result.Definitions);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("x{code=~\"5..|429\"}", "x", "x{code=\"500\"}", "x{code=\"200\"}")]
    [InlineData("x{code!~\"2..\"}", "x{job=\"a\"}", "x{code=\"500\",job=\"a\"}", "x{job=\"a\",code=\"200\"}")]
    [InlineData("x{error_type!=\"\"}", "x", "x{error_type=\"200\"}", "x")]
    [InlineData("x{verb=~\"(GET|LIST)\",code=~\"[45].+\"}", "x{verb!=\"WATCH\"}", "x{verb=\"GET\",code=\"45\"}", "x{verb=\"200\"}")]
    public void Series_of_bad_and_other_events_meet_the_selectors(string bad, string total, string first, string second)
    {
        var series = EventSeries.Find(RatioIndicator.FromBad(MetricSelector.Parse(bad, "bad"), MetricSelector.Parse(total, "total")))!;
        Assert.Equal([EventKind.Bad, EventKind.Good], series.Select(s => s.Kind));
        Assert.Equal(first, series[0].Series);
        Assert.Equal(second, series[1].Series);
    }

    private static SloDefinition Phase(string name) => TestPlans.Make().Phases.Single(p => p.Name == name).Definition;

    private static void AssertPasses(SloDefinition definition, ManifestOptions options)
    {
        var tests = Write([definition], options, out var losses);
        Assert.Empty(losses);
        var (code, output) = Run(ExactSamples.Write(definition, options), tests);
        Assert.True(code == 0, output);
    }

    private static string Write(
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        out IReadOnlyList<ConversionLoss> losses
    ) => ManifestDocuments.Write(new PrometheusRuleTestWriter(), definitions, options, out losses);

    private static (int Code, string Output) Run(string rules, string tests)
    {
        var folder = Directory.CreateTempSubdirectory("rule-tests-");
        try
        {
            var service = tests
                .Split('\n')
                .Single(l => l.StartsWith("- ", StringComparison.Ordinal) && l.EndsWith(".yaml", StringComparison.Ordinal))[2..^5];
            File.WriteAllText(Path.Combine(folder.FullName, service + ".yaml"), rules);
            var file = Path.Combine(folder.FullName, service + ".test.yml");
            File.WriteAllText(file, tests);
            return Promtool.Ask(["test", "rules", file]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
