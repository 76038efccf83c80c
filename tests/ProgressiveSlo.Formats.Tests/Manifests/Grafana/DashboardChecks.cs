using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Grafana;

/// <summary>What holds for every dashboard.</summary>
internal static partial class DashboardChecks
{
    public static void Check(DashboardFile dashboard)
    {
        Assert.EndsWith("}\n", dashboard.Text, System.StringComparison.Ordinal);
        Assert.DoesNotContain('\r', dashboard.Text);
        Assert.Matches("^[a-z0-9-]{1,40}$", dashboard.Root["uid"]!.ToString());
        Assert.Equal(["slo", "progressiveslo"], dashboard.Root["tags"]!.AsArray().Select(t => t!.ToString()));
        Assert.Equal(dashboard.Panels.Count, dashboard.Panels.Select(p => (int)p["id"]!).Distinct().Count());
        NoOverlap(dashboard.Panels);
        DataSource(dashboard);
        foreach (var panel in dashboard.Panels.Where(p => p["type"]!.ToString() != "row"))
        {
            Assert.NotEmpty(DashboardFile.TargetsOf(panel));
            Assert.NotEqual("", panel["title"]!.ToString());
            Assert.NotEqual("", panel["description"]!.ToString());
            var ids = DashboardFile.TargetsOf(panel).Select(t => t["refId"]!.ToString()).ToArray();
            Assert.Equal(ids.Length, ids.Distinct().Count());
            Thresholds(panel["fieldConfig"]!["defaults"]!["thresholds"]!);
        }

        foreach (var target in dashboard.Targets)
        {
            var query = dashboard.Query(target);
            Assert.True(PromQlParser.TryParse(query, null, out _, out var error), $"{query}: {error}");

            // $1 is a group of a regular expression; whatever else begins like this is put in by Grafana before Prometheus sees it.
            Assert.DoesNotMatch(Variable(), query.Replace("\"$1\"", "", System.StringComparison.Ordinal));
        }
    }

    private static void NoOverlap(IReadOnlyList<JsonObject> panels)
    {
        var taken = new HashSet<(int, int)>();
        foreach (var place in panels.Select(p => p["gridPos"]!))
        {
            var (x, y, w, h) = ((int)place["x"]!, (int)place["y"]!, (int)place["w"]!, (int)place["h"]!);
            Assert.InRange(x, 0, 23);
            Assert.InRange(w, 1, 24 - x);
            Assert.InRange(h, 1, 20);
            foreach (var cell in Enumerable.Range(x, w).SelectMany(column => Enumerable.Range(y, h).Select(row => (column, row))))
                Assert.True(taken.Add(cell), $"two panels share {cell}");
        }
    }

    private static void DataSource(DashboardFile dashboard)
    {
        var source = dashboard.Variables[0];
        Assert.Equal(
            ("datasource", "datasource", "prometheus"),
            (source["name"]!.ToString(), source["type"]!.ToString(), source["query"]!.ToString())
        );
        var users = dashboard
            .Panels.Where(p => p["type"]!.ToString() != "row")
            .Concat(dashboard.Targets)
            .Concat(dashboard.Variables.Skip(1));
        Assert.All(users, user => Assert.Equal("${datasource}", user["datasource"]!["uid"]!.ToString()));
    }

    private static void Thresholds(JsonNode thresholds)
    {
        var values = thresholds["steps"]!.AsArray().Select(s => (decimal?)s!["value"]).ToArray();
        Assert.Null(values[0]);
        Assert.Equal(values.Skip(1).Distinct().Order(), values.Skip(1));
    }

    [GeneratedRegex(@"\$\w|\$\{|\[\[")]
    private static partial Regex Variable();
}
