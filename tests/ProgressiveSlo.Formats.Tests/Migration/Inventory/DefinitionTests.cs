using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Inventory;

/// <summary>Definitions, and the rules that generators made from them.</summary>
public sealed class DefinitionTests
{
    private const string Sloth = """
        version: prometheus/v1
        service: payments
        labels: {owner: money}
        slos:
          - name: requests
            objective: 99.9
            sli:
              events:
                error_query: sum(rate(http_requests_total{job="payments",code=~"5.."}[{{.window}}]))
                total_query: sum(rate(http_requests_total{job="payments"}[{{.window}}]))
            alerting: {name: PaymentsErrors}
        """;

    [Fact]
    public void A_definition_is_an_item()
    {
        var item = Inventories.Read(("slo.yaml", Sloth)).Items.Single();
        Assert.Equal(
            ("payments", "requests", SloMethod.Definition, SloMeasure.Availability, 0.999m, false),
            (item.Service, item.Name, item.Method, item.Measure, item.Target, item.HandWritten)
        );
        Assert.Equal(("Sloth", "slo.yaml", 5, "money", Certainty.Certain), (item.Format, item.Path, item.Line, item.Owner, item.Certainty));
        Assert.NotEmpty(item.AlertWindows);
        Assert.Contains("{{.window}}", item.Query);
    }

    [Theory]
    [InlineData("PrometheusRule", RuleFlavor.Sloth)]
    [InlineData("PrometheusRule", RuleFlavor.Exact)]
    [InlineData("PrometheusOperator", RuleFlavor.Exact)]
    public void Rules_of_a_generator_are_one_item_with_their_definition(string format, RuleFlavor flavor)
    {
        var rules = RulesOf(Sloth, format, flavor);
        var alone = Inventories.Read(("rules.yaml", rules)).Items.Single();
        Assert.Equal(
            ("payments", 0.999m, SloMethod.Definition, false, "rules.yaml"),
            (alone.Service, alone.Target, alone.Method, alone.HandWritten, alone.Path)
        );
        Assert.NotEmpty(alone.Rules);
        foreach (var files in new[] { new[] { ("slo.yaml", Sloth), ("rules.yaml", rules) }, [("rules.yaml", rules), ("slo.yaml", Sloth)] })
        {
            var item = Inventories.Read(files).Items.Single();
            Assert.Equal(("slo.yaml", "Sloth", "money"), (item.Path, item.Format, item.Owner));
            Assert.Contains("rules.yaml(", item.Reason);
            Assert.NotEmpty(item.Rules);
            Assert.NotEmpty(item.AlertWindows);
        }
    }

    [Fact]
    public void Rules_that_say_another_target_than_the_definition_stay_an_item_of_their_own()
    {
        var stale = RulesOf(Sloth.Replace("99.9", "99.5"), "PrometheusRule", RuleFlavor.Exact);
        Assert.Equal(
            [0.995m, 0.999m],
            Inventories.Read(("rules.yaml", stale), ("slo.yaml", Sloth)).Items.Select(i => i.Target!.Value).Order()
        );
    }

    [Fact]
    public void Rules_by_hand_beside_generated_ones_are_items_and_no_finding()
    {
        var inventory = Inventories.Read(
            RulesOf(Sloth, "PrometheusRule", RuleFlavor.Exact) + Inventories.Rules["groups:\n".Length..].Replace("\n  ", "\n")[2..]
        );
        Assert.Empty(inventory.Findings);
        Assert.Equal(["checkout", "payments"], inventory.Items.Select(i => i.Service).Order());
    }

    [Fact]
    public void A_definition_that_cannot_be_read_is_a_finding_with_its_place()
    {
        var inventory = Inventories.Read(
            ("slo.yaml", Sloth.Replace("objective: 99.9", "objective: none")),
            ("rules.yaml", Inventories.Rules)
        );
        Assert.Equal(("slo.yaml", 6), (inventory.Findings.Single().Path, inventory.Findings.Single().Line));
        Assert.Equal("checkout", inventory.One.Service);
    }

    private static string RulesOf(string spec, string format, RuleFlavor flavor)
    {
        using var text = new StringWriter { NewLine = "\n" };
        ManifestFormats
            .FindWriter(format)!
            .Write([ManifestImporter.ReadText(spec).Definitions.Single()], new ManifestOptions { Flavor = flavor }, text);
        return text.ToString();
    }
}
