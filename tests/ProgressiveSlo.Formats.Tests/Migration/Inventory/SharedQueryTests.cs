using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Inventory;

/// <summary>SLOs that share a query: an objective beside the promise to customers, or two services behind one gateway.</summary>
public sealed class SharedQueryTests
{
    [Theory]
    [InlineData(RuleFlavor.Sloth)]
    [InlineData(RuleFlavor.Exact)]
    public void Two_targets_on_one_query_stay_two_SLOs_each_with_its_rules(RuleFlavor flavor)
    {
        var spec = Spec("web", ("internal", "99.9"), ("sla", "99.5"));
        var rules = Rules(spec, flavor);
        foreach (var files in new[] { new[] { ("rules.yaml", rules) }, [("rules.yaml", rules), ("slo.yaml", spec)] })
        {
            var items = Inventories.Read(files).Items;
            Assert.Equal([("internal", 0.999m), ("sla", 0.995m)], items.Select(i => (i.Name, i.Target!.Value)).Order());
            Assert.Equal(items[0].Rules.Count, items[1].Rules.Count);
            Assert.Equal(items[0].AlertWindows.Count, items[1].AlertWindows.Count);
            Assert.NotEmpty(items[0].AlertWindows);
            Assert.Empty(items[0].Rules.Intersect(items[1].Rules));
        }
    }

    [Theory]
    [InlineData(RuleFlavor.Sloth)]
    [InlineData(RuleFlavor.Exact)]
    public void Two_services_on_one_query_stay_two_and_say_their_own_target(RuleFlavor flavor)
    {
        var items = Inventories
            .Read(("rules.yaml", Rules(Spec("first", ("requests", "99.9")), flavor) + Rest(Spec("second", ("requests", "99.99")), flavor)))
            .Items;
        Assert.Equal([("first", 0.999m), ("second", 0.9999m)], items.Select(i => (i.Service!, i.Target!.Value)).Order());
        Assert.All(items, Agrees);
    }

    [Theory]
    [InlineData(RuleFlavor.Sloth)]
    [InlineData(RuleFlavor.Exact)]
    public void A_folder_gives_no_item_that_no_file_has(RuleFlavor flavor)
    {
        var one = Rules(Spec("first", ("requests", "99.9")), flavor);
        var both = one + Rest(Spec("second", ("requests", "99.99")), flavor);
        var items = Inventories.Read(("a.yaml", one), ("b.yaml", both)).Items;
        Assert.Equal(
            [("a.yaml", "first", 0.999m), ("b.yaml", "first", 0.999m), ("b.yaml", "second", 0.9999m)],
            items.Select(i => (i.Path, i.Service!, i.Target!.Value)).Order()
        );
        Assert.All(items, Agrees);
    }

    [Fact]
    public void Three_targets_on_one_query_are_joined_to_their_three_definitions_in_any_order()
    {
        var spec = Spec("web", ("gold", "99.99"), ("silver", "99.9"), ("bronze", "99"));
        var rules = Rules(spec, RuleFlavor.Sloth);
        foreach (var files in new[] { new[] { ("slo.yaml", spec), ("rules.yaml", rules) }, [("rules.yaml", rules), ("slo.yaml", spec)] })
        {
            var items = Inventories.Read(files).Items;
            Assert.Equal(3, items.Count);
            Assert.All(items, i => Assert.Equal("slo.yaml", i.Path));
            Assert.All(items, i => Assert.All(i.Rules, r => Assert.True(IsOf(r, i.Name), r.ToString())));
        }
    }

    // Alerts name their SLO in the series that they read.
    private static bool IsOf(ObservedRule rule, string name) =>
        rule.Labels.TryGetValue("sloth_id", out var id)
            ? id == "web-" + name
            : rule.Expression.Contains($"sloth_id=\"web-{name}\"", StringComparison.Ordinal);

    private static void Agrees(SloInventoryItem item)
    {
        if (item.Reason.Contains("the target is", StringComparison.Ordinal))
            Assert.Contains(
                $"the target is {(item.Target!.Value * 100).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)} %",
                item.Reason,
                StringComparison.Ordinal
            );
    }

    private static string Spec(string service, params (string Name, string Objective)[] slos) =>
        $"version: prometheus/v1\nservice: {service}\nslos:\n"
        + string.Concat(
            slos.Select(s =>
                $"  - name: {s.Name}\n    objective: {s.Objective}\n    sli:\n      events:\n"
                + "        error_query: sum(rate(http_requests_total{job=\"web\",code=~\"5..\"}[{{.window}}]))\n"
                + "        total_query: sum(rate(http_requests_total{job=\"web\"}[{{.window}}]))\n"
                + $"    alerting: {{name: {s.Name}Errors}}\n"
            )
        );

    // The groups alone, to be put after those of another file.
    private static string Rest(string spec, RuleFlavor flavor) => Rules(spec, flavor).Split("groups:\n", 2)[1];

    private static string Rules(string spec, RuleFlavor flavor)
    {
        using var text = new StringWriter { NewLine = "\n" };
        ManifestFormats
            .FindWriter("PrometheusRule")!
            .Write([.. ManifestImporter.ReadText(spec).Definitions], new ManifestOptions { Flavor = flavor }, text);
        return text.ToString();
    }
}
