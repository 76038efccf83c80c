using ProgressiveSlo.Build;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Help.Tool;

public sealed class PageChecksTests
{
    [Fact]
    public void A_page_that_fits_has_no_problem() => Assert.Empty(Samples.Check(Samples.Page));

    [Theory]
    [InlineData("The kind.\n\nDefault: Small", "", "SLODOC03", 15)]
    [InlineData("### -Kind\n\nThe kind.\n\nDefault: Small", "", "SLODOC03", 9)]
    [InlineData("### -Kind", "### -Kin", "SLODOC04", 15)]
    [InlineData("### -Kind", "### -kind", "SLODOC04", 15)]
    [InlineData("### 2. Two\n\n```powershell\nGet-Sample b\n```", "", "SLODOC05", 33)]
    [InlineData("Gets a sample.", "", "SLODOC06", 1)]
    [InlineData("Gets a sample.", "Gets.\n\nMore.", "SLODOC06", 1)]
    [InlineData("Text.", "", "SLODOC06", 5)]
    [InlineData("A thing.", "", "SLODOC06", 29)]
    [InlineData("### Thing", "### Other", "SLODOC08", 29)]
    [InlineData("### String", "### Int32", "SLODOC08", 21)]
    public void One_thing_amiss_is_reported_with_its_line(string replace, string by, string code, int line)
    {
        var problems = Samples.Check(Samples.Page.ReplaceLineEndings("\n").Replace(replace, by));
        Assert.Contains(problems, p => p.Code == code && p.Line == line);
    }

    [Fact]
    public void A_cmdlet_that_changes_things_may_describe_WhatIf() =>
        Assert.Empty(Samples.Check(Samples.Page.Replace("### -Kind", "### -WhatIf\n\nShows the path.\n\n### -Kind")));

    [Fact]
    public void A_problem_prints_as_the_build_reads_it()
    {
        var problem = Samples.Check(Samples.Page.Replace("### -Kind", "### -Kin")).First(p => p.Code == "SLODOC04");
        Assert.Equal(
            "docs/cmdlets/Get-Sample.md(15): error SLODOC04: Get-Sample has no parameter -Kin (upper and lower case count).",
            problem.ToString()
        );
    }
}
