using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.OpenSlo;
using ProgressiveSlo.Formats.Manifests.Pyrra;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Pyrra;

/// <summary>A metric of Pyrra that is not PromQL is kept as text, and its SLO with it.</summary>
public sealed class PyrraOpaqueMetricTests
{
    public static TheoryData<string, string, string> Metrics =>
        new()
        {
            { "ratio", "orders_total{region!=\"test\"}\n", "orders_total{region\n" },
            { "ratio", "orders_total{region!=\"test\"}\n", "'{__name__=\"a\" or b=\"c\"}'\n" },
            { "ratio", "orders_total{region!=\"test\"}\n", "'orders_total{ {{ .Values.filter }} }'\n" },
            { "latency", "le=\"0.25\"", "le=0.25" },
            { "latency", "_count{job=\"search\"", "_count{job=search" },
            { "native", "kind=\"invoice\"", "kind=invoice" },
            { "gauge", "probe_success{instance=", "probe_success{instance==" },
        };

    [Theory]
    [MemberData(nameof(Metrics))]
    public void The_SLO_stays_with_all_that_could_be_read(string name, string right, string wrong)
    {
        var text = Golden(name);
        var whole = Assert.Single(ManifestImporter.ReadText(text).Definitions);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at > 0);
        var broken = text[..at] + wrong + text[(at + right.Length)..];
        var line = text[..at].Count(c => c == '\n') + 1;

        var result = ManifestImporter.ReadText(broken);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(("PromQlSyntax", true, line), (problem.Problem.Code, problem.Problem.IsKept, problem.Line));
        var kept = Assert.Single(result.Definitions);
        Assert.Equal(
            (whole.Name, whole.Service, whole.Namespace, whole.Target, whole.Window),
            (kept.Name, kept.Service, kept.Namespace, kept.Target, kept.Window)
        );
        Assert.Equal(whole.Alerting, kept.Alerting);
        Assert.Equal(whole.AlertSettings, kept.AlertSettings);
        Assert.Equal(PyrraMetricText.DataSource, kept.Indicator.DataSource);

        // Pyrra's own format has a place for the text.
        var again = Write(new PyrraWriter(), kept);
        var second = Assert.Single(ManifestImporter.ReadText(again).Definitions);
        Assert.Equal(kept.Indicator.ToString(), second.Indicator.ToString());
        Assert.Equal(again, Write(new PyrraWriter(), second));

        // What needs a query refuses the SLO, and says for what the text was written.
        foreach (var flavor in new[] { RuleFlavor.Exact, RuleFlavor.Sloth })
            Refused(() => Write(new PrometheusRuleWriter(), kept, new ManifestOptions { Flavor = flavor }));
        Refused(() => Write(new SlothWriter(), kept));

        var error = Assert.Single(Linter.LintText(broken, LintOptions.Default), f => f.Severity == FindingSeverity.Error);
        Assert.Equal(("PromQlSyntax", line), (error.Code, error.Line));
        var inventory = new InventoryReader(null, default);
        inventory.ReadText(broken, "spec.yaml");
        var item = Assert.Single(inventory.Complete());
        Assert.Equal(
            (whole.Service, whole.Target, whole.Window, Certainty.Likely),
            (item.Service, item.Target, item.Window, item.Certainty)
        );
    }

    [Fact]
    public void A_metric_that_is_PromQL_and_no_selector_is_refused_as_before()
    {
        var text = Golden("ratio").Replace("orders_total{region!=\"test\"}\n", "sum(rate(orders_total[5m]))\n", StringComparison.Ordinal);
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Definitions);
        Assert.False(Assert.Single(result.Problems).Problem.IsKept);
    }

    [Fact]
    public void OpenSLO_keeps_the_text_under_its_type()
    {
        var text = Golden("ratio").Replace("orders_total{region!=\"test\"}\n", "orders_total{region\n", StringComparison.Ordinal);
        var kept = Assert.Single(ManifestImporter.ReadText(text).Definitions);
        Assert.Contains(PyrraMetricText.DataSource, Write(new OpenSloWriter(), kept), StringComparison.Ordinal);
    }

    private static void Refused(Action write) =>
        Assert.Contains(PyrraMetricText.DataSource, Assert.Throws<ManifestNotWritableException>(write).Message, StringComparison.Ordinal);

    private static string Golden(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Pyrra", name + ".yaml"));

    private static string Write(IManifestWriter writer, SloDefinition definition, ManifestOptions? options = null)
    {
        using var text = new StringWriter();
        writer.Write([definition], options ?? ManifestOptions.Default, text);
        return text.ToString();
    }
}
