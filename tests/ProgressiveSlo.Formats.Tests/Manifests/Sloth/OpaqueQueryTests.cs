using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Sloth;

/// <summary>A query that nobody here understands is kept as text, and its SLO with it.</summary>
public sealed class OpaqueQueryTests
{
    private const string Chain =
        "slo_plugins:\n  overridePrevious: true\n  chain:\n  - id: sloth.dev/contrib/validate_victoria_metrics/v1\n";

    private const string MetricsQl = "histogram_share(0.2, sum by (vmrange) (rate(request_duration_bucket[{{.window}}])))";

    [Theory]
    [InlineData(MetricsQl)]
    [InlineData("sum(rate({a=\"b\" or c=\"d\"}[{{.window}}])) keep_metric_names")]
    [InlineData("WITH (x = sum(rate(a[{{.window}}]))) x default 0")]
    public void MetricsQL_is_known_where_the_spec_says_so(string query)
    {
        var text = Spec(Chain, query);
        Assert.DoesNotContain(Linter.LintText(text, LintOptions.Default), f => f.Severity == FindingSeverity.Error);
        Check(ManifestImporter.ReadText(text), SloIndicator.MetricsQl, query);
        CheckInventory(text, QueryDialect.PromQl);
    }

    [Fact]
    public void MetricsQL_is_known_where_the_caller_says_so()
    {
        var text = Spec("", MetricsQl);
        Assert.DoesNotContain(
            Linter.LintText(text, new LintOptions { Dialect = QueryDialect.MetricsQl }),
            f => f.Severity == FindingSeverity.Error
        );
        var result = new ManifestReadResult();
        new ManifestImporter { Dialect = QueryDialect.MetricsQl }.Read(text, "", result);
        Check(result, SloIndicator.MetricsQl, MetricsQl);
        CheckInventory(text, QueryDialect.MetricsQl);
    }

    [Theory]
    [InlineData(MetricsQl)]
    [InlineData("sum(rate(a[{{.window}}])")]
    [InlineData("unknown_function(a[{{.window}}])")]
    public void Elsewhere_it_is_one_error_and_the_SLO_stays(string query)
    {
        var text = Spec("", query);
        var error = Assert.Single(Linter.LintText(text, LintOptions.Default), f => f.Severity == FindingSeverity.Error);
        Assert.Equal(("PromQlSyntax", 8), (error.Code, error.Line));
        var result = ManifestImporter.ReadText(text);
        Assert.True(Assert.Single(result.Problems).Problem.IsKept);
        Assert.Equal(query, ((QueryIndicator)result.Definitions[0].Indicator).Bad);
        CheckInventory(text, QueryDialect.PromQl);
    }

    [Fact]
    public void An_unknown_plugin_stays_in_its_SLO_and_is_written_again()
    {
        var text = Spec("", MetricsQl);
        var start = text.IndexOf("    events:", StringComparison.Ordinal);
        var end = text.IndexOf("  alerting:", StringComparison.Ordinal);
        var plugin = text[..start] + "    plugin:\n      id: org/own\n      options: {job: 'a \"b\" \\ c', x: '1'}\n" + text[end..];
        var result = ManifestImporter.ReadText(plugin);
        Assert.True(Assert.Single(result.Problems).Problem.IsKept);
        var definition = Assert.Single(result.Definitions);
        Assert.Equal((0.99m, "checkout", 4), (definition.Target, definition.Service, definition.Alerting.Count));
        var again = ManifestImporter.ReadText(Write(new SlothWriter(), definition)).Definitions.Single();
        Assert.Equal(definition.Indicator.ToString(), again.Indicator.ToString());
        Assert.Contains("\"a \\\"b\\\" \\\\ c\"", definition.Indicator.ToString()!, StringComparison.Ordinal);
        Assert.Throws<ManifestNotWritableException>(() => Write(new PrometheusRuleWriter(), definition));
        CheckInventory(plugin, QueryDialect.PromQl);
    }

    private static void Check(ManifestReadResult result, string source, string query)
    {
        Assert.Empty(result.Problems);
        var definition = Assert.Single(result.Definitions);
        Assert.Equal((0.99m, "checkout", 4), (definition.Target, definition.Service, definition.Alerting.Count));
        Assert.Equal((source, query), (definition.Indicator.DataSource, ((QueryIndicator)definition.Indicator).Bad));

        // Sloth takes the text with its plugin; rules need PromQL, and the message says which language it is.
        var again = ManifestImporter.ReadText(Write(new SlothWriter(), definition));
        Assert.Empty(again.Problems);
        Assert.Equal(query, ((QueryIndicator)again.Definitions.Single().Indicator).Bad);
        foreach (var flavor in new[] { RuleFlavor.Exact, RuleFlavor.Sloth })
        {
            var refused = Assert.Throws<ManifestNotWritableException>(() =>
                Write(new PrometheusRuleWriter(), definition, new ManifestOptions { Flavor = flavor })
            );
            Assert.Contains("MetricsQL", refused.Message, StringComparison.Ordinal);
        }
    }

    private static void CheckInventory(string text, QueryDialect dialect)
    {
        var reader = new InventoryReader(null, dialect);
        reader.ReadText(text, "spec.yaml");
        var item = Assert.Single(reader.Complete());
        Assert.Equal(
            ("checkout", "requests", 0.99m, TimeSpan.FromDays(30), Certainty.Likely),
            (item.Service, item.Name, item.Target, item.Window, item.Certainty)
        );
        Assert.Contains("is not read here", item.Reason, StringComparison.Ordinal);
        Assert.Equal(4, item.AlertWindows.Count);
        Assert.All(reader.TakeFindings(), f => Assert.Equal(FindingSeverity.Warning, f.Severity));
    }

    private static string Spec(string head, string query) =>
        "version: prometheus/v1\nservice: checkout\n"
        + head
        + "slos:\n- name: requests\n  objective: 99\n  sli:\n    events:\n      error_query: '"
        + query.Replace("'", "''", StringComparison.Ordinal)
        + "'\n      total_query: sum(rate(a_total[{{.window}}]))\n  alerting:\n    name: Errors\n";

    private static string Write(IManifestWriter writer, SloDefinition definition, ManifestOptions? options = null)
    {
        using var text = new StringWriter();
        writer.Write([definition], options ?? ManifestOptions.Default, text);
        return text.ToString();
    }
}
