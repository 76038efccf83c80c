using ProgressiveSlo.Build;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Help.Tool;

public sealed class PageReaderTests
{
    [Fact]
    public void A_whole_page_is_read()
    {
        var problems = new List<Problem>();
        var page = Samples.Read(Samples.Page, problems);
        Assert.Empty(problems);
        Assert.Equal("Get-Sample", page.Name);
        Assert.Equal(["Gets a sample."], page.Synopsis);
        Assert.Equal(["Name", "Kind"], page.Parameters.ConvertAll(p => p.Name));
        Assert.Equal("Small", page.Parameters[1].Default);
        Assert.Equal(["The kind."], page.Parameters[1].Text);
        Assert.Equal(2, page.Examples.Count);
        Assert.Equal([new RelatedLink("Web", "https://example.org/")], page.RelatedLinks);
    }

    [Fact]
    public void An_example_has_prose_code_output_and_prose()
    {
        var example = Samples.Read(Samples.Page, []).Examples[0];
        Assert.Equal("One", example.Title);
        Assert.Equal(["First."], example.Introduction);
        Assert.Equal("Get-Sample a", example.Code);
        Assert.Equal("a", example.Output);
        Assert.False(example.IsError);
        Assert.Equal(["Last."], example.Remarks);
    }

    [Fact]
    public void The_word_error_marks_an_error_on_purpose() =>
        Assert.True(Samples.Read(Samples.Page.Replace("```text", "```text error"), []).Examples[0].IsError);

    [Theory]
    [InlineData("**b** and `<c>` and *i*", "b and <c> and i")]
    [InlineData("[w](https://example.org/)", "w (https://example.org/)")]
    [InlineData("<https://example.org/>", "https://example.org/")]
    [InlineData("[p](../x.md)", "p")]
    [InlineData("a\nb", "a b")]
    [InlineData("a \\* &amp; b", "a * & b")]
    [InlineData("- a\n- b\n  1. c\n  2. d", "- a\n- b\n  1. c\n  2. d")]
    [InlineData("```\nx\n  y\n```", "x\n  y")]
    public void Markdown_becomes_plain_text(string markdown, string plain) =>
        Assert.Equal([plain], Samples.Read($"# Get-Sample\n\n{markdown}", []).Synopsis);

    [Theory]
    [InlineData("### -Kind", "### Kind", "heading is '### -Name'")]
    [InlineData("### 2. Two", "### Two", "'### 2. Title'")]
    [InlineData("### 2. Two", "### 3. Two", "'### 2. Title'")]
    [InlineData("## Description", "## Descripton", "no section 'Descripton'")]
    [InlineData("## Inputs", "## Outputs", "occurs twice")]
    [InlineData("# Get-Sample", "Get-Sample", "starts with a heading")]
    [InlineData("Text.", "> Text.", "a quotation")]
    [InlineData("Text.", "A <name>.", "HTML")]
    [InlineData("Text.", "a | b\n--|--\nc | d", "a table")]
    [InlineData("```powershell\nGet-Sample b\n```", "None.", "fenced block of powershell")]
    [InlineData("Last.", "```text\nmore\n```", "at most one text block")]
    [InlineData("A name.\n", "A name.\n\n#### Deep", "a heading at this place")]
    public void What_is_not_of_the_format_is_reported(string replace, string by, string message)
    {
        var problems = new List<Problem>();
        Samples.Read(Samples.Page.ReplaceLineEndings("\n").Replace(replace, by), problems);
        Assert.Contains(problems, p => p.Code == ProblemCodes.MalformedPage && p.Message.Contains(message));
    }
}
