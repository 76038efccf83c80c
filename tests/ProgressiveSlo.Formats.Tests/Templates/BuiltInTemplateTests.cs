using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.Formats.Tests.Prometheus;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Templates;

/// <summary>What every template of the library must do.</summary>
public sealed class BuiltInTemplateTests
{
    // Why each warning is right, and stays. Information is advice to the owner of a service: a runbook, an owner.
    private static readonly Dictionary<string, string> _warnings = new()
    {
        ["LatencyBucketSpelling"] = "A spec of Pyrra has one bound, and cannot have both spellings of 2 s",
        ["RatioAveraged"] = "Rules of Sloth average ratios, whatever they are made of",
        ["ZeroTrafficNaN"] = "Rules of Sloth divide by no traffic",
    };

    public static TheoryData<string> Names => [.. BuiltInTemplates.Names];

    [Fact]
    public void The_library_has_the_kinds_of_services_that_were_asked_for() =>
        Assert.Superset(
            new HashSet<string> { "http", "grpc", "queue", "batch-job", "storage", "website-probe", "kubernetes-api" },
            BuiltInTemplates.Names.ToHashSet()
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void A_template_has_the_name_of_its_file_and_says_what_it_is(string name)
    {
        var template = TemplatePlans.BuiltIn(name);
        Assert.Equal(name, template.Name);
        Assert.Null(template.Source);
        Assert.NotEmpty(template.Metrics);
        Assert.NotEmpty(template.Description);
        Assert.InRange(template.Title.Length, 20, 90);
        Assert.StartsWith("#", BuiltInTemplates.Text(name), StringComparison.Ordinal);
        Assert.All(template.Parameters, p => Assert.NotEmpty(p.Description));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_plan_of_a_template_reads_back_equal(string name)
    {
        var plan = TemplatePlans.Make(TemplatePlans.BuiltIn(name), "Order API");
        var text = TestPlans.Write(plan);
        var read = PlanReader.Read(text, "");
        Assert.Equal(plan.Indicator, read.Indicator);
        Assert.Equal(plan.LatencyMetric, read.LatencyMetric);
        Assert.Equal(text, TestPlans.Write(read));
        Assert.DoesNotContain("{{.", text.Replace("{{.window}}", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_format_writes_a_template_or_says_why_not(string name)
    {
        var (written, refused) = (new List<string>(), new List<(string, RuleFlavor)>());
        foreach (var format in ManifestFormats.WritableNames)
        {
            foreach (var definition in Definitions(name))
            {
                foreach (var flavor in new[] { RuleFlavor.Exact, RuleFlavor.Sloth })
                {
                    var text = Write(format, [definition], flavor, out var problem);
                    if (text is null)
                    {
                        Assert.NotEmpty(problem!.Message);
                        Assert.NotEmpty(problem.Fix);
                        refused.Add((format, flavor));
                        continue;
                    }

                    written.Add(format);
                    Check(format, text);
                }
            }
        }

        // Pyrra has ratios, latencies and gauges, and no comparison of a query. No samples can be made up for such a query either, and
        // rules of Sloth have no tests.
        string[] threshold = TemplatePlans.BuiltIn(name).IndicatorType == "threshold" ? ["Pyrra", "PrometheusRuleTest"] : [];
        var expected = from flavor in new[] { RuleFlavor.Exact, RuleFlavor.Sloth } from format in threshold select (format, flavor);
        Assert.Equal(expected.Union([("PrometheusRuleTest", RuleFlavor.Sloth)]).Order(), refused.Distinct().Order());
        Assert.Equal(ManifestFormats.WritableNames.Except(threshold).Order(), written.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Promtool_takes_the_rules_of_a_template_in_both_flavors(string name)
    {
        var folder = Directory.CreateTempSubdirectory("templates-");
        try
        {
            var files = new List<string>();
            foreach (var flavor in new[] { RuleFlavor.Exact, RuleFlavor.Sloth })
            {
                foreach (var definition in Definitions(name))
                {
                    files.Add(Path.Combine(folder.FullName, $"{definition.Name}-{flavor}.yaml"));
                    File.WriteAllText(files[^1], Write("PrometheusRule", [definition], flavor, out _)!);
                }
            }

            Promtool.CheckRules(files);
            Assert.Equal(2 * Definitions(name).Count, files.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_character_of_a_service_breaks_a_template(string name)
    {
        var service = "Ordér.API+v2@eu:1";
        var plan = TemplatePlans.Make(TemplatePlans.BuiltIn(name), service);
        Assert.All(plan.Phases[3].Definitions, d => Assert.NotNull(Write("PrometheusRule", [d], RuleFlavor.Exact, out _)));
    }

    [Fact]
    public void A_plan_of_the_template_http_is_the_golden_one() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "template-plan.yaml")),
            TestPlans.Write(TemplatePlans.Make(TemplatePlans.BuiltIn("http"), "checkout", ("codeLabel", "status_code")))
        );

    [Fact]
    public void Latency_targets_in_between_the_bounds_of_the_buckets_are_known_beforehand()
    {
        var profile = BuiltInProfiles.Find("default")!;
        Assert.Equal(
            ["production_ready p95 500 ms", "excellence p99 500 ms"],
            TemplatePlans.BuiltIn("kubernetes-api").TargetsBetweenBounds(profile)
        );
        Assert.Empty(TemplatePlans.BuiltIn("http").TargetsBetweenBounds(profile));
    }

    private static void Check(string format, string text)
    {
        // A dashboard is nothing that the lint reads.
        if (!ManifestFormats.ReadableNames.Contains(format))
            return;
        foreach (var finding in Linter.LintText(text, new LintOptions()).Where(f => f.Severity != FindingSeverity.Information))
            Assert.True(finding.Severity == FindingSeverity.Warning && _warnings.ContainsKey(finding.Code), $"{format}: {finding}\n{text}");
    }

    private static IReadOnlyList<SloDefinition> Definitions(string name) =>
        [.. TemplatePlans.Make(TemplatePlans.BuiltIn(name)).Phases.SelectMany(p => p.Definitions)];

    private static string? Write(string format, IReadOnlyList<SloDefinition> definitions, RuleFlavor flavor, out FieldProblem? problem)
    {
        using var text = new StringWriter();
        try
        {
            ManifestFormats.FindWriter(format)!.Write(definitions, new ManifestOptions { Flavor = flavor }, text);
            problem = null;
            return text.ToString();
        }
        catch (ManifestNotWritableException e)
        {
            problem = e.Problem;
            return null;
        }
    }
}
