using ProgressiveSlo.Findings;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Reporting;

/// <summary>Findings that say the same are told once.</summary>
public sealed class FindingGroupTests
{
    private static readonly SloFinding[] _many =
    [
        .. Enumerable
            .Range(1, 300)
            .Select(i => new SloFinding(
                "RegexAnchored",
                FindingSeverity.Information,
                "The anchors do nothing",
                i % 2 == 0 ? "a.yaml" : "b.yaml",
                i,
                $"groups[0].rules[{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}].expr",
                "Remove them"
            )
            {
                HelpUri = HelpPages.OfCode("RegexAnchored"),
            }),
    ];

    [Fact]
    public void Equal_findings_are_one_row_with_their_count_and_first_places()
    {
        var text = ReportSamples.Write("Markdown", _many);
        Assert.Equal(1, Count(text, "The anchors do nothing"));
        Assert.Contains(
            "| Information | [RegexAnchored]("
                + HelpPages.OfCode("RegexAnchored")
                + ") | 300 | b.yaml(1), a.yaml(2), b.yaml(3) and 297 more |",
            text,
            System.StringComparison.Ordinal
        );
        Assert.EndsWith("\n2 files, 0 errors, 0 warnings, 300 notes\n", text, System.StringComparison.Ordinal);

        text = ReportSamples.Write("Text", _many);
        Assert.Equal(1, Count(text, "The anchors do nothing"));
        Assert.Contains("and 297 more: Information RegexAnchored: ", text, System.StringComparison.Ordinal);
        Assert.Contains("(300 times)", text, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Markdown")]
    [InlineData("Text")]
    public void Another_text_code_or_severity_is_another_row(string format)
    {
        var one = _many[0];
        SloFinding[] others =
        [
            one,
            one with
            {
                Message = "The anchors do nothing here",
            },
            one with
            {
                Code = "SelectorEmpty",
            },
            one with
            {
                Severity = FindingSeverity.Warning,
            },
            one with
            {
                Guidance = "Leave them",
            },
        ];
        Assert.Equal(5, Count(ReportSamples.Write(format, others), "The anchors do nothing"));
    }

    [Theory]
    [InlineData("AzurePipelines")]
    [InlineData("GitHubActions")]
    [InlineData("Markdown")]
    [InlineData("Text")]
    public void What_is_ignored_is_counted_and_stands_apart(string format)
    {
        var ignored = _many[0] with { Severity = FindingSeverity.Error, IgnoredBy = FindingIgnore.Comment, IgnoreReason = "we know" };
        var text = ReportSamples.Write(format, [_many[1], ignored]);
        if (format is "Markdown" or "Text")
            Assert.EndsWith("2 files, 0 errors, 0 warnings, 1 note, 1 ignored\n", text, System.StringComparison.Ordinal);
        Assert.DoesNotContain("error file", text, System.StringComparison.Ordinal);
        Assert.DoesNotContain("type=error", text, System.StringComparison.Ordinal);
        if (format is "Markdown" or "Text")
            Assert.Contains("we know", text, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://a.example/) [x](https://b.example/")]
    [InlineData("https://a.example/|b")]
    public void An_address_that_would_end_the_link_is_left_out(string address) =>
        Assert.DoesNotContain(
            "](",
            ReportSamples.Write("Markdown", [_many[0] with { HelpUri = address }]),
            System.StringComparison.Ordinal
        );

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
