using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Tests.Manifests.Grafana;

/// <summary>Definitions to draw.</summary>
internal static class Samples
{
    /// <summary>A phase of a plan and an SLO of a team's own, with another period and no alerts.</summary>
    public static SloDefinition[] Service { get; } =
    [
        Phase(2),
        new("reads", "api-service", new RawRatioIndicator("1 - avg(avg_over_time(up[{{.window}}]))", false), 0.95m, TimeSpan.FromDays(28))
        {
            Annotations = new Dictionary<string, string> { ["description"] = "Reads *succeed* <b>" },
        },
    ];

    /// <summary>A name with what PromQL, JSON and Grafana might take for syntax.</summary>
    public static SloDefinition Strange { get; } =
        new("say \"hi\" {x} \\ $slo [[slo]] ü", "Bücher: Café", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
        {
            Alerting = [new BurnRateAlert("critical", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m)],
        };

    /// <summary>An SLO of each handler and method.</summary>
    public static SloDefinition Grouped { get; } =
        new(
            "per-handler",
            "grouped",
            new RatioIndicator(new MetricSelector("good_total", []), new MetricSelector("http_requests_total", [])).WithGrouping([
                "handler",
                "method",
            ]),
            0.999m,
            TimeSpan.FromDays(30)
        );

    /// <summary>A plain SLO outside a plan.</summary>
    public static SloDefinition Plain(string service) =>
        new("availability", service, RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30));

    /// <summary>A phase of the plan of api-service.</summary>
    public static SloDefinition Phase(int index) => TestPlans.Make().Phases[index].Definition;
}
