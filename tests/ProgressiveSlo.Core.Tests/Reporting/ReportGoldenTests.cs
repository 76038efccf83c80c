using ProgressiveSlo.Findings;
using ProgressiveSlo.Guidance;
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
    [InlineData("Text", "findings.txt")]
    public void Findings_are_the_golden_ones(string format, string file) =>
        Assert.Equal(ReportSamples.Golden(file), ReportSamples.Write(format, ReportSamples.Findings));

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
            Section.Replace("NAMES", "RunbookMissing, AlertsMissing", System.StringComparison.Ordinal)
                + "\n1 file, 1 error, 3 warnings, 1 note\n",
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
}
