using System.Text.Json.Nodes;
using CsCheck;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.Grafana;
using ProgressiveSlo.Formats.Tests.Manifests.Support;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Grafana;

public sealed class GrafanaFleetWriterTests
{
    [Theory]
    [InlineData(RuleFlavor.Exact, "fleet-exact.json")]
    [InlineData(RuleFlavor.Sloth, "fleet-sloth.json")]
    public void A_dashboard_is_the_golden_one(RuleFlavor flavor, string file) =>
        GrafanaWriterTests.Golden(DashboardFile.Write(new GrafanaFleetWriter(), flavor, [.. Samples.Service, Samples.Strange]), file);

    [Fact]
    public void Any_definitions_give_a_sound_dashboard() =>
        Gen.Select(DefinitionGen.Of(DefinitionGen.Ratio).Array[1, 5], Gen.Bool)
            .Sample(
                (definitions, isExact) =>
                    DashboardChecks.Check(
                        DashboardFile.Write(new GrafanaFleetWriter(), isExact ? RuleFlavor.Exact : RuleFlavor.Sloth, definitions)
                    )
            );

    [Fact]
    public void Links_lead_to_the_dashboards_of_services()
    {
        var services = new[] { "checkout", "Bücher: Café", "日本" };
        var fleet = DashboardFile.Write(new GrafanaFleetWriter(), RuleFlavor.Exact, [.. services.Select(Samples.Plain)]);
        var overrides = fleet.Panel("SLOs", "table")["fieldConfig"]!["overrides"]!.AsArray();
        var mappings = Property(overrides, "dashboard", "mappings")![0]!["options"]!;
        foreach (var service in services)
        {
            var uid = DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, Samples.Plain(service)).Root["uid"]!.ToString();
            Assert.Equal(uid, mappings["/" + service]!["text"]!.ToString());
        }

        Assert.StartsWith(
            "/d/${__data.fields.dashboard.text}?",
            Property(overrides, "Service", "links")![0]!["url"]!.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_query_keeps_to_the_chosen_services_and_phases()
    {
        foreach (var flavor in Enum.GetValues<RuleFlavor>())
        {
            var fleet = DashboardFile.Write(new GrafanaFleetWriter(), flavor, Samples.Service);
            Assert.All(fleet.Targets, t => Assert.Contains("phase=~\"$phase\"", t["expr"]!.ToString(), StringComparison.Ordinal));
            Assert.All(fleet.Targets, t => Assert.Contains("service=~\"$service\"", t["expr"]!.ToString(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_registry_knows_both()
    {
        Assert.Equal(ManifestScope.Service, ManifestFormats.FindWriter("grafana")!.Scope);
        Assert.Equal(ManifestScope.Fleet, ManifestFormats.FindWriter("grafanafleet")!.Scope);
    }

    [Fact]
    public void Exports_know_dashboards_of_services_and_of_the_fleet_apart()
    {
        var folder = Directory.CreateTempSubdirectory("progressiveslo-dashboards-");
        try
        {
            SloDefinition[] many =
            [
                .. Enumerable
                    .Range(0, 20)
                    .Select(i => new SloDefinition($"slo-{i}", "api", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))),
            ];
            foreach (var format in new[] { "Grafana", "GrafanaFleet" })
            {
                var path = Path.Combine(folder.FullName, format + ".json");
                File.WriteAllText(path, DashboardFile.Write(ManifestFormats.FindWriter(format)!, RuleFlavor.Exact, many).Text);
                Assert.All(["Grafana", "GrafanaFleet"], other => Assert.Equal(format == other, ExportMarker.Matches(path, other)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static JsonNode? Property(JsonArray overrides, string column, string id) =>
        overrides.Single(o => o!["matcher"]!["options"]!.ToString() == column)!["properties"]!
            .AsArray()
            .Single(p => p!["id"]!.ToString() == id)!["value"];
}
