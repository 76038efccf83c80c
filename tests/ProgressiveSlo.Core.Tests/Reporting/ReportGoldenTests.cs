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
}
