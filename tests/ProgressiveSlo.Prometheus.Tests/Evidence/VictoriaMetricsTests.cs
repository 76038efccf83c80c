using System.Threading;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Rules;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>A real VictoriaMetrics and its vmalert: the planted events, and the rules that are loaded.</summary>
public sealed class VictoriaMetricsTests(PlantedVictoriaMetrics server) : IClassFixture<PlantedVictoriaMetrics>
{
    private const int Days = 30;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_day_of_every_service_has_the_planted_events()
    {
        var subjects = PlantedVictoriaMetrics
            .Services.Select(s => new EvidenceSubject(s.Name, RatioIndicator.ForService(s.Name)))
            .ToArray();
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var items = new PrometheusEvidence(connection)
            .Read(new EvidenceRequest(subjects, PlantedFleet.End.AddMinutes(3), Days), Token)
            .ToArray();
        Assert.All(items, i => Assert.Null(i.Failure));
        var metrics = items.Select(i => i.Evidence).OfType<SloEvidence>().ToDictionary(m => m.Service!);
        Assert.Equal(PlantedVictoriaMetrics.Services.Count, metrics.Count);
        foreach (var service in PlantedVictoriaMetrics.Services)
        {
            for (var i = 0; i < Days; i++)
            {
                var (good, total) = service.Day(PlantedFleet.Days - Days + i);
                var day = metrics[service.Name].Days[i];
                Assert.True(
                    (good, total) == (day.GoodEvents, day.TotalEvents),
                    $"{service.Name}, day {i}: {day.GoodEvents} of {day.TotalEvents}, planted {good} of {total}"
                );
            }

            Assert.Equal(1.0, metrics[service.Name].Coverage);
        }
    }

    [Fact]
    public void The_rules_that_vmalert_has_loaded_are_those_of_the_export()
    {
        using var connection = new PrometheusConnection(server.RuleAddress, new PrometheusOptions());
        var loaded = LoadedRules.Read(connection, Token).Rules;
        var alerts = loaded.Where(r => r.Kind == ObservedRuleKind.Alert).ToArray();
        Assert.Contains(alerts, a => a.Name == "SloErrorBudgetBurn" && a.Labels["slo_id"] == "checkout-availability");
        foreach (var metric in new[] { "slo:objective:ratio", "slo:events_total:rate5m", "slo:period_error_budget_remaining:ratio" })
            Assert.Contains(loaded, r => r.Kind == ObservedRuleKind.Recording && r.Name == metric);
        Assert.Equal(PlantedVictoriaMetrics.Rules.Split("alert: ").Length - 1, alerts.Length);
        Assert.Equal(PlantedVictoriaMetrics.Rules.Split("record: ").Length - 1, loaded.Count(r => r.Kind == ObservedRuleKind.Recording));
    }

    [Fact]
    public void A_rule_in_MetricsQL_is_a_rule_as_it_is_written()
    {
        using var connection = new PrometheusConnection(server.RuleAddress, new PrometheusOptions());
        var rule = Assert.Single(LoadedRules.Read(connection, Token).Rules, r => r.Name == "checkout:errors:share");
        Assert.Equal(PlantedVictoriaMetrics.MetricsQl, rule.Expression);

        // The day before the end, by the query of the rule and by the plan.
        var service = PlantedVictoriaMetrics.Services.Single(s => s.Name == "checkout");
        var (good, total) = service.Day(PlantedFleet.Days - 1);
        var share = Assert.Single(server.Server.At(rule.Expression, PlantedFleet.End));
        Assert.Equal(1 - ((double)good / total), share, 12);
        Assert.Equal(0, Assert.Single(server.Server.At("sum(increase(nothing_total[1d])) default 0", PlantedFleet.End)));
    }
}

/// <summary>A VictoriaMetrics with six of the planted services and a vmalert with the rules of one of them.</summary>
public sealed class PlantedVictoriaMetrics : IDisposable
{
    /// <summary>An error ratio with what only MetricsQL has: <c>WITH</c> and <c>default</c>.</summary>
    public const string MetricsQl =
        "WITH (all = http_requests_total{service=\"checkout\"}) "
        + "(sum(increase(all{status_code=\"500\"}[1d])) default 0) / sum(increase(all[1d]))";

    private static readonly string[] _names = ["at-target", "incident-day", "three-pods", "quiet-nights", "pay.ments+eu", "checkout"];

    public PlantedVictoriaMetrics()
    {
        foreach (var service in Services)
        {
            for (var pod = 0; pod < service.Pods; pod++)
            {
                foreach (var bad in new[] { false, true })
                {
                    var labels = new Dictionary<string, string>
                    {
                        ["__name__"] = "http_requests_total",
                        ["service"] = service.Name,
                        ["job"] = "shop",
                        ["pod"] = pod.ToString(CultureInfo.InvariantCulture),
                        ["status_code"] = bad ? "500" : "200",
                    };
                    var start = new DateTimeOffset(PlantedFleet.Start).ToUnixTimeSeconds();
                    Server.Load(
                        labels,
                        service
                            .Counter(bad, pod, PlantedFleet.Days * PlantedService.TicksPerDay)
                            .Select(s => (start + (s.Tick * 300L), (double)s.Value))
                    );
                }
            }
        }

        Server.Flush();
    }

    /// <summary>What vmalert has loaded: an export, and a rule of somebody's own.</summary>
    public static string Rules { get; } = Export() + $"- name: own\n  rules:\n  - record: checkout:errors:share\n    expr: '{MetricsQl}'\n";

    public Uri Address => Server.Address;

    public Uri RuleAddress => Server.RuleAddress!;

    internal static IReadOnlyList<PlantedService> Services { get; } =
    [.. _names.Select(n => PlantedFleet.Services.Single(s => s.Name == n))];

    internal VictoriaMetricsServer Server { get; } = new(Rules);

    public void Dispose() => Server.Dispose();

    private static string Export()
    {
        var definition = new SloDefinition("availability", "checkout", RatioIndicator.ForService("checkout"), 0.999m, TimeSpan.FromDays(30))
        {
            Alerting = [new BurnRateAlert("critical", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m)],
        };
        using var text = new StringWriter();
        ManifestFormats.FindWriter("PrometheusRule")!.Write([definition], ManifestOptions.Default, text);
        return text.ToString();
    }
}
