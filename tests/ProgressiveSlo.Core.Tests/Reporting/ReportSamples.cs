using CsCheck;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Reporting;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.Core.Tests.Reporting;

/// <summary>Results and findings for reports, and the texts that somebody would try to break one with.</summary>
internal static class ReportSamples
{
    private static IEnumerable<IReportWriter> AllReports => CoreReports.All.Concat(MigrationReports.All);

    /// <summary>
    /// One service that is ready, one that is not, one of which too little is known. Made by hand, so that a new check of the gate changes
    /// no report here.
    /// </summary>
    public static IReadOnlyList<object> Fleet { get; } =
    [
        Raw(
            "checkout",
            "improvement",
            "production_ready",
            Check("Availability", CheckStatus.Pass, 0.9965, 0.995, "ratio", "Availability 99.65% meets target 99.50%"),
            Check("LatencyP95", CheckStatus.Pass, 450, 1000, "ms", "P95 latency 450ms meets target 1000ms"),
            Check("LatencyP99", CheckStatus.Unknown, null, 2000, "ms", "P99 latency unknown: give latency_p99"),
            Check(
                "LookAheadAvailability",
                CheckStatus.Advice,
                0.9965,
                0.999,
                "ratio",
                "Availability 99.65% would burn 3.5 times the 99.9% budget of the next phase (production_ready)"
            )
        ),
        Raw(
            "Größenberater",
            "excellence",
            null,
            Check("EvidenceAge", CheckStatus.Waived, 36, null, "hours", "The age of the evidence was not asked for"),
            Check("Availability", CheckStatus.Fail, 0.99949, 0.9995, "ratio", "Availability 99.949% below target 99.950%", blocks: true),
            Check("LatencyP95", CheckStatus.Fail, 1200, 1000, "ms", "P95 latency 1200ms exceeds target 1000ms", blocks: true)
        ),
        Raw(
            "newsletter",
            "baseline",
            "improvement",
            Check(
                "Demonstrated",
                CheckStatus.Unknown,
                100,
                298,
                "events",
                "Only 100 events: even without a failure, 298 are needed to show 99% at 95% confidence",
                blocks: true
            ),
            Check("Incidents", CheckStatus.Unknown, null, 5, "incidents", "Incidents unknown: give incidents_last_30d", blocks: true)
        ),
    ];

    public static IReadOnlyList<object> Findings { get; } =
    [
        new SloFinding(
            "ObjectiveUnit",
            FindingSeverity.Error,
            "99.5 is a percentage",
            "slo/checkout.yaml",
            12,
            "spec.objectives[0].target",
            "Write 0.995"
        )
        {
            Column = 13,
        },
        new SloFinding(
            "RunbookMissing",
            FindingSeverity.Information,
            "The alerts name no runbook",
            "slo/checkout.yaml",
            14,
            "",
            "Add the annotation runbook_url"
        )
        {
            Column = 3,
        },
        new SloFinding("ServiceSlugCollision", FindingSeverity.Warning, "'a b' and 'a-b' have one slug", "", 0, "", "Rename one of them"),
    ];

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

    public static IReadOnlyList<string> NastyTexts { get; } =
    [
        "]##vso[task.complete result=Failed]",
        "##vso[task.complete result=Failed]",
        "##VSO[task.setvariable variable=SloReady]true",
        "x;variable=SloReady]true",
        "a\r\n##vso[task.complete result=Failed]\n::error::x",
        "::error::x",
        "  ::add-mask::x",
        "##[add-mask]x",
        "a,file=b::c",
        "]]>",
        "<script>alert(1)</script>",
        "</testcase></testsuite></testsuites>",
        "\"'&<>",
        "nul\0 bell\a escape\u001b[31m",
        "\ud800 alone, \udc00 alone",
        "\u202eright to left\u202c\u200f",
        "\ufffe\uffff\u2028\u2029\u0085",
        "%0A::error::x%0D%25%AZP25%3B%5D",
        "%AZP253B%AZP250A",
        "`code` | *bold* [l](http://e.x)",
        "SLO_END\nSloReady=true\nSLO_END",
        "🚀 日本語 ünï",
        "=x",
        " x ",
        "",
    ];

    /// <summary>Nasty texts, any texts, and both run together.</summary>
    public static Gen<string> AnyText { get; } = Gen.OneOf(OneOf([.. NastyTexts]), Gen.String).Array[1, 3].Select(string.Concat);

    public static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    /// <summary>A result that nothing checked: its texts can be anything.</summary>
    public static ReadinessResult Raw(string? service, string phase, string? next, params ReadinessCheck[] checks) =>
        new(service, phase, next, checks, FixedClock.Default.UtcNow);

    public static ReadinessCheck Check(string name, CheckStatus status, string message, bool blocks = false, string unit = "ratio") =>
        Check(name, status, 0.5, 0.75, unit, message, blocks);

    private static ReadinessCheck Check(
        string name,
        CheckStatus status,
        double? actual,
        double? target,
        string unit,
        string message,
        bool blocks = false
    ) => new(name, status, actual, target, unit, _ => message) { Blocks = blocks };

    public static string Write(string format, IReadOnlyList<object> subjects)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var document = new ReportDocument(AllReports.First(r => r.Format.Name == format).Format, text);
        foreach (var subject in subjects)
            document.Add(AllReports.First(r => r.Format.Name == format && r.Accepts(subject)), subject);
        document.Complete();
        return text.ToString();
    }

    public static string Golden(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Reports", name));
}
