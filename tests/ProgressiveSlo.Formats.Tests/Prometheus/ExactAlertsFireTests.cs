using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>The alerts of the exact rules, as promtool sees them fire.</summary>
public sealed class ExactAlertsFireTests
{
    private const string Good = "http_requests_total{service=\"api-service\",status_code=\"200\"}";
    private const string Bad = "http_requests_total{service=\"api-service\",status_code=\"500\"}";
    private const string Critical = "severity=\"critical\"";
    private const string Warning = "alertname=\"SloErrorBudgetBurn\",severity=\"warning\"";
    private const string Absent = "alertname=\"SloIndicatorAbsent\"";

    [Fact]
    public void Alerts_fire_in_an_outage_and_resolve_after_it() =>
        new RuleTest(ExactSamples.Write(TestPlans.Make().Phases[2].Definition))
            .Counter(Good, 300, m => m is >= 120 and < 150 ? 900 : 1000)
            .Counter(Bad, 300, m => m is >= 120 and < 150 ? 100 : 0)
            .Firing(119, "slo_id=\"api-service-availability\"", 0)
            .Firing(145, Critical, 1)
            .Firing(145, Warning, 1)
            .Firing(160, Critical, 0)
            .Firing(160, Warning, 1)
            .Firing(200, "slo_id=\"api-service-availability\"", 0)
            .Run();

    [Fact]
    public void An_outage_is_one_alert_of_a_severity_however_many_windows_see_it() =>
        new RuleTest(ExactSamples.Write(ExactSamples.Make(RatioIndicator.Default)))
            .Counter(Good, 400, m => m is >= 120 and < 240 ? 800 : 1000)
            .Counter(Bad, 400, m => m is >= 120 and < 240 ? 200 : 0)
            .Firing(180, Critical, 1)
            .Firing(239, Critical, 1)
            // The pair 1h/5m is silent again, the pair 6h/30m is not: it is still the same alert.
            .Firing(255, Critical, 1)
            .Firing(290, Critical, 0)
            .Run();

    [Fact]
    public void One_bad_event_at_little_traffic_pages_only_without_a_least_number()
    {
        Write(null, 1);
        Write(10, 0);

        static void Write(int? fewest, int alerts) =>
            new RuleTest(
                ExactSamples.Write(
                    ExactSamples.Make(
                        RatioIndicator.Default,
                        alerts: [ExactSamples.Page],
                        settings: new AlertSettings { MinimumBadEvents = fewest }
                    )
                )
            )
                .Counter(Good, 200, m => m % 3 == 0 ? 1 : 0)
                .Counter(Bad, 200, m => m == 120 ? 1 : 0)
                .Firing(122, Critical, alerts)
                .Run();
    }

    [Fact]
    public void Exactly_the_least_number_of_bad_events_pages() =>
        new RuleTest(
            ExactSamples.Write(
                ExactSamples.Make(
                    RatioIndicator.Default,
                    alerts: [ExactSamples.Page],
                    settings: new AlertSettings { MinimumBadEvents = 10 }
                )
            )
        )
            .Counter(Good, 200, _ => 1)
            .Counter(Bad, 200, m => m is >= 120 and < 130 ? 1 : 0)
            .Firing(129, Critical, 0)
            .Firing(130, Critical, 1)
            .Run();

    [Fact]
    public void Missing_data_is_an_alert_and_missing_traffic_is_none() =>
        new RuleTest(ExactSamples.Write(TestPlans.Make().Phases[2].Definition))
            .Counter(
                Good,
                300,
                m =>
                    m < 60 ? 10
                    : m < 180 ? 0
                    : null
            )
            .Firing(170, Absent, 0)
            .Firing(190, Absent, 0)
            .Firing(205, Absent, 1)
            .Run();

    [Fact]
    public void Each_group_has_alerts_of_its_own() =>
        new RuleTest(
            ExactSamples.Write(
                ExactSamples.Make(
                    RatioIndicator.Http("http_requests_total").WithGrouping(["handler"]),
                    settings: new AlertSettings { MinimumBadEvents = 5 }
                )
            )
        )
            .Counter("http_requests_total{handler=\"/a\",status_code=\"200\"}", 200, _ => 100)
            .Counter("http_requests_total{handler=\"/b\",status_code=\"200\"}", 200, _ => 100)
            .Counter("http_requests_total{handler=\"/b\",status_code=\"500\"}", 200, m => m >= 120 ? 100 : 0)
            .Firing(180, Critical + ",handler=\"/b\"", 1)
            .Firing(180, "handler=\"/a\"", 0)
            .Run();

    [Fact]
    public void A_raw_ratio_fires_too_and_has_no_sample_where_it_is_no_number() =>
        new RuleTest(
            ExactSamples.Write(
                ExactSamples.Make(
                    new RawRatioIndicator($"sum(rate({Bad}[{{{{.window}}}}])) / sum(rate(http_requests_total[{{{{.window}}}}]))"),
                    settings: new AlertSettings { Labels = new Dictionary<string, string> { ["team"] = "pay" } }
                )
            )
        )
            .Counter(Good, 300, m => m < 100 ? 0 : 90)
            .Counter(Bad, 300, m => m < 200 ? 0 : 10)
            .Firing(90, Critical, 0)
            .Firing(260, Critical + ",team=\"pay\"", 1)
            .Run();
}
