using System.Text.Json;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Reporting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration;

/// <summary>Inventory, gaps and maturity as JSON.</summary>
public sealed class JsonMigrationReportTests
{
    private static readonly Challenge _challenge = new("Incomplete metrics", ["add instrumentation first", "start with basic SLOs"]);

    private static readonly object[] _subjects =
    [
        new SloInventoryItem
        {
            Service = "checkout",
            Namespace = "shop",
            Name = "availability",
            Measure = SloMeasure.Availability,
            Method = SloMethod.BurnRateAlert,
            Target = 0.999m,
            Window = TimeSpan.FromDays(30),
            HandWritten = true,
            AlertWindows =
            [
                new InventoryAlert("Burn", "critical")
                {
                    LongWindow = TimeSpan.FromHours(1),
                    BurnRate = 14.4m,
                    Line = 9,
                },
            ],
            Format = "PrometheusRule",
            Path = "a.yaml",
            Line = 7,
            Query = "a / b",
            Certainty = Certainty.Likely,
            Reason = "It \"burns\" ##vso[x]",
        },
        new SloGap("SloMissing", FindingSeverity.Error, "No SLO")
        {
            Service = "cart",
            Path = "c.csv",
            Line = 4,
            Guidance = "Write one",
            Challenge = _challenge,
            Cmdlet = "New-SloPlan 'cart'",
        },
        new SloGap("LatencySloMissing", FindingSeverity.Warning, "No latency SLO") { Service = "cart", Challenge = _challenge },
        new SloGap("TierMissing", FindingSeverity.Warning, "No tier"),
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
            Next = "Alerting",
        },
        new SloMaturity(SloMaturity.AllTiers) { Level = "Unmeasured" },
    ];

    [Fact]
    public void Several_kinds_are_an_array_of_the_golden_documents() =>
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "migration.json")), Write(_subjects));

    [Fact]
    public void Each_challenge_stands_once_beside_the_gaps()
    {
        using var document = JsonDocument.Parse(Write(_subjects.OfType<SloGap>()));
        Assert.Equal(3, document.RootElement.GetProperty("Gaps").GetArrayLength());
        Assert.Equal(
            "Incomplete metrics",
            Assert.Single(document.RootElement.GetProperty("Challenges").EnumerateArray()).GetProperty("Name").GetString()
        );
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("Gaps")[2].GetProperty("Challenge").ValueKind);
    }

    [Fact]
    public void A_finding_and_a_check_have_their_challenge_with_what_helps()
    {
        using var document = JsonDocument.Parse(
            Write([new SloFinding("AlertsMissing", FindingSeverity.Warning, "m", "", 0, "", "g") { Challenge = _challenge }])
        );
        Assert.Equal(2, document.RootElement.GetProperty("Challenge").GetProperty("Helps").GetArrayLength());
    }

    private static string Write(IEnumerable<object> subjects)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var document = new ReportDocument(ReportFormat.Json, text);
        foreach (var subject in subjects)
            document.Add(FormatReports.All.First(r => r.Format == ReportFormat.Json && r.Accepts(subject)), subject);
        document.Complete();
        return text.ToString();
    }
}
