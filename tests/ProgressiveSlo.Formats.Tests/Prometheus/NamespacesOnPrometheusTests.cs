using ProgressiveSlo.Formats.Manifests.Grafana;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Formats.Migration.ParallelRun;
using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Formats.Tests.Manifests.Grafana;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>Rules of one service in several namespaces, in one Prometheus: each has the number that was planted for it.</summary>
public sealed class NamespacesOnPrometheusTests
{
    private const int Minutes = 120;

    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _end = _start.AddMinutes(Minutes);

    // A namespace may look like a part of the name, and is still none of it.
    private static readonly (string? Namespace, string Service, int Bad)[] _planted =
    [
        ("production", "checkout", 1),
        ("staging", "checkout", 20),
        ("EU west", "checkout", 300),
        (null, "staging-checkout", 5),
    ];

    [Fact]
    public void Each_namespace_of_a_service_keeps_its_own_number()
    {
        using var server = new PrometheusServer();
        var samples = new OpenMetricsText();
        foreach (var code in new[] { "200", "500" })
        {
            foreach (var (space, service, bad) in _planted)
                samples.Counter(
                    $"http_requests_total{{place=\"{space}/{service}\",status_code=\"{code}\"}}",
                    _start,
                    Minutes,
                    _ => code == "500" ? bad : 1000 - bad
                );
        }

        server.Load(samples.ToString());
        var definitions = _planted.Select(p => Define(p.Namespace, p.Service)).ToArray();
        Assert.Equal(
            ["checkout-availability", "staging/checkout-availability", "EU west/checkout-availability", "staging-checkout-availability"],
            definitions.Select(d => d.Id)
        );
        var rules = definitions.SelectMany(d => WrittenRule.Read(ExactSamples.Write(d))).ToArray();
        RuleHistory.Evaluate(server, rules, _start, _end, TimeSpan.FromMinutes(5));

        foreach (var (definition, planted) in definitions.Zip(_planted))
        {
            var ratio = planted.Bad / 1000d;
            AssertClose(ratio, server.Value(GeneratedQueries.ForWindow(definition, TimeSpan.FromDays(30)).Ratio, _end));
            AssertClose(ratio, server.Value($"slo:sli_error:ratio_rate30d{{slo_id=\"{definition.Id}\"}}", _end));

            // The dashboard of the one does not show the other; its table has a line for the service in this namespace alone.
            var other = new SloDefinition("latency", definition.Service, definition.Indicator, 0.9m, definition.Window)
            {
                Namespace = definition.Namespace,
            };
            var dashboard = DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, definition, other);
            AssertClose(1 - ratio, server.Value(dashboard.QueryOf("SLI over 30d"), _end));
            Assert.Equal(
                ["availability"],
                server.At(dashboard.QueryOf("SLOs"), _end).Select(s => s.Labels["slo_name"]).Order(StringComparer.Ordinal)
            );
        }

        // One line for each in the dashboard of all, and each line has a dashboard of its own.
        var fleet = DashboardFile.Write(new GrafanaFleetWriter(), RuleFlavor.Exact, definitions);
        var lines = server.At(fleet.Query(DashboardFile.TargetsOf(fleet.Panel("SLOs", "table")).First()), _end);
        Assert.Equal(_planted.Length, lines.Count);
        Assert.All(lines, l => Assert.Contains($"\"{l.Labels["dashboard"]}\": {{", fleet.Text, StringComparison.Ordinal));
        var uids = definitions.Select(d => DashboardFile.Write(new GrafanaWriter(), RuleFlavor.Exact, d).Root["uid"]!.ToString()).ToArray();
        Assert.Equal(_planted.Length, uids.Distinct().Count());
        Assert.All(uids, uid => Assert.Contains(uid, fleet.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_of_a_namespace_are_read_back_as_what_they_were_and_the_inventory_has_one_item_for_each()
    {
        var reader = new InventoryReader();
        foreach (var (space, service, _) in _planted)
        {
            var definition = Define(space, service);
            var text = ExactSamples.Write(definition);
            var read = Assert.Single(ManifestImporter.ReadText(text).Definitions);
            Assert.Equal((definition.Id, definition.Namespace), (read.Id, read.Namespace));
            Assert.Empty(read.Losses);
            reader.ReadText(text, $"{service}.{space}.yaml");
        }

        Assert.Equal(
            [(null, "checkout"), ("staging", "checkout"), ("EU west", "checkout"), (null, "staging-checkout")],
            reader.Complete().Select(i => (i.Namespace, i.Service))
        );
    }

    private static SloDefinition Define(string? space, string service) =>
        new(
            "availability",
            service,
            new RatioIndicator(
                MetricSelector.Parse($"http_requests_total{{place=\"{space}/{service}\",status_code!~\"5..\"}}", ""),
                MetricSelector.Parse($"http_requests_total{{place=\"{space}/{service}\"}}", "")
            ),
            0.9m,
            TimeSpan.FromDays(30)
        )
        {
            Namespace = space,
            Alerting = [ExactSamples.Ticket],
        };

    private static void AssertClose(double expected, double? actual)
    {
        Assert.NotNull(actual);
        Assert.InRange(actual.Value, expected - 1e-9, expected + 1e-9);
    }
}
