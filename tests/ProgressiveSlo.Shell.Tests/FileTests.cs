using System.Threading.Tasks;
using ProgressiveSlo.Shell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

public sealed class FileTests
{
    private const string Report = """
        [CmdletBinding()]
        param([string]$Name, [switch]$Strict, [int]$Count, [Parameter(ValueFromRemainingArguments)][string[]]$Rest)
        "name=$Name strict=$Strict count=$Count rest=$($Rest -join '|')"
        """;

    [Theory]
    [InlineData("name=a b strict=False count=0 rest=", "-Name", "a b")]
    [InlineData("name=a strict=True count=3 rest=", "-Strict", "-Name", "a", "-Count", "3")]
    [InlineData("name=a strict=False count=0 rest=", "-Name:a", "-Strict:$false")]
    [InlineData("name=a strict=True count=0 rest=", "-Name:", "a", "-Strict:$true")]
    [InlineData("name=p strict=False count=7 rest=x|y", "p", "7", "x", "y")]
    [InlineData("name=$(1+1) strict=False count=-5 rest=;|'q'", "$(1+1)", "-5", ";", "'q'")]
    [InlineData("name= strict=False count=0 rest=", "-Name", "")]
    [InlineData("name=--bogus strict=False count=0 rest=", "-Name", "--bogus")]
    public async Task Arguments_are_bound_as_pwsh_does(string expected, params string[] arguments)
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("report.ps1", Report);

        (await ShellProcess.Run(["-File", file, .. arguments])).Exited(0).Wrote(expected).WroteNoError();
    }

    [Theory]
    [InlineData("Count", "-Count", "many")]
    [InlineData("Bogus", "-Bogus")]
    public async Task An_argument_that_does_not_fit_is_an_error(string message, params string[] arguments)
    {
        using var folder = new ScratchFolder();
        var file = folder.Write(
            "report.ps1",
            Report.Replace("[Parameter(ValueFromRemainingArguments)][string[]]$Rest", "$Other", System.StringComparison.Ordinal)
        );

        (await ShellProcess.Run(["-File", file, .. arguments])).Exited(1).Wrote().WroteError(message);
    }

    [Fact]
    public async Task A_script_knows_where_it_lies()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("where [1].ps1", "\"$PSCommandPath\"; \"$PSScriptRoot\"; $MyInvocation.MyCommand.Name");

        (await ShellProcess.Run("-File", file)).Exited(0).Wrote(file, Path.GetDirectoryName(file)!, "where [1].ps1");
    }

    [Fact]
    public async Task A_path_to_a_script_is_enough()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("gate.ps1", "param($Name) \"hello $Name\"; exit 3");

        (await ShellProcess.Run(file, "-Name", "you")).Exited(3).Wrote("hello you");
    }

    [Fact]
    public async Task A_script_with_a_hash_bang_needs_no_extension()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("gate", "#!/usr/bin/env -S slo -File\nparam($Name) \"hello $Name\"; exit 3");

        (await ShellProcess.Run("-File", file, "-Name", "you")).Exited(3).Wrote("hello you");
    }

    [Fact]
    public async Task A_missing_file_is_an_error() =>
        (await ShellProcess.Run("-File", "no-such.ps1")).Exited(1).Wrote().WroteError("'no-such.ps1' does not exist");

    [Fact]
    public async Task An_error_in_a_file_names_the_line()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("gate.ps1", "'first'\nfunction f { throw 'deep' }\nf");

        (await ShellProcess.Run("-File", file)).Exited(1).Wrote("first").WroteError("gate.ps1:2");
    }

    [Fact]
    public async Task A_build_script_runs_native_commands()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write(
            "build.ps1",
            """
            & dotnet --version
            "code $LASTEXITCODE"
            $version = & dotnet --version
            "captured $($version.Length -gt 0)"
            & dotnet no-such-command-at-all
            if ($LASTEXITCODE -ne 0) { "failed"; exit 9 }
            """
        );

        var result = (await ShellProcess.Run("-File", file)).Exited(9);

        Assert.Matches(@"^\d+\.\d+\.\d+\S*$", result.OutputLines[0]);
        Assert.Contains("code 0", result.OutputLines);
        Assert.Contains("captured True", result.OutputLines);
        Assert.Equal("failed", result.OutputLines[^1]);
    }

    [Fact]
    public async Task A_folder_that_was_deleted_is_an_error_and_nothing_is_written_elsewhere()
    {
        Assert.SkipWhen(System.OperatingSystem.IsWindows(), "A folder that is in use cannot be deleted there.");
        using var folder = new ScratchFolder();
        var gone = folder["gone"];
        var result = await ShellProcess.RunInSh(
            $"mkdir '{gone}' && cd '{gone}' && rmdir '{gone}' && dotnet \"$SLO\" \"'x' > written.txt\""
        );

        result.Exited(1).Wrote().WroteError("slo: The current folder has been deleted.");
        Assert.False(System.IO.File.Exists(System.IO.Path.Combine(System.IO.Path.GetTempPath(), "written.txt")));
    }
}
