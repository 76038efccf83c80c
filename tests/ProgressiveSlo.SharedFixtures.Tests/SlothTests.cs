using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.SharedFixtures.Tests;

/// <summary>Sloth's own examples, and what Sloth generated from them.</summary>
public sealed class SlothTests
{
    // What the expected files were generated with.
    private static readonly ManifestOptions Options = new()
    {
        Flavor = RuleFlavor.Sloth,
        RuleLabels = new Dictionary<string, string> { ["cmd"] = "examplesgen.sh" },
        SlothVersion = "dev",
    };

    [Fact]
    public void Rules_of_a_spec_are_what_Sloth_generates()
    {
        foreach (var spec in SharedFolder.Fixtures.SlothSpecs())
        {
            var result = Import(spec);
            Assert.Empty(result.Problems);
            Assert.Equal(YamlTree.Outline(File.ReadAllText(Fixtures.Expected(spec))), YamlTree.Outline(Rules(result.Definitions)));
        }
    }

    [Fact]
    public void Rules_read_back_to_the_definitions_of_the_specs_and_make_the_same_rules_again()
    {
        foreach (var spec in SharedFolder.Fixtures.SlothSpecs())
        {
            var rules = Import(Fixtures.Expected(spec));
            Assert.Empty(rules.Problems);
            Assert.All(rules.Definitions, d => Assert.Empty(d.Losses));
            Assert.Equal(Import(spec).Definitions.Select(AsInRules), rules.Definitions);
            Assert.Equal(YamlTree.Outline(File.ReadAllText(Fixtures.Expected(spec))), YamlTree.Outline(Rules(rules.Definitions)));
        }
    }

    [Fact]
    public void OpenSlo_becomes_one_ratio_of_good_events()
    {
        var good = "sum(rate(http_request_duration_seconds_count{job=\"myservice\",code!~\"(5..|429)\"}[{{.window}}]))";
        var total = "sum(rate(http_request_duration_seconds_count{job=\"myservice\"}[{{.window}}]))";
        var definition = new SloDefinition(
            "sloth-slo-my-service",
            "my-service",
            QueryIndicator.FromGood(good, total),
            0.999m,
            TimeSpan.FromDays(30)
        )
        {
            Source = new SloSource("slo.yaml", 1, 1, "OpenSlo") { ApiVersion = "openslo/v1alpha", DocumentName = "sloth-slo-my-service" },
        };
        using var rules = new StringWriter();
        new PrometheusRuleWriter().Write([definition], Options, rules);
        Assert.Equal(
            YamlTree.Outline(File.ReadAllText(SharedFolder.Fixtures.Path("sloth/openslo-getting-started.expected.yml"))),
            YamlTree.Outline(rules.ToString())
        );
    }

    [Fact]
    public void Invalid_specs_have_one_problem_at_the_field_that_is_wrong()
    {
        foreach (var spec in SharedFolder.Fixtures.Files("sloth/invalid", "*.yaml"))
        {
            var (field, code, definitions) = Path.GetFileName(spec) switch
            {
                "bad-aa.yaml" => ("slos[1].objective", "ObjectiveOutOfRange", 1),
                "bad-k8s.yaml" => ("spec.service", "ServiceNameInvalid", 0),
                "bad-multi.yaml" => ("slos[1].sli", "IndicatorMissing", 3),
                "bad-multi-k8s.yaml" => ("spec.slos[0].alerting.name", "AlertNameMissing", 3),
                var other => throw new InvalidOperationException(other),
            };
            var result = Import(spec);
            var problem = Assert.Single(result.Problems);
            Assert.Equal((field, code), (problem.Problem.Field, problem.Problem.Code));
            Assert.Equal(definitions, result.Definitions.Count);
            Assert.Contains("BAD!", File.ReadAllLines(spec)[problem.Line - 1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Alert_windows_are_read()
    {
        var set = AlertWindowSets.ReadFile(Assert.Single(SharedFolder.Fixtures.Files("sloth/windows", "*.yaml")), "7d.yaml");
        Assert.Equal(
            ["page 1h/5m × 13.44", "page 6h/30m × 3.5", "ticket 1d/2h × 1.4", "ticket 3d/6h × 0.98"],
            set.AlertsFor(set.Period).Select(a => a.ToString())
        );
    }

    private static ManifestReadResult Import(string path) => ManifestImporter.ReadFiles([(path, Path.GetFileName(path))]);

    private static string Rules(IReadOnlyList<SloDefinition> definitions)
    {
        using var text = new StringWriter();
        foreach (var service in definitions.GroupBy(d => (d.Service, d.Source?.DocumentName)))
        {
            IManifestWriter writer =
                service.First().Source?.ApiVersion == "sloth.slok.dev/v1" ? new PrometheusOperatorWriter() : new PrometheusRuleWriter();
            text.Write("---\n");
            writer.Write([.. service], Options, text);
        }

        return text.ToString();
    }

    // Rules have no description, and these carry one more label. Sloth numbers the objectives of an OpenSLO document.
    private static SloDefinition AsInRules(SloDefinition definition)
    {
        var isOpenSlo = definition.Source!.ApiVersion.StartsWith("openslo/", StringComparison.Ordinal);
        return new SloDefinition(
            isOpenSlo ? definition.Name + "-0" : definition.Name,
            definition.Service,
            definition.Indicator,
            definition.Target,
            definition.Window
        )
        {
            Namespace = definition.Namespace,
            Phase = definition.Phase,
            Alerting = definition.Alerting,
            AlertSettings = definition.AlertSettings,
            Labels = new Dictionary<string, string>(definition.Labels) { ["cmd"] = "examplesgen.sh" },
            Annotations = new Dictionary<string, string>(),
        };
    }
}
