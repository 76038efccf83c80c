using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Reporting;

public sealed class JUnitReportTests
{
    private static readonly Gen<string> AnyText = ReportSamples.AnyText;

    [Fact]
    public void A_report_has_the_form_of_JUnit() =>
        AssertForm(ReportSamples.Write("JUnit", ReportSamples.Fleet), ReportSamples.Fleet.Count);

    [Fact]
    public void A_report_of_nothing_has_it_too() => AssertForm(ReportSamples.Write("JUnit", []), 0);

    [Fact]
    public void A_suite_fails_exactly_when_its_result_is_not_ready()
    {
        var suites = XDocument.Parse(ReportSamples.Write("JUnit", ReportSamples.Fleet)).Root!.Elements("testsuite");
        Assert.Equal(
            ReportSamples.Fleet.Cast<ReadinessResult>().Select(r => r.Ready),
            suites.Select(s => s.Attribute("failures")!.Value == "0" && s.Attribute("errors")!.Value == "0")
        );
    }

    [Theory]
    [InlineData(CheckStatus.Pass, false, null)]
    [InlineData(CheckStatus.Fail, true, "failure")]
    [InlineData(CheckStatus.Unknown, true, "error")]
    [InlineData(CheckStatus.Unknown, false, "skipped")]
    [InlineData(CheckStatus.Waived, false, "skipped")]
    [InlineData(CheckStatus.Advice, false, "skipped")]
    public void An_outcome_is_an_element(CheckStatus status, bool blocks, string? element)
    {
        var result = ReportSamples.Raw("checkout", "improvement", null, ReportSamples.Check("Availability", status, "the message", blocks));
        var test = XDocument.Parse(ReportSamples.Write("JUnit", [result])).Descendants("testcase").Single();
        Assert.Equal("checkout, improvement: Availability", test.Attribute("name")!.Value);
        Assert.Equal(element, test.Elements().SingleOrDefault()?.Name.LocalName);
        Assert.Equal(element is null ? null : "the message", test.Elements().SingleOrDefault()?.Attribute("message")!.Value);
    }

    [Fact]
    public void Whatever_the_texts_are_the_report_is_XML_of_that_form_and_holds_no_command() =>
        Gen.Select(AnyText, AnyText, AnyText, AnyText)
            .Sample(
                (service, phase, name, message) =>
                {
                    var result = ReportSamples.Raw(
                        service,
                        phase,
                        phase,
                        ReportSamples.Check(name, CheckStatus.Fail, message, blocks: true, unit: message),
                        ReportSamples.Check(name, CheckStatus.Advice, message)
                    );
                    var report = ReportSamples.Write("JUnit", [result]);
                    AssertForm(report, 1);
                    Assert.All(
                        AgentCommand.Lines(report),
                        l => Assert.True(AgentCommand.OfAzure(l) is null && AgentCommand.OfGitHub(l) is null, l)
                    );
                    Assert.Equal(2, XDocument.Parse(report).Descendants("testcase").Count());

                    // In UTF-8, as a file has it, it is the same.
                    using var file = new MemoryStream(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(report));
                    Assert.Equal(XDocument.Parse(report).ToString(), XDocument.Load(file).ToString());
                }
            );

    [Fact]
    public void What_XML_cannot_hold_is_shown_as_an_escape()
    {
        var result = ReportSamples.Raw(
            "a\0b",
            "p",
            null,
            ReportSamples.Check("c", CheckStatus.Fail, "\ud800 \u202e ]]> <b>", blocks: true)
        );
        var test = XDocument.Parse(ReportSamples.Write("JUnit", [result])).Descendants("testcase").Single();
        Assert.Equal(@"a\u0000b, p: c", test.Attribute("name")!.Value);
        Assert.Equal(@"\ud800 \u202e ]]> <b>", test.Element("failure")!.Attribute("message")!.Value);
    }

    // What the schemas of JUnit and of its readers agree on: names, order, required attributes, and counts that add up.
    private static void AssertForm(string report, int suites)
    {
        var root = XDocument.Parse(report).Root!;
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites ", report, StringComparison.Ordinal);
        Assert.Equal("testsuites", root.Name);
        Assert.Equal(suites, root.Elements().Count());
        AssertAttributes(root, "name", "tests", "failures", "errors", "skipped", "time");
        AssertCounts(root);
        foreach (var suite in root.Elements())
        {
            Assert.Equal("testsuite", suite.Name);
            AssertAttributes(suite, "name", "tests", "failures", "errors", "skipped", "timestamp", "time");
            AssertCounts(suite);
            Assert.Equal("2026-03-01T12:00:00", suite.Attribute("timestamp")!.Value);
            foreach (var test in suite.Elements())
            {
                Assert.Equal("testcase", test.Name);
                AssertAttributes(test, "name", "classname", "time");
                Assert.InRange(test.Elements().Count(), 0, 1);
                foreach (var outcome in test.Elements())
                    AssertAttributes(outcome, outcome.Name == "skipped" ? ["message"] : ["message", "type"]);
            }
        }
    }

    private static void AssertCounts(XElement element)
    {
        foreach (
            var (attribute, name) in new[] { ("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped") }
        )
            Assert.Equal(element.Descendants(name).Count().ToString(CultureInfo.InvariantCulture), element.Attribute(attribute)!.Value);
        Assert.Equal("0", element.Attribute("time")!.Value);
    }

    private static void AssertAttributes(XElement element, params IEnumerable<string> names) =>
        Assert.Equal(names, element.Attributes().Select(a => a.Name.LocalName));
}
