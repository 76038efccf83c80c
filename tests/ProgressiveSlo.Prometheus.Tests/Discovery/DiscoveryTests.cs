using System.Threading;
using ProgressiveSlo.Discovery;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Discovery;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Discovery;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Transport;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Discovery;

/// <summary>A real Prometheus with services of 20 kinds: all are found, with the right template, label and numbers.</summary>
[Collection(OnKnownServices.Name)]
public sealed class DiscoveryTests(KnownPrometheus prometheus)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_kind_of_service_is_found_with_its_template_its_labels_and_its_numbers()
    {
        var found = Find().Select(i => i.Service).OfType<SloService>().ToDictionary(s => s.Service);
        Assert.True(KnownServices.Services.Select(s => s.Kind).Distinct().Count() >= 12);
        foreach (var expected in KnownServices.Services)
        {
            Assert.True(found.ContainsKey(expected.Service), $"{expected.Service} is missing among {string.Join(", ", found.Keys)}");
            var service = found[expected.Service];
            Assert.Equal(
                (expected.Service, expected.Kind, expected.Label, expected.Template, expected.Errors, expected.Latency),
                (
                    service.Service,
                    service.Kind,
                    service.ServiceLabel,
                    service.Template,
                    service.ErrorLabel,
                    service.LatencyMetric is not null
                )
            );
            Assert.True(service.Template is null ^ service.Indicator is null);
            Assert.Equal(30, service.Days);
            if (service.Kind is "kafka-lag" or "cron-job" or "probe")
                continue;
            Assert.Equal(24_000, service.EventsPerDay);
            Assert.Equal((720_000L, 720_000L - (720 * expected.Bad)), (service.TotalEvents, service.GoodEvents));
        }

        // Nobody else but the service whose name is hostile.
        Assert.Equal(["x-or-up"], found.Keys.Except(KnownServices.Services.Select(s => s.Service)));
    }

    [Fact]
    public void Percentiles_and_bounds_are_in_milliseconds_whatever_the_unit_of_the_histogram()
    {
        var found = Find().Select(i => i.Service).OfType<SloService>().Where(s => s.LatencyBuckets.Count > 0).ToArray();
        Assert.True(found.Length >= 14);
        Assert.All(
            found,
            s =>
            {
                Assert.Equal([100, 250, 500, 1000, 2500], s.LatencyBuckets);
                Assert.Equal(500, s.LatencyP95!.Value, 6);
                Assert.Equal(1000, s.LatencyP99!.Value, 6);
            }
        );
    }

    [Fact]
    public void Conditions_and_gauges_are_counted_by_the_minute_and_the_sample()
    {
        var found = Find().Select(i => i.Service).OfType<SloService>().ToDictionary(s => s.Service);
        Assert.Equal(1440, found["billing"].EventsPerDay);
        Assert.InRange(found["billing"].Availability!.Value, 0.985, 0.995);
        Assert.Equal(1, found["nightly"].Availability);
        Assert.Equal((24L, 717L), (found["shop.example"].EventsPerDay, found["shop.example"].GoodEvents));
        Assert.Equal("https://shop.example/", found["shop.example"].TemplateParameter!["instance"]);
        Assert.Equal("batch", found["nightly"].Namespace);
    }

    [Fact]
    public void What_measures_a_service_gives_the_same_evidence_as_was_found()
    {
        var found = Find().Select(i => i.Service).OfType<SloService>().ToArray();
        using var connection = new PrometheusConnection(prometheus.Address, new PrometheusOptions());
        var subjects = found.Select(s => new EvidenceSubject(s.Service, Measures(s)) { IncidentQuery = "vector(0)" }).ToArray();
        var evidence = new PrometheusEvidence(connection)
            .Read(new EvidenceRequest(subjects, KnownServices.End, KnownServices.Days), Token)
            .Select(i => i.Evidence)
            .OfType<SloEvidence>()
            .ToDictionary(e => e.Service!);
        Assert.Equal(found.Length, evidence.Count);
        Assert.All(
            found,
            s => Assert.Equal((s.GoodEvents, s.TotalEvents), (evidence[s.Service].GoodEvents, evidence[s.Service].TotalEvents))
        );
    }

    [Fact]
    public void The_suggested_phase_is_what_the_history_could_hold_and_the_reason_says_why()
    {
        var found = Find().Select(i => i.Service).OfType<SloService>().ToDictionary(s => s.Service);
        Assert.Equal("improvement", found["checkout"].SuggestedPhase);
        Assert.Equal("checkout: 100 % over 30 days, p95 500 ms: could begin at improvement", found["checkout"].Reason);
        Assert.Equal("catalog: 99.9 % over 30 days, p95 500 ms: could begin at improvement", found["catalog"].Reason);
        Assert.Equal("fast-api: 98 % over 30 days: could begin at baseline, baseline asks for 99 %", found["fast-api"].Reason);
        Assert.Equal(
            "node-web: 99.4 % over 30 days, p95 500 ms: could begin at baseline, improvement asks for 99.5 %",
            found["node-web"].Reason
        );
    }

    [Fact]
    public void Metrics_that_look_like_services_and_fit_nothing_are_noted()
    {
        var notes = Find().Select(i => i.Note).OfType<string>().ToArray();
        Assert.Contains(notes, n => n.StartsWith("shop_orders_requests_total looks like", StringComparison.Ordinal));
        Assert.Contains(
            notes,
            n => n.StartsWith("nginx_http_requests_total", StringComparison.Ordinal) && n.Contains("VTS", StringComparison.Ordinal)
        );
        Assert.Contains(
            notes,
            n => n.Contains("no-status", StringComparison.Ordinal) && n.Contains("code, status_code, status", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(notes, n => n.Contains("prometheus_http_requests_total", StringComparison.Ordinal));
        Assert.DoesNotContain(notes, n => n.Contains("_duration_seconds_count looks like", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_services_that_are_asked_for_are_measured()
    {
        var found = Find(r => r with { IsWanted = n => n is "cart" or "mail" }).Select(i => i.Service).OfType<SloService>().ToArray();
        Assert.Equal(["cart", "mail"], found.Select(s => s.Service).Order());
        Assert.All(found, s => Assert.Equal(720_000, s.TotalEvents));
    }

    [Fact]
    public void A_shorter_window_has_the_numbers_of_its_days()
    {
        var found = Find(r => r with { Days = 7 }).Select(i => i.Service).OfType<SloService>().Single(s => s.Service == "go-api");
        Assert.Equal((7, 168_000L), (found.Days, found.TotalEvents));
        Assert.Equal(
            "go-api: 99.6 % over 7 days, p95 500 ms: could begin at baseline, improvement would need 30 days of history",
            found.Reason
        );
    }

    private List<DiscoveryItem> Find(Func<DiscoveryRequest, DiscoveryRequest>? change = null)
    {
        using var connection = new PrometheusConnection(prometheus.Address, new PrometheusOptions());
        var request = Request(KnownServices.End, KnownServices.Days);
        var items = new PrometheusDiscovery(connection).Read(change?.Invoke(request) ?? request, Token).ToList();
        Assert.DoesNotContain(items, i => i.Failure is not null);
        return items;
    }

    internal static DiscoveryRequest Request(DateTime at, int days) =>
        new(ServiceKindFile.BuiltIn, BuiltInProfiles.Find("default")!, at, days) { Templates = BuiltInTemplates.Find };

    internal static SloIndicator Measures(SloService service) =>
        service.Indicator
        ?? BuiltInTemplates
            .Find(service.Template!)!
            .Fill(
                service.Service,
                service.Namespace ?? "production",
                service.TemplateParameter!.Select(p => new KeyValuePair<string, string?>(p.Key, p.Value))
            )
            .Indicator;
}
