using ProgressiveSlo.Build;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Help.Tool;

public sealed class ManifestChecksTests
{
    [Theory]
    [InlineData("@{\n    CmdletsToExport = @('Get-Sample')\n    AliasesToExport = @()\n}")]
    [InlineData(
        "@{\n    CmdletsToExport = @(\n        # 'Get-Old'\n        \"Get-Sample\" # (the one)\n    )\n    AliasesToExport = @()\n}"
    )]
    [InlineData("@{\n    CmdletsToExport = 'Get-Sample'\n    AliasesToExport = @()\n}")]
    public void Exports_that_are_the_cmdlets_are_right(string manifest) => Assert.Empty(Check(manifest));

    [Theory]
    [InlineData("@{\n    CmdletsToExport = @()\n    AliasesToExport = @()\n}", "(2): error SLOMOD01: CmdletsToExport lacks 'Get-Sample'.")]
    [InlineData(
        "@{\n    AliasesToExport = @()\n    CmdletsToExport = 'Get-Sample', 'Get-Old'\n}",
        "(3): error SLOMOD01: CmdletsToExport names 'Get-Old', which does not exist."
    )]
    [InlineData(
        "@{\n    CmdletsToExport = 'Get-Sample'\n    AliasesToExport = '*'\n}",
        "(3): error SLOMOD01: AliasesToExport names '*', which does not exist."
    )]
    [InlineData(
        "@{\n    # CmdletsToExport = 'Get-Sample'\n    AliasesToExport = @()\n}",
        "(1): error SLOMOD01: CmdletsToExport is missing."
    )]
    public void Other_exports_are_reported(string manifest, string problem) =>
        Assert.Equal(["module/ProgressiveSlo.psd1" + problem], Check(manifest).Select(p => p.ToString()));

    private static List<Problem> Check(string manifest)
    {
        var problems = new List<Problem>();
        ManifestChecks.Run(manifest, [Samples.Cmdlet], problems);
        return problems;
    }
}
