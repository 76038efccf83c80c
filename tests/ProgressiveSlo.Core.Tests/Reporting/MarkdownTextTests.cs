using ProgressiveSlo.Findings;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Reporting;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("::error::x", @"\::error::x")]
    [InlineData("  ::error::x", @"\::error::x")]
    [InlineData("\u0001::error::x", @"\::error::x")]
    [InlineData("\u0007- x", @"\- x")]
    [InlineData("\u001b1. x", @"1\. x")]
    [InlineData("a::b", "a::b")]
    [InlineData("##vso[task.complete]", @"\##vso\[task.complete\]")]
    [InlineData("a ##[error]", @"a ##\[error\]")]
    public void Commands_of_agents_are_text(string text, string escaped) => Assert.Equal(escaped, MarkdownText.Escape(text));

    [Fact]
    public void A_Markdown_report_that_is_printed_in_a_step_holds_no_command()
    {
        foreach (var text in NastyTexts.All)
        {
            var result = ReportSamples.Raw(
                text,
                text,
                text,
                ReportSamples.Check(text, CheckStatus.Fail, text, blocks: true),
                ReportSamples.Check(text, CheckStatus.Advice, text)
            );
            var finding = new SloFinding(text, FindingSeverity.Error, text, text, 1, text, text);
            var lines = AgentCommand.Lines(ReportSamples.Write("Markdown", [result, finding]));
            Assert.All(
                lines.Where(l => l.Length > 0),
                l => Assert.True(AgentCommand.OfAzure(l) is null && AgentCommand.OfGitHub(l) is null, l)
            );
        }
    }
}
