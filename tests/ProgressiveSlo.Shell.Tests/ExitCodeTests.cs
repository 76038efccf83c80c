using System.Threading.Tasks;
using ProgressiveSlo.Shell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("1 + 1")]
    [InlineData("try { throw 'x' } catch { 'caught' }")]
    [InlineData("Complain -ErrorAction SilentlyContinue")]
    [InlineData("Complain -ErrorAction Ignore")]
    [InlineData("Complain 2>$null")]
    [InlineData("$text = Complain 2>&1; \"$text\"")]
    [InlineData("$ErrorActionPreference = 'SilentlyContinue'; Complain")]
    [InlineData("try { Complain -ErrorAction Stop } catch { 'caught' }")]
    [InlineData("New-SloPlan a..b -ErrorAction SilentlyContinue")]
    [InlineData("try { Get-Command No-Such -ErrorAction Stop } catch { $_ }")]
    public async Task Is_0_when_no_error_reaches_the_top(string script) =>
        (await ShellProcess.Run("-Command", Scripts.Complain + script)).Exited(0).WroteNoError();

    [Theory]
    [InlineData("throw 'complaint'")]
    [InlineData("Complain")]
    [InlineData("Complain; 'and on it goes'")]
    [InlineData("$ErrorActionPreference = 'Stop'; Complain; 'never'")]
    [InlineData("$unused = Complain")]
    [InlineData("& { Complain } | ForEach-Object { $_ }")]
    [InlineData("try { throw 'complaint' } finally { 'tidy' }")]
    [InlineData("[int]::Parse('complaint')")]
    [InlineData("function f { [CmdletBinding()] param([Parameter(Mandatory)] $complaint) }; f")]
    [InlineData("New-SloPlan complaint..b")]
    public async Task Is_1_when_an_error_is_shown(string script) =>
        (await ShellProcess.Run("-Command", Scripts.Complain + script)).Exited(1).WroteError("complaint");

    [Theory]
    [InlineData("exit 7")]
    [InlineData("function f { exit 7 }; f; 'never'")]
    [InlineData("try { exit 7 } finally { $null = 1 }")]
    [InlineData("try { exit 7 } catch { 'exit is not an error' }")]
    [InlineData("1 | ForEach-Object { exit 7 }")]
    [InlineData("& { & { exit 7 } }")]
    [InlineData("Complain; exit 7")]
    public async Task Is_what_the_script_says_on_the_command_line_in_a_file_and_from_standard_input(string script)
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("gate.ps1", Scripts.Complain + script);

        (await ShellProcess.Run("-Command", Scripts.Complain + script)).Exited(7).Wrote();
        (await ShellProcess.Run("-File", file)).Exited(7).Wrote();
        (await ShellProcess.RunWith(Scripts.Complain + script)).Exited(7).Wrote();
    }

    [Fact]
    public async Task Is_0_when_a_script_that_showed_an_error_says_exit_0()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("gate.ps1", Scripts.Complain + "Complain; exit 0");

        (await ShellProcess.Run("-File", file)).Exited(0).WroteError("complaint");
    }

    [Theory]
    [InlineData("throw 'complaint'")]
    [InlineData("Complain; 'on'")]
    [InlineData("if (")]
    public async Task Of_a_file_is_1_when_an_error_is_shown(string script)
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("gate.ps1", Scripts.Complain + script);

        (await ShellProcess.Run("-File", file)).Exited(1).WroteError("gate.ps1");
    }

    [Fact]
    public async Task Of_a_script_called_by_the_command_does_not_end_the_command()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("inner.ps1", "exit 7");

        (await ShellProcess.Run($"& '{file}'; \"inner said $LASTEXITCODE\"")).Exited(0).Wrote("inner said 7");
    }

    [Theory]
    [InlineData("foreach", "'foreach'")]
    [InlineData("'unclosed", "terminator")]
    [InlineData("New-SloPlan |", "pipe")]
    public async Task Of_a_script_that_cannot_be_parsed_is_1_and_nothing_of_it_runs(string script, string message) =>
        (await ShellProcess.Run("-Command", "'ran'; " + script)).Exited(1).Wrote().WroteError(message);

    [Theory]
    [InlineData("dotnet no-such-command-at-all", 1)]
    [InlineData("dotnet --version", 0)]
    [InlineData("dotnet no-such-command-at-all; 'and then this'", 0)]
    [InlineData("$null = dotnet no-such-command-at-all 2>&1; exit $LASTEXITCODE", 1)]
    public async Task Of_a_native_command_counts_when_it_is_the_last_statement(string script, int exitCode)
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("build.ps1", script);

        (await ShellProcess.Run("-Command", script)).Exited(exitCode);
        (await ShellProcess.Run("-File", file)).Exited(exitCode);
    }

    [Fact]
    public async Task Of_a_silenced_error_after_a_successful_native_command_is_0() =>
        (await ShellProcess.Run("-Command", Scripts.Complain + "$null = dotnet --version; Complain -ErrorAction Ignore")).Exited(0);
}
