using System.Threading.Tasks;
using ProgressiveSlo.Formats.Manifests.Grafana;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Grafana;

/// <summary>Three clusters of one SLO, on a real Prometheus: 10 requests a second in each, and in one of them half are bad.</summary>
public sealed class DashboardGroupTests(GroupedPrometheus prometheus) : IClassFixture<GroupedPrometheus>
{
    private static readonly SloDefinition _definition = GroupedPrometheus.Definition;

    [Theory]
    [InlineData(".*", 30, 25, 5, 500, 0)]
    [InlineData("a", 10, 10, 0, 0, 1)]
    [InlineData("c", 10, 5, 5, 500, 0)]
    [InlineData("(a|b)", 20, 20, 0, 1, 0.5)]
    public async Task Traffic_adds_up_and_the_worst_group_counts(string cluster, int all, int good, int bad, int burnRate, double left)
    {
        Installed();
        var dashboard = DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, _definition);
        Assert.Equal(all, await Value(dashboard.Panels.First(p => p["title"]!.ToString() == "Traffic"), 0));
        var graph = dashboard.Panels.Last(p => p["title"]!.ToString() == "Traffic");
        Assert.Equal([good, bad, all], [await Value(graph, 0), await Value(graph, 1), await Value(graph, 2)]);
        Assert.Equal(burnRate, await Value(dashboard.Panel("Burn rate"), 0));
        Assert.Equal((decimal)left, await Value(dashboard.Panel("Budget left"), 0));
        Assert.Equal((decimal)left * 43.2m, await Value(dashboard.Panel("Budget left as outage"), 0));
        Assert.Equal(0.999m, await Value(dashboard.Panel("Objective"), 0));

        async Task<decimal> Value(System.Text.Json.Nodes.JsonObject panel, int index)
        {
            var query = DashboardFile.TargetsOf(panel).ElementAt(index)["expr"]!.ToString();
            return Number(Assert.Single(await prometheus.NowAsync(query.Replace("$cluster", cluster, StringComparison.Ordinal))));
        }
    }

    [Theory]
    [InlineData(RuleFlavor.Exact)]
    [InlineData(RuleFlavor.Sloth)]
    public async Task What_doubles_leave_of_a_used_budget_is_not_below_0(RuleFlavor flavor)
    {
        Installed();
        var fleet = DashboardFile.Write(new GrafanaFleetWriter(), flavor, _definition);
        Assert.Equal(1m, Number(Assert.Single(await prometheus.NowAsync(fleet.QueryOf("SLOs")))));
        Assert.Equal(0m, Number(Assert.Single(await prometheus.NowAsync(fleet.QueryOf("Without error budget")))));
        Assert.Equal(0m, Number(Assert.Single(await prometheus.NowAsync(fleet.QueryOf("Smallest error budgets")))));
    }

    [Theory]
    [InlineData(RuleFlavor.Exact)]
    [InlineData(RuleFlavor.Sloth)]
    public async Task Each_cluster_has_a_line_of_its_own(RuleFlavor flavor)
    {
        Installed();
        var dashboard = DashboardFile.Write(new GrafanaWriter(), flavor, _definition);
        var lines = await prometheus.NowAsync(dashboard.QueryOf("Error budget left"));
        Assert.Equal(
            ["a 1.0", "b 0.5", "c 0.0"],
            lines.Select(l => FormattableString.Invariant($"{l["metric"]!["cluster"]} {Number(l):0.0}")).Order()
        );
        var clusters = Assert.Single(dashboard.Variables, v => v["name"]!.ToString() == "cluster")["query"]!["query"]!.ToString();
        var (selector, label) = (
            clusters["label_values(".Length..clusters.LastIndexOf(',')],
            clusters[(clusters.LastIndexOf(',') + 2)..^1]
        );
        var values = (await prometheus.NowAsync(selector)).Select(s => s["metric"]![label]!.ToString()).Distinct().Order();
        Assert.Equal(["a", "b", "c"], values);
    }

    private static decimal Number(System.Text.Json.Nodes.JsonNode sample) =>
        decimal.Round(decimal.Parse(sample["value"]![1]!.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture), 12);

    private static void Installed() => Assert.SkipUnless(BackfilledPrometheus.IsInstalled, "prometheus and promtool are not on PATH");
}

/// <summary>A Prometheus with the series of an SLO that is grouped by cluster, each recorded by two replicas.</summary>
public sealed class GroupedPrometheus : BackfilledPrometheus
{
    internal static SloDefinition Definition { get; } =
        new(
            "per-cluster",
            "grouped",
            QueryIndicator.FromBad(
                "sum(rate(errors_total[{{.window}}])) by (cluster)",
                "sum(rate(requests_total[{{.window}}])) by (cluster)"
            ),
            0.999m,
            TimeSpan.FromDays(30)
        );

    private static string[] Replicas { get; } = ["one", "two"];

    protected override string Samples() =>
        BackfilledSeries.OpenMetrics(
            Replicas.SelectMany(replica =>
                Whole(replica)
                    .Concat(Cluster(replica, "a", good: 10m, burnRate: 0m, left: 1m))
                    .Concat(Cluster(replica, "b", good: 10m, burnRate: 1m, left: 0.5m))
                    .Concat(Cluster(replica, "c", good: 5m, burnRate: 500m, left: -0.00000000000001m))
            )
        );

    private static IEnumerable<(string, (string, string)[], decimal)> Whole(string replica)
    {
        var labels = Labels(replica);
        yield return ("slo_info", labels, 1m);
        yield return ("sloth_slo_info", labels, 1m);
        yield return ("slo:objective:ratio", labels, Definition.Target);
        yield return ("slo:error_budget:ratio", labels, 1m - Definition.Target);
        yield return ("slo:time_period:days", labels, 30m);
    }

    private static IEnumerable<(string, (string, string)[], decimal)> Cluster(
        string replica,
        string cluster,
        decimal good,
        decimal burnRate,
        decimal left
    )
    {
        (string, string)[] labels = [.. Labels(replica), ("cluster", cluster)];
        yield return ("slo:events_total:rate5m", labels, 10m);
        yield return ("slo:events_good:rate5m", labels, good);
        yield return ("slo:events_bad:rate5m", labels, 10m - good);
        yield return ("slo:current_burn_rate:ratio", labels, burnRate);
        yield return ("slo:period_error_budget_remaining:ratio", labels, left);
    }

    private static (string, string)[] Labels(string replica) =>
        [
            ("slo_id", Definition.Id),
            ("slo_service", Definition.Service),
            ("slo_name", Definition.ShortName),
            ("sloth_id", Definition.Id),
            ("sloth_service", Definition.Service),
            ("sloth_slo", Definition.ShortName),
            ("replica", replica),
        ];
}
