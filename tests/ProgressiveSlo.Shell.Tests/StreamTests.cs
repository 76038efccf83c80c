using System.Text;
using System.Threading.Tasks;
using ProgressiveSlo.Shell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

public sealed class StreamTests
{
    [Fact]
    public async Task Results_go_to_standard_output_and_the_rest_to_standard_error()
    {
        var result = (await ShellProcess.Run("-Command", Scripts.Talk + "$DebugPreference = 'Continue'; Talk -Verbose")).Exited(0);

        result.Wrote("result", "a host line");
        Assert.Equal(
            ["WARNING: a warning", "VERBOSE: a detail", "DEBUG: a trace"],
            result.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Theory]
    [InlineData("New-SloPlan api-service; New-SloPlan a..b; Get-Help Where-Object; throw 'x'")]
    [InlineData("\"$([char]27)[31mred$([char]27)[0m\"; $PSStyle.OutputRendering = 'Ansi'; New-SloPlan a")]
    public async Task Redirected_text_has_no_escapes(string script)
    {
        var result = await ShellProcess.Run("-Command", Scripts.Talk + "Talk;" + script);

        Assert.NotEqual(string.Empty, result.Output);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.DoesNotContain('\u001b', result.Error);
    }

    [Fact]
    public async Task Output_has_no_byte_order_mark_and_is_utf8_whatever_the_locale()
    {
        await using var shell = ShellProcess.Start(["'é'"], new Dictionary<string, string> { ["LC_ALL"] = "C", ["LANG"] = "C" });
        using var bytes = new MemoryStream();

        await shell.Output.BaseStream.CopyToAsync(bytes, TestContext.Current.CancellationToken);

        Assert.Equal(Encoding.UTF8.GetBytes("é" + Environment.NewLine), bytes.ToArray());
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("throw 'x'", 1)]
    [InlineData("& { exit 3 }", 3)]
    [InlineData("$ErrorActionPreference = 'Stop'; Complain", 1)]
    [InlineData("'x'", 0)]
    public async Task A_table_is_shown_whole_however_the_script_ends(string end, int exitCode)
    {
        using var folder = new ScratchFolder();
        var script = Scripts.Complain + "[pscustomobject]@{ Name = 'first' }; [pscustomobject]@{ Name = 'last' };" + end;

        var command = (await ShellProcess.Run("-Command", script)).Exited(exitCode);
        var file = (await ShellProcess.Run("-File", folder.Write("gate.ps1", script))).Exited(exitCode);

        Assert.Equal(["Name", "----", "first", "last"], command.OutputLines[..4]);
        Assert.Equal(command.Output, file.Output);
    }

    [Fact]
    public async Task Redirection_writes_files()
    {
        using var folder = new ScratchFolder();
        var file = folder["out.txt"];

        (await ShellProcess.Run($"'é', 5 > '{file}'; 'more' >> '{file}'")).Exited(0).Wrote().WroteNoError();

        Assert.Equal(
            Encoding.UTF8.GetBytes(string.Join(Environment.NewLine, "é", "5", "more", "")),
            await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Redirected_objects_are_formatted()
    {
        using var folder = new ScratchFolder();
        var file = folder["plan.txt"];

        var screen = await ShellProcess.Run("New-SloPlan api-service");
        (await ShellProcess.Run($"New-SloPlan api-service > '{file}'")).Exited(0).Wrote();

        Assert.Equal(screen.Output, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("2>")]
    [InlineData("*>")]
    public async Task Errors_sent_to_a_file_are_dealt_with(string operation)
    {
        using var folder = new ScratchFolder();
        var file = folder["errors.txt"];

        (await ShellProcess.Run("-Command", Scripts.Complain + $"Complain {operation} '{file}'")).Exited(0).Wrote().WroteNoError();

        Assert.Contains("complaint", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_an_error()
    {
        using var folder = new ScratchFolder();

        (await ShellProcess.Run($"'x' > '{folder["no/such/folder.txt"]}'")).Exited(1).WroteError("folder.txt");
    }

    [Fact]
    public async Task Objects_reach_native_commands_as_text()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs sort and cat.");

        (await ShellProcess.Run("'b', 'a', 3 | sort")).Exited(0).Wrote("3", "a", "b");
        Assert.Contains(
            "api-service",
            (await ShellProcess.Run("New-SloPlan api-service | cat")).Exited(0).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_native_command_keeps_its_own_streams()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs sh.");

        var result = await ShellProcess.Run("'before'; sh -c 'echo out; echo err >&2'; 'after'");

        result.Exited(0).Wrote("before", "out", "after");
        Assert.Equal("err\n", result.Error);
    }

    [Fact]
    public async Task A_reader_that_leaves_ends_the_script_quietly()
    {
        await using var shell = ShellProcess.Start(["while ($true) { 'line' }"]);

        Assert.Equal("line", await shell.ReadLine());
        shell.Output.Close();

        Assert.Equal(string.Empty, await shell.WaitWithoutOutput(exitCode: 141));
    }

    [Fact]
    public async Task A_full_disk_is_an_error()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs /dev/full.");

        var result = await ShellProcess.RunInSh("dotnet \"$SLO\" 1 > /dev/full");

        result.Exited(1).WroteError("Standard output cannot be written");
    }

    [Fact]
    public async Task A_file_shared_with_a_native_command_keeps_the_order()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs sh.");
        using var folder = new ScratchFolder();
        var file = folder["all.txt"];

        await ShellProcess.RunInSh($"dotnet \"$SLO\" \"'one'; sh -c 'echo two'; 'three'\" > '{file}' 2>&1");

        Assert.Equal("one\ntwo\nthree\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }
}
