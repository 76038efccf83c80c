using System.Threading.Tasks;
using ProgressiveSlo.Formats.Manifests.Grafana;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Grafana;

/// <summary>Every query of every panel, on a real Prometheus.</summary>
public sealed class DashboardQueryTests(BackfilledPrometheus prometheus) : IClassFixture<BackfilledPrometheus>
{
    private readonly BackfilledPrometheus _prometheus = Installed(prometheus);

    internal static SloDefinition[] Definitions { get; } = [.. Samples.Service, Samples.Strange];

    [Theory]
    [InlineData(RuleFlavor.Exact)]
    [InlineData(RuleFlavor.Sloth)]
    public async Task Every_panel_of_a_service_has_data(RuleFlavor flavor)
    {
        await EveryPanelHasData(DashboardFile.Write(new GrafanaWriter(), flavor, Samples.Service));
        await EveryPanelHasData(DashboardFile.Write(new GrafanaWriter(), flavor, Samples.Strange));
    }

    [Theory]
    [InlineData(RuleFlavor.Exact)]
    [InlineData(RuleFlavor.Sloth)]
    public async Task Every_panel_of_the_fleet_has_data(RuleFlavor flavor) =>
        await EveryPanelHasData(DashboardFile.Write(new GrafanaFleetWriter(), flavor, Definitions));

    [Theory]
    [InlineData(RuleFlavor.Exact)]
    [InlineData(RuleFlavor.Sloth)]
    public async Task Numbers_of_a_service_are_those_of_its_rules(RuleFlavor flavor)
    {
        var dashboard = DashboardFile.Write(new GrafanaWriter(), flavor, Samples.Phase(2));
        Assert.Equal(0.999m, await Value(dashboard.QueryOf("Objective")));
        Assert.Equal(0.9995m, await Value(dashboard.QueryOf("SLI over 30d")));
        Assert.Equal(0.5m, await Value(dashboard.QueryOf("Budget left")));
        Assert.Equal(21.6m, await Value(dashboard.QueryOf("Budget left as outage")));
        Assert.Equal(0.5m, await Value(dashboard.QueryOf("Burn rate by window")));
        Assert.Equal(1m, await Value(dashboard.QueryOf("Firing alerts")));
        var info = Assert.Single(await _prometheus.NowAsync(dashboard.QueryOf("Phase and target")))["metric"]!;
        Assert.Equal("production_ready", info["phase"]!.ToString());
    }

    [Theory]
    [InlineData(RuleFlavor.Exact)]
    [InlineData(RuleFlavor.Sloth)]
    public async Task The_table_of_the_fleet_has_one_line_for_each_SLO(RuleFlavor flavor)
    {
        var fleet = DashboardFile.Write(new GrafanaFleetWriter(), flavor, Definitions);
        var id = flavor == RuleFlavor.Exact ? "slo_id" : "sloth_id";
        foreach (var target in DashboardFile.TargetsOf(fleet.Panel("SLOs", "table")))
        {
            var ids = (await _prometheus.NowAsync(fleet.Query(target))).Select(r => r["metric"]![id]!.ToString());
            Assert.Equal(Definitions.Select(d => d.Id).Order(), ids.Order());
        }

        Assert.Equal(3m, await Value(fleet.QueryOf("SLOs")));
        Assert.Equal(2m, await Value(fleet.QueryOf("Firing alerts")));
        var phases = (await _prometheus.NowAsync(fleet.QueryOf("SLOs by phase"))).Select(r => $"{r["metric"]!["phase"]} {r["value"]![1]}");
        Assert.Equal(["none 2", "production_ready 1"], phases.Order());
    }

    [Fact]
    public async Task A_chosen_phase_leaves_the_others_out()
    {
        var fleet = DashboardFile.Write(new GrafanaFleetWriter(), RuleFlavor.Exact, Definitions);
        foreach (var target in DashboardFile.TargetsOf(fleet.Panel("SLOs", "table")))
        {
            var query = target["expr"]!
                .ToString()
                .Replace("$phase", "(production_ready|baseline)", System.StringComparison.Ordinal)
                .Replace("$service", ".*", System.StringComparison.Ordinal);
            Assert.Equal("api-service-availability", Assert.Single(await _prometheus.NowAsync(query))["metric"]!["slo_id"]!.ToString());
        }
    }

    private async Task EveryPanelHasData(DashboardFile dashboard)
    {
        foreach (var target in dashboard.Targets)
        {
            var query = dashboard.Query(target);
            var isInstant = (bool)target["instant"]!;
            var result = isInstant ? await _prometheus.NowAsync(query) : await _prometheus.RangeAsync(query);
            Assert.True(result.Count > 0, "no data: " + query);
            var values = result.SelectMany(series => isInstant ? Enumerable.Repeat(series["value"], 1) : series["values"]!.AsArray());
            Assert.All(
                values,
                v => Assert.True(double.IsFinite(double.Parse(v![1]!.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture)), query)
            );
        }
    }

    private async Task<decimal> Value(string query)
    {
        var value = Assert.Single(await _prometheus.NowAsync(query))["value"]![1]!.ToString();
        return decimal.Round(decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture), 9);
    }

    private static BackfilledPrometheus Installed(BackfilledPrometheus prometheus)
    {
        Assert.SkipUnless(BackfilledPrometheus.IsInstalled, "prometheus and promtool are not on PATH");
        return prometheus;
    }
}
