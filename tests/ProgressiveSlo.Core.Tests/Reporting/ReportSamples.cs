using CsCheck;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Core.Tests.Reporting;

/// <summary>Results and findings for reports, and the texts that somebody would try to break one with.</summary>
internal static class ReportSamples
{
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

    /// <summary>Nasty texts, any texts, and both run together.</summary>
    public static Gen<string> AnyText { get; } = Gen.OneOf(OneOf([.. NastyTexts.All]), Gen.String).Array[1, 3].Select(string.Concat);

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
        var document = new ReportDocument(CoreReports.All.First(r => r.Format.Name == format).Format, text);
        foreach (var subject in subjects)
            document.Add(CoreReports.All.First(r => r.Format.Name == format && r.Accepts(subject)), subject);
        document.Complete();
        return text.ToString();
    }

    public static string Golden(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Reports", name));
}
