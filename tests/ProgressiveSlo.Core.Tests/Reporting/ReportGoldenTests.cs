using CsCheck;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Reporting;

public sealed class ReportGoldenTests
{
    [Theory]
    [InlineData("JUnit", "readiness.xml")]
    [InlineData("AzurePipelines", "readiness.azure.txt")]
    [InlineData("GitHubActions", "readiness.github.txt")]
    [InlineData("Markdown", "readiness.md")]
    public void Readiness_is_the_golden_one(string format, string file) =>
        Assert.Equal(ReportSamples.Golden(file), ReportSamples.Write(format, ReportSamples.Fleet));

    [Theory]
    [InlineData("AzurePipelines", "findings.azure.txt")]
    [InlineData("GitHubActions", "findings.github.txt")]
    [InlineData("Markdown", "findings.md")]
    public void Findings_are_the_golden_ones(string format, string file) =>
        Assert.Equal(ReportSamples.Golden(file), ReportSamples.Write(format, ReportSamples.Findings));

    [Theory]
    [InlineData("AzurePipelines", "gaps.azure.txt")]
    [InlineData("GitHubActions", "gaps.github.txt")]
    [InlineData("Markdown", "gaps.md")]
    public void Gaps_are_the_golden_ones(string format, string file) =>
        Assert.Equal(ReportSamples.Golden(file), ReportSamples.Write(format, ReportSamples.Gaps));

    [Fact]
    public void Inventory_and_maturity_are_one_document_with_a_table_each() =>
        Assert.Equal(
            ReportSamples.Golden("migration.md"),
            ReportSamples.Write("Markdown", [.. ReportSamples.Inventory, .. ReportSamples.Maturity])
        );

    [Fact]
    public void Findings_and_checks_end_with_the_challenges_behind_them()
    {
        var challenge = new Challenge("Alert | fatigue", ["use multi-window burn rates", "<b>"]);
        var findings = ReportSamples.Write(
            "Markdown",
            [
                .. ReportSamples.Findings,
                new SloFinding("RunbookMissing", FindingSeverity.Warning, "x", "", 0, "", "y") { Challenge = challenge },
                new SloFinding("AlertsMissing", FindingSeverity.Warning, "x", "", 0, "", "y") { Challenge = challenge },
            ]
        );
        const string Section = "\n## What helps\n\n### Alert \\| fatigue\n\nBehind NAMES:\n\n- use multi-window burn rates\n- \\<b\\>\n";
        Assert.EndsWith(
            Section.Replace("NAMES", "RunbookMissing, AlertsMissing", System.StringComparison.Ordinal),
            findings,
            System.StringComparison.Ordinal
        );
        var check = ReportSamples.Check("Incidents", CheckStatus.Fail, "Too many", blocks: true);
        check.Challenge = challenge;
        Assert.EndsWith(
            Section.Replace("NAMES", "Incidents", System.StringComparison.Ordinal),
            ReportSamples.Write("Markdown", [ReportSamples.Raw("a", "b", null, check)]),
            System.StringComparison.Ordinal
        );
    }

    [Fact]
    public void No_text_in_a_gap_or_an_item_can_be_markup_or_a_command() =>
        ReportSamples.AnyText.Sample(text =>
        {
            object[] subjects =
            [
                new SloGap(text, FindingSeverity.Error, text)
                {
                    Service = text,
                    Tier = text,
                    Owner = text,
                    Name = text,
                    Path = text,
                    Guidance = text,
                    Cmdlet = text,
                    Challenge = new Challenge(text, [text]),
                },
                new SloInventoryItem
                {
                    Service = text,
                    Name = text,
                    Format = text,
                    Path = text,
                    Owner = text,
                    Reason = text,
                    AlertWindows = [new InventoryAlert(text, text)],
                },
                new SloMaturity(text) { Level = text, Next = text },
            ];
            var report = ReportSamples.Write("Markdown", subjects);
            Assert.DoesNotMatch("(?<!\\\\)<", report);
            Assert.DoesNotContain("##vso[", report, System.StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("##[", report, System.StringComparison.Ordinal);
            Assert.All(report.Split('\n'), line => Assert.False(line.TrimStart().StartsWith("::", System.StringComparison.Ordinal), line));

            // One row each: no text breaks out of its cell.
            Assert.Equal(3, report.Split('\n').Count(line => line.StartsWith("| ", System.StringComparison.Ordinal)) - 3);
        });
}
