using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Migration.Inventory;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Inventory;

/// <summary>Dashboards of the schema v2, library panels, and alerts that Grafana evaluates.</summary>
public sealed class GrafanaFormTests
{
    private const string Expression =
        "sum(rate(http_requests_total{service=\\\"pay\\\",code=~\\\"5..\\\"}[5m])) "
        + "/ sum(rate(http_requests_total{service=\\\"pay\\\"}[5m]))";

    private const string Elements = """
        "title": "Pay", "layout": {"kind": "GridLayout", "spec": {}}, "elements": {"panel-1": {"kind": "Panel", "spec": {"id": 1,
        "title": "Errors", "data": {"kind": "QueryGroup", "spec": {"queries": [{"kind": "PanelQuery", "spec": {"refId": "A", QUERY}}]}}}}}
        """;

    [Theory]
    [InlineData("\"query\": {\"kind\": \"DataQuery\", \"group\": \"prometheus\", \"spec\": {\"expr\": \"EXPR\"}}", 1)]
    [InlineData("\"query\": {\"kind\": \"prometheus\", \"spec\": {\"expr\": \"EXPR\"}}", 1)]
    [InlineData("\"datasource\": {\"type\": \"prometheus\"}, \"query\": {\"kind\": \"DataQuery\", \"spec\": {\"expr\": \"EXPR\"}}", 1)]
    [InlineData("\"query\": {\"kind\": \"DataQuery\", \"group\": \"loki\", \"spec\": {\"expr\": \"EXPR\"}}", 0)]
    [InlineData("\"query\": {\"kind\": \"loki\", \"spec\": {\"expr\": \"EXPR\"}}", 0)]
    public void Elements_are_panels(string query, int items)
    {
        var spec = Elements.Replace("QUERY", query.Replace("EXPR", Expression, StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (
            var text in new[]
            {
                "{" + spec + "}",
                "{\"apiVersion\": \"dashboard.grafana.app/v2beta1\", \"kind\": \"Dashboard\", \"metadata\": {}, \"spec\": {" + spec + "}}",
                "{\"apiVersion\": \"dashboard.grafana.app/v2\", \"kind\": \"Dashboard\", \"metadata\": {}, \"spec\": {" + spec + "}}",
            }
        )
        {
            var inventory = Inventories.Read(("a.json", text));
            Assert.Empty(inventory.Findings);
            Assert.Equal(items, inventory.Items.Count);
            Assert.All(inventory.Items, i => Assert.Equal(("pay", "Grafana", SloMethod.Panel), (i.Service, i.Format, i.Method)));
        }
    }

    [Theory]
    [InlineData("{\"name\": \"Errors\", \"kind\": 1, \"model\": {\"title\": \"Errors\", \"targets\": [{\"expr\": \"EXPR\"}]}}")]
    [InlineData("{\"result\": {\"name\": \"E\", \"model\": {\"title\": \"E\", \"targets\": [{\"expr\": \"EXPR\"}]}}}")]
    [InlineData(
        "{\"apiVersion\": \"dashboard.grafana.app/v0alpha1\", \"kind\": \"LibraryPanel\", \"spec\": {\"title\": \"E\", "
            + "\"targets\": [{\"expr\": \"EXPR\"}]}}"
    )]
    public void A_library_panel_is_a_panel(string text)
    {
        var inventory = Inventories.Read(("a.json", text.Replace("EXPR", Expression, StringComparison.Ordinal)));
        Assert.Equal(("pay", SloMethod.Panel), (inventory.One.Service, inventory.One.Method));
        Assert.Empty(inventory.Findings);
    }

    [Theory]
    [InlineData("gt", "A", 1)]
    [InlineData("gt", "B", 1)]
    [InlineData("within_range", "A", 0)]
    public void An_alert_of_Grafana_is_its_query_with_its_threshold(string sign, string input, int alerts)
    {
        const string Alerts = """
            apiVersion: 1
            groups:
              - orgId: 1
                name: pay
                folder: Pay
                interval: 1m
                rules:
                  - uid: abc
                    title: PayErrors
                    condition: C
                    for: 5m
                    labels: {team: money}
                    data:
                      - {refId: A, datasourceUid: prom, model: {expr: 'EXPR', refId: A}}
                      - {refId: B, datasourceUid: __expr__, model: {type: reduce, expression: A, reducer: last}}
                      - refId: C
                        datasourceUid: __expr__
                        model: {type: threshold, expression: INPUT, conditions: [{evaluator: {type: SIGN, params: [0.05]}}]}
            """;
        var text = Alerts
            .Replace("EXPR", Expression.Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("INPUT", input, StringComparison.Ordinal)
            .Replace("SIGN", sign, StringComparison.Ordinal);
        var inventory = Inventories.Read(text);
        Assert.Equal(1, inventory.Counts.Rules);
        Assert.Empty(inventory.Findings);
        var found = inventory.Items.Where(i => i.Method == SloMethod.ThresholdAlert).ToArray();
        Assert.Equal(alerts, found.Length);
        Assert.All(found, i => Assert.Equal(("pay", "money", 0.05m), (i.Service, i.Owner, i.AlertWindows[0].Threshold)));
    }

    [Theory]
    [InlineData("{\"apiVersion\": \"dashboard.grafana.app/v9\", \"kind\": \"Dashboard\", \"spec\": {\"boards\": {}}}")]
    [InlineData("{\"schemaVersion\": 99, \"title\": \"x\", \"tiles\": []}")]
    [InlineData("{\"dashboard\": {\"schemaVersion\": 99, \"tiles\": []}}")]
    public void A_dashboard_of_another_schema_is_said_once(string text)
    {
        var finding = Assert.Single(Inventories.Read(("a.json", text)).Findings);
        Assert.Equal((InventoryReader.DashboardCode, FindingSeverity.Warning), (finding.Code, finding.Severity));
    }
}
