using ProgressiveSlo.Migration.Inventory;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Inventory;

/// <summary>Queries on dashboards of Grafana.</summary>
public sealed class DashboardTests
{
    private const string Ratio =
        "sum(rate(http_requests_total{service=\\\"$service\\\",code=~\\\"5..\\\"}[$__rate_interval])) / "
        + "sum(rate(http_requests_total{service=\\\"$service\\\"}[$__rate_interval]))";

    private static string Board(string panels, string more = "") =>
        $$"""
            {
              "title": "Shop",
              "schemaVersion": 39,
              {{more}}
              "panels": [ {{panels}} ]
            }
            """;

    private static string Panel(string expression, string datasource = "null", string more = "") =>
        $$"""{"title": "Errors", {{more}} "datasource": {{datasource}}, "targets": [{"refId": "A", "expr": "{{expression}}"}]}""";

    [Theory]
    [InlineData(Ratio)]
    [InlineData(
        "sum(rate(a_total{service=\\\"[[service]]\\\",code=~\\\"5..\\\"}[[[interval]]])) / "
            + "sum(rate(a_total{service=\\\"[[service]]\\\"}[[[interval]]]))"
    )]
    [InlineData(
        "sum(increase(a_total{s=~\\\"$service\\\",code=~\\\"5..\\\"}[$__range])) / sum(increase(a_total{s=~\\\"$service\\\"}[${__range}]))"
    )]
    public void A_panel_with_a_ratio_is_an_item_whatever_variables_it_has(string expression)
    {
        var item = Inventories.Read(("shop.json", Board(Panel(expression)))).Items.Single();
        Assert.Equal(
            (SloMethod.Panel, SloMeasure.Availability, "Grafana", "shop.json", 5),
            (item.Method, item.Measure, item.Format, item.Path, item.Line)
        );
        Assert.Equal(("Shop", "Errors"), (item.Rules.Single().Group, item.Rules.Single().Name));
    }

    [Theory]
    [InlineData("{\"type\": \"loki\", \"uid\": \"x\"}", "", false)]
    [InlineData("\"CloudWatch\"", "", false)]
    [InlineData("\"$logs\"", "\"templating\": {\"list\": [{\"name\": \"logs\", \"type\": \"datasource\", \"query\": \"loki\"}]},", false)]
    [InlineData(
        "\"${DS_MINE}\"",
        "\"__inputs\": [{\"name\": \"DS_MINE\", \"type\": \"datasource\", \"pluginId\": \"elasticsearch\"}],",
        false
    )]
    [InlineData("\"${DS_MINE}\"", "\"__inputs\": [{\"name\": \"DS_MINE\", \"type\": \"datasource\", \"pluginId\": \"prometheus\"}],", true)]
    [InlineData("{\"type\": \"prometheus\", \"uid\": \"x\"}", "", true)]
    [InlineData("\"$datasource\"", "", true)]
    [InlineData("null", "", true)]
    public void Only_queries_that_may_be_of_a_Prometheus_count(string datasource, string more, bool counts) =>
        Assert.Equal(counts ? 1 : 0, Inventories.Read(("shop.json", Board(Panel(Ratio, datasource), more))).Items.Count);

    [Fact]
    public void Panels_stand_in_rows_and_in_library_panels_with_a_model()
    {
        var collapsed = $$"""{"type": "row", "title": "Row", "panels": [ {{Panel(Ratio)}} ]}""";
        Assert.Single(Inventories.Read(("a.json", Board(collapsed))).Items);
        Assert.Single(Inventories.Read(("b.json", $$"""{"title": "Old", "rows": [{"panels": [ {{Panel(Ratio)}} ]}]}""")).Items);
        Assert.Single(Inventories.Read(("c.json", Board("{\"libraryPanel\": {\"uid\": \"u\", \"model\": " + Panel(Ratio) + "}}"))).Items);
        var without = Inventories.Read(("d.json", Board("""{"libraryPanel": {"uid": "u", "name": "Errors"}}""")));
        Assert.Empty(without.Items);
        Assert.Empty(without.Findings);
    }

    [Fact]
    public void Dashboards_come_from_the_API_in_lists_and_in_ConfigMaps()
    {
        var board = Board(Panel(Ratio));
        Assert.Single(Inventories.Read(("api.json", $$"""{"meta": {}, "dashboard": {{board}} }""")).Items);
        Assert.Single(Inventories.Read(("list.json", "[" + board + "]")).Items);
        var map = Inventories.Read(
            ("map.yaml", "apiVersion: v1\nkind: ConfigMap\ndata:\n  shop.json: |-\n" + Inventories.Indent(board, 4))
        );
        Assert.Equal(9, map.Items.Single().Line);
        Assert.Single(
            Inventories
                .Read(
                    (
                        "crd.yaml",
                        "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaDashboard\nspec:\n  json: |\n"
                            + Inventories.Indent(board, 4)
                    )
                )
                .Items
        );
    }

    [Fact]
    public void Queries_that_are_no_PromQL_are_nobody_s_mistake()
    {
        var inventory = Inventories.Read(("shop.json", Board(Panel("SELECT 1 FROM t") + "," + Panel("$metric{a=b") + "," + Panel(Ratio))));
        Assert.Single(inventory.Items);
        Assert.Empty(inventory.Findings);
    }
}
