using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

/// <summary>Definitions that the tests of the exact rules share, one for each golden file.</summary>
internal static class ExactSamples
{
    public static readonly BurnRateAlert Page = new("critical", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m);
    public static readonly BurnRateAlert Slow = new("critical", TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6m);
    public static readonly BurnRateAlert Ticket = new("warning", TimeSpan.FromDays(3), TimeSpan.FromHours(6), 1m);

    public static IReadOnlyDictionary<string, SloDefinition> All { get; } =
        TestPlans
            .Make()
            .Phases.ToDictionary(p => "phase-" + p.Name, p => p.Definition)
            .Concat(
                new Dictionary<string, SloDefinition>
                {
                    ["ratio"] = Make(
                        RatioIndicator.Http("http_requests_total"),
                        name: "requests",
                        settings: new AlertSettings
                        {
                            Name = "CheckoutBurns",
                            MinimumBadEvents = 10,
                            Labels = new Dictionary<string, string> { ["team"] = "pay", ["app.kubernetes.io/part-of"] = "shop" },
                            Annotations = new Dictionary<string, string>
                            {
                                ["summary"] = "{{ $labels.slo_service }} loses {{ $value | humanizePercentage }}",
                            },
                            Severities = [new SeverityAlerts("critical", new Dictionary<string, string> { ["severity"] = "page" })],
                        }
                    ),
                    ["query"] = Make(
                        QueryIndicator.FromGood(
                            "sum(rate(jobs_total{state=\"done\"}[{{.window}}])) # finished\n+ "
                                + "sum(rate(jobs_total{state=\"skipped\"}[{{ .window }}]))",
                            "sum(rate(jobs_total[{{.window}}])) + sum(rate(jobs_lost_total[5m] offset 5m))"
                        ),
                        name: "jobs"
                    ),
                    ["raw-ratio"] = Make(
                        new RawRatioIndicator("avg(avg_over_time(probe_success{job=\"blackbox\"}[{{.window}}]))", isSuccess: true),
                        name: "probes"
                    ),
                    ["latency"] = Make(
                        new RatioIndicator(
                            MetricSelector.Parse("http_request_duration_seconds_bucket{le=\"0.5\"}", "good"),
                            MetricSelector.Parse("http_request_duration_seconds_count", "total")
                        ),
                        name: "latency-p95",
                        target: 0.95m,
                        alerts: [new("warning", TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6m)]
                    ),
                    ["grouped"] = Make(RatioIndicator.Http("http_requests_total").WithGrouping(["handler", "method"]), name: "per-handler"),
                }
            )
            .ToDictionary(d => d.Key, d => d.Value);

    public static SloDefinition Make(
        SloIndicator indicator,
        string name = "availability",
        decimal target = 0.999m,
        int days = 30,
        IReadOnlyList<BurnRateAlert>? alerts = null,
        AlertSettings? settings = null
    ) =>
        new(name, "checkout", indicator, target, TimeSpan.FromDays(days))
        {
            Namespace = "shop",
            Alerting = alerts ?? [Page, Slow, Ticket],
            Labels = new Dictionary<string, string> { ["owner"] = "team-pay", ["tier"] = "1" },
            Annotations = new Dictionary<string, string>
            {
                ["description"] = "Buyers can pay {{ always }}",
                ["runbook"] = "https://runbooks.example/checkout",
                ["dashboard"] = "https://grafana.example/d/checkout",
            },
            AlertSettings = settings ?? AlertSettings.None,
        };

    public static string Write(SloDefinition definition, ManifestOptions? options = null) => Write(definition, out _, options);

    public static string Write(SloDefinition definition, out IReadOnlyList<ConversionLoss> losses, ManifestOptions? options = null)
    {
        using var text = new StringWriter();
        losses = new PrometheusRuleWriter().Write([definition], options ?? ManifestOptions.Default, text);
        return text.ToString();
    }
}
