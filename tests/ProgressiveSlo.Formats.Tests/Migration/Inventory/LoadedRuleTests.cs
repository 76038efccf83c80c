using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Migration.Inventory;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Inventory;

/// <summary>Rules of a running Prometheus beside those of files.</summary>
public sealed class LoadedRuleTests
{
    // As a server prints the expression of the file.
    private static readonly ObservedRule LoadedRule = new(
        ObservedRuleKind.Alert,
        "CheckoutErrors",
        (
            "sum(rate(http_requests_total{code=~\"5..\",job=\"checkout\"}[1h])) / "
            + "sum(rate(http_requests_total{job=\"checkout\"}[1h])) > 14.4 * 0.001"
        ).Replace("code=~\"5..\",job=\"checkout\"", "job=\"checkout\",code=~\"5..\"")
    )
    {
        For = TimeSpan.FromMinutes(2),
        Labels = new Dictionary<string, string> { ["severity"] = "page", ["team"] = "shop" },
        Format = "PrometheusApi",
        Path = "http://prometheus:9090#/etc/rules.yml",
    };

    [Fact]
    public void A_rule_that_stands_in_a_file_too_is_taken_once()
    {
        var reader = new InventoryReader();
        reader.ReadText(Inventories.Rules.Replace(" / ", "\n            /   "), "rules.yaml");
        reader.AddLoaded([LoadedRule]);
        var inventory = Inventories.Complete(reader);
        Assert.Equal("rules.yaml", inventory.Items.Single().Path);
        Assert.Single(inventory.Items.Single().AlertWindows);
        Assert.Equal(1, inventory.Counts.Loaded);
    }

    [Fact]
    public void One_that_differs_is_taken_with_its_address()
    {
        var reader = new InventoryReader();
        reader.AddLoaded([
            LoadedRule,
            LoadedRule with
            {
                Name = "Other",
                Expression = LoadedRule.Expression.Replace("checkout", "search"),
            },
        ]);
        Assert.Equal(["checkout", "search"], Inventories.Complete(reader).Items.Select(i => i.Service).Order());

        reader = new InventoryReader();
        reader.ReadText(Inventories.Rules, "rules.yaml");
        reader.AddLoaded([
            LoadedRule with
            {
                Expression = LoadedRule.Expression.Replace("14.4", "6"),
            },
            LoadedRule with
            {
                For = TimeSpan.Zero,
            },
            LoadedRule with
            {
                Labels = new Dictionary<string, string>(),
            },
        ]);
        Assert.Equal(0, reader.Counts.Loaded);
        Assert.Equal(4, reader.Counts.Rules);
    }
}
