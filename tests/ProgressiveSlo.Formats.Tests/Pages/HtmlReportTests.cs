using System.Xml.Linq;
using ProgressiveSlo.Formats.Html;
using ProgressiveSlo.Formats.Pages;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Pages;

/// <summary>What a page holds, without a browser.</summary>
public sealed class HtmlReportTests
{
    public static TheoryData<string> Nasty => [.. NastyTexts.All];

    [Theory]
    [MemberData(nameof(Nasty))]
    public void A_nasty_text_stays_a_text(string nasty)
    {
        var (_, result) = PageSamples.Service("checkout", 30, 1, 0.001, nasty + "|");
        var page = PageSamples.Write(result);
        var document = XDocument.Parse(page);

        // The page has the elements of a page with a harmless text, and not one more.
        var (_, harmless) = PageSamples.Service("checkout", 30, 1, 0.001, "x");
        var expected = XDocument.Parse(PageSamples.Write(harmless));
        Assert.Equal(expected.Descendants().Select(e => e.Name), document.Descendants().Select(e => e.Name));
        Assert.DoesNotContain("##vso[", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("##[", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\n::", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', page);
    }

    [Fact]
    public void Markup_is_shown_as_it_was_written()
    {
        var text = "<script>alert(1)</script>" + new string('x', 2000);
        var (_, result) = PageSamples.Service("checkout", 30, 1, 0.001, text);
        var document = XDocument.Parse(PageSamples.Write(result));
        Assert.Contains(document.Descendants(), e => e.Name.LocalName == "li" && e.Value == text);
    }

    [Fact]
    public void The_value_of_an_attribute_ends_where_the_page_says()
    {
        using var text = new StringWriter();
        new HtmlWriter(text).Element("a", "'\"<&>", "title", "\"><script>", "class", null);
        Assert.Equal("<a title=\"&quot;&gt;&lt;script&gt;\">&#39;&quot;&lt;&amp;&gt;</a>", text.ToString());
    }

    [Fact]
    public void A_page_asks_nobody_for_anything()
    {
        var (plan, result) = PageSamples.Service("checkout", 40, 7, 0.002);
        var document = XDocument.Parse(PageSamples.Write(plan, result));
        string[] loads = ["src", "href", "srcset", "action", "data", "poster"];
        Assert.DoesNotContain(document.Descendants().Attributes(), a => loads.Contains(a.Name.LocalName));
        Assert.DoesNotContain(document.Descendants(), e => e.Name.LocalName is "link" or "iframe" or "img" or "object");
    }

    [Fact]
    public void A_verdict_is_answered_in_the_first_sentence()
    {
        var (plan, result) = PageSamples.Service("checkout", 12, 7, 0.02);
        var answer = XDocument
            .Parse(PageSamples.Write(plan, result))
            .Descendants()
            .First(e => (string?)e.Attribute("class") == "answer")
            .Value;
        Assert.StartsWith("checkout is not ready for improvement: ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_say_what_they_show_and_have_their_numbers_beside_them()
    {
        var (plan, result) = PageSamples.Service("checkout", 40, 7, 0.002);
        var figures = XDocument.Parse(PageSamples.Write(plan, result)).Descendants().Where(e => e.Name.LocalName == "figure").ToArray();
        Assert.Equal(
            ["Availability by day", "Error budget left", "Worst window of each length", "Timeline of the phases"],
            figures.Select(f => f.Elements().First().Value)
        );
        Assert.All(figures, f => Assert.NotEmpty(f.Descendants().Single(e => e.Name.LocalName == "desc").Value));
        Assert.All(figures, f => Assert.Single(f.Descendants(), e => e.Name.LocalName == "table"));
    }

    [Fact]
    public void A_fleet_has_a_row_for_each_service_and_joins_plans_with_verdicts()
    {
        var subjects = PageSamples.Fleet(12);
        var document = XDocument.Parse(PageSamples.Write(subjects));
        var rows = document.Descendants().Where(e => e.Name.LocalName == "tr" && e.Attribute("data-verdict") is not null).ToArray();
        Assert.Equal(12, rows.Length);
        Assert.Equal(
            Enumerable.Range(0, 12).Select(i => subjects.OfType<ReadinessResult>().Any(r => r.Service == "service-" + i)),
            rows.Select(r => (string?)r.Attribute("data-verdict") != "Not judged")
        );
    }

    [Fact]
    public void A_fleet_of_2000_services_is_below_5_MB()
    {
        var page = PageSamples.Write(PageSamples.Fleet(2000));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(page), 1, 5_000_000);
    }

    [Fact]
    public void No_object_gives_a_page_that_says_so()
    {
        using var text = new StringWriter();
        new ReportDocument(HtmlReport.Html, text).Complete();
        Assert.Contains("There is nothing to report.", text.ToString(), StringComparison.Ordinal);
    }
}
