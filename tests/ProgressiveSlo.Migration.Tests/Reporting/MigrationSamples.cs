using ProgressiveSlo.Findings;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Reporting;
using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.Migration.Tests.Reporting;

/// <summary>An inventory, gaps and maturity for reports.</summary>
internal static class MigrationSamples
{
    public static IReadOnlyList<object> Inventory { get; } =
    [
        new SloInventoryItem
        {
            Service = "checkout",
            Name = "availability",
            Measure = SloMeasure.Availability,
            Method = SloMethod.Definition,
            Target = 0.999m,
            Window = TimeSpan.FromDays(30),
            AlertWindows =
            [
                new InventoryAlert("", "critical")
                {
                    LongWindow = TimeSpan.FromHours(1),
                    ShortWindow = TimeSpan.FromMinutes(5),
                    BurnRate = 14.4m,
                },
            ],
            Format = "Sloth",
            Path = "slo/checkout.yaml",
            Line = 7,
            Owner = "team-shop",
            Certainty = Certainty.Certain,
            Reason = "A definition says all of it",
        },
        new SloInventoryItem
        {
            Service = "cart",
            Name = "CartErrors|high",
            Measure = SloMeasure.Availability,
            Method = SloMethod.ThresholdAlert,
            HandWritten = true,
            AlertWindows = [new InventoryAlert("CartErrors|high", "") { LongWindow = TimeSpan.FromMinutes(5), Threshold = 0.05m }],
            Format = "PrometheusRule",
            Path = "rules/cart.yaml",
            Line = 12,
            Certainty = Certainty.Likely,
            Reason = "An alert on a ratio, without an objective",
        },
        new SloInventoryItem
        {
            Name = "Errors by hand",
            Method = SloMethod.BurnRateAlert,
            Measure = SloMeasure.Availability,
            HandWritten = true,
            Format = "Grafana",
            Path = "dashboards/a.json",
            Certainty = Certainty.Possible,
            Reason = "Nothing names a service",
        },
    ];

    public static IReadOnlyList<object> Gaps { get; } =
    [
        new SloGap("SloMissing", FindingSeverity.Error, "The service is measured (CartErrors) and has no objective")
        {
            Service = "cart",
            Tier = "critical",
            Owner = "team <shop>",
            Path = "services.csv",
            Line = 4,
            Guidance = "Write an SLO for what its users notice first",
            Challenge = new Challenge("Incomplete metrics", ["add instrumentation first", "start with basic SLOs"]),
            Cmdlet = "New-SloPlan -Service 'cart'",
        },
        new SloGap("LatencySloMissing", FindingSeverity.Warning, "The service has an SLO, and none for its latency")
        {
            Service = "checkout",
            Path = "services.csv",
            Line = 2,
            Guidance = "Add an SLO for the share of events that are fast enough",
            Challenge = new Challenge("Incomplete metrics", ["add instrumentation first", "start with basic SLOs"]),
        },
        new SloGap("ServiceUnnamed", FindingSeverity.Warning, "Nothing says which service Errors is about")
        {
            Name = "Errors",
            Path = "dashboards/a.json",
            Guidance = "Give the rules a label service",
        },
    ];

    public static IReadOnlyList<object> Maturity { get; } =
    [
        new SloMaturity("critical")
        {
            Services = 3,
            WithSlo = 2,
            WithLatencySlo = 1,
            WithBurnRateAlerts = 1,
            Managed = 1,
            Errors = 1,
            Warnings = 2,
            Level = "Manual",
            Score = 5m / 12m,
            Next = "Alerting: with SLO 66.67% of 80%",
        },
        new SloMaturity("")
        {
            Services = 1,
            Informations = 4,
            Level = "Unmeasured",
            Score = 0,
        },
        new SloMaturity(SloMaturity.AllTiers) { Level = "Unmeasured" },
    ];

    public static string Write(string format, IReadOnlyList<object> subjects)
    {
        var reports = CoreReports.All.Concat(MigrationReports.All).Where(r => r.Format.Name == format).ToArray();
        using var text = new StringWriter { NewLine = "\n" };
        var document = new ReportDocument(reports[0].Format, text);
        foreach (var subject in subjects)
            document.Add(reports.First(r => r.Accepts(subject)), subject);
        document.Complete();
        return text.ToString();
    }

    public static string Golden(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Reports", name));
}
