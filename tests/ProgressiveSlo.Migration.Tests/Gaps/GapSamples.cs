using ProgressiveSlo.Findings;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using Xunit;

namespace ProgressiveSlo.Migration.Tests.Gaps;

/// <summary>Inventories made by hand, and rules that say the least.</summary>
internal static class GapSamples
{
    private const string Errors =
        "sum(rate(http_requests_total{code=~\"5..\"}[{{.window}}])) / sum(rate(http_requests_total[{{.window}}]))";

    public static GuidanceSet Guidance { get; } =
        new([
            (new Challenge("Incomplete metrics", ["add instrumentation first"]), ["SloMissing"]),
            (
                new Challenge("Alert fatigue", ["use multi-window burn rates", "focus on actionable alerts"]),
                ["AlertSingleWindow", "AlertMissing"]
            ),
        ]);

    public static GapRules Rules { get; } =
        new(
            GapChecks
                .Codes.Select(c => new GapRule(
                    c,
                    c is "SloMissing" or "AlertUnreachable" or "DefinitionsDisagree" ? FindingSeverity.Error : FindingSeverity.Warning,
                    c,
                    "Fix " + c,
                    "New-SloPlan {service}[ -Namespace {namespace}][ -Tier {tier}][ -Owner {owner}]"
                ))
                .ToArray(),
            [
                new MaturityLevel("Low", "low"),
                new MaturityLevel("Middle", "middle") { WithSlo = 0.5m },
                new MaturityLevel("High", "high")
                {
                    WithSlo = 1,
                    WithLatencySlo = 0.5m,
                    WithBurnRateAlerts = 1,
                    Managed = 0.8m,
                    WithoutErrors = true,
                },
            ]
        );

    /// <summary>A managed SLO with multi-window alerts.</summary>
    public static SloInventoryItem Managed(
        string? service,
        decimal target = 0.999m,
        SloMeasure measure = SloMeasure.Availability,
        string? name = null
    ) =>
        new()
        {
            Service = service,
            Name = name ?? measure.ToString().ToLowerInvariant(),
            Measure = measure,
            Method = SloMethod.Definition,
            Target = target,
            Window = TimeSpan.FromDays(30),
            AlertWindows = [Alert(14.4m), Alert(6m)],
            Format = "Sloth",
            Path = "slo/" + service + ".yaml",
            Line = 7,
            Query =
                measure == SloMeasure.Latency ? "sum(rate(d_bucket{le=\"0.3\"}[{{.window}}])) / sum(rate(d_count[{{.window}}]))" : Errors,
        };

    /// <summary>Burn-rate alerts that somebody wrote.</summary>
    public static SloInventoryItem Hand(string? service, decimal target = 0.999m, params InventoryAlert[] alerts) =>
        Managed(service, target) with
        {
            Method = SloMethod.BurnRateAlert,
            HandWritten = true,
            AlertWindows = alerts.Length == 0 ? [Alert(14.4m)] : alerts,
            Format = "PrometheusRule",
            Path = "rules/" + service + ".yaml",
            Line = 12,
        };

    public static InventoryAlert Alert(decimal? burnRate, bool single = false, decimal? threshold = null) =>
        new("ErrorsHigh", "critical")
        {
            LongWindow = TimeSpan.FromHours(1),
            ShortWindow = single ? null : TimeSpan.FromMinutes(5),
            BurnRate = burnRate,
            Threshold = threshold,
        };

    public static ObservedRule Recording(string name, string expression) => new(ObservedRuleKind.Recording, name, expression);

    public static CatalogService Service(string name, params string[] dependsOn) =>
        new(name)
        {
            Tier = "critical",
            Owner = "ops",
            DependsOn = dependsOn,
        };

    public static GapAnalysis Run(IReadOnlyList<SloInventoryItem> items, params CatalogService[] catalog) =>
        GapAnalysis.Run(
            items,
            catalog.Length == 0 ? null : new ServiceCatalog(catalog),
            Rules,
            Guidance,
            TestContext.Current.CancellationToken
        );

    public static string[] Codes(IReadOnlyList<SloInventoryItem> items, params CatalogService[] catalog) =>
        Run(items, catalog).Gaps.Select(g => g.Code).ToArray();

    /// <summary>The one gap of that code, or null.</summary>
    public static SloGap? Gap(string code, IReadOnlyList<SloInventoryItem> items, params CatalogService[] catalog) =>
        Run(items, catalog).Gaps.SingleOrDefault(g => g.Code == code);
}
