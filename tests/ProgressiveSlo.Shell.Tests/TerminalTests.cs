using System.Threading.Tasks;
using ProgressiveSlo.Shell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

/// <summary>The Shell at a real (pseudo) terminal, which script(1) of util-linux provides.</summary>
public sealed class TerminalTests : IDisposable
{
    // The prompt keeps its history below this folder.
    private readonly ScratchFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_prompt_runs_commands_until_exit()
    {
        await using var shell = AtTerminal();

        await Enter(shell, "$word = 'typ' + 'ed'");
        await Enter(shell, "\"was $word\"");
        await shell.ReadUntil("was typed\r\n");
        await Enter(shell, "exit 3");

        (await shell.FinishAtTerminal()).Exited(3);
    }

    [Fact]
    public async Task The_prompt_survives_errors_and_asks_on_until_a_block_is_closed()
    {
        await using var shell = AtTerminal();

        await Enter(shell, "throw ('o' + 'ops')");
        await shell.ReadUntil("oops");
        await Enter(shell, "& {");
        await Enter(shell, "40 + 2", ">> ");
        await Enter(shell, "}", ">> ");
        await shell.ReadUntil("42\r\n");
        await Enter(shell, "exit");

        (await shell.FinishAtTerminal()).Exited(0);
    }

    [Fact]
    public async Task Tab_completes_and_Up_repeats()
    {
        await using var shell = AtTerminal();

        await Enter(shell, "New-SloPl\t first-one");
        await shell.ReadUntil("first-one production");
        await Enter(shell, "\u001b[A\u007f\u007f\u007ftwo");
        await shell.ReadUntil("first-two production");
        await Enter(shell, "\u0004", end: "");

        (await shell.FinishAtTerminal()).Exited(0);
    }

    [Fact]
    public async Task Control_C_leaves_the_line_or_the_command_and_not_the_prompt()
    {
        await using var shell = AtTerminal();

        await Enter(shell, "'half a li", end: "");
        await shell.ReadUntil("half a li");
        await shell.Input.WriteAsync("\u0003");
        await shell.Input.FlushAsync(TestContext.Current.CancellationToken);
        await Enter(shell, "'rea' + 'dy'; while ($true) { [Threading.Thread]::Sleep(10) }");
        await shell.ReadUntil("ready\r\n");
        await shell.Input.WriteAsync("\u0003");
        await shell.Input.FlushAsync(TestContext.Current.CancellationToken);
        await Enter(shell, "'still ' + 'here'");
        await shell.ReadUntil("still here\r\n");
        await Enter(shell, "exit 4");

        (await shell.FinishAtTerminal()).Exited(4);
    }

    [Fact]
    public async Task Progress_is_drawn_on_the_terminal_and_wiped()
    {
        RequireScript();
        using var folder = new ScratchFolder();
        var file = folder.Write("talk.ps1", Scripts.Talk + "Talk");

        var result = await ShellProcess.RunInSh($"TERM=xterm exec script -qec \"exec dotnet '$SLO' -File '{file}'\" /dev/null");

        Assert.Contains("\r\u001b[KCounting: halfway 50 %\r\u001b[Kresult\r\n", result.Exited(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_drawn_nowhere_when_only_the_output_is_a_terminal()
    {
        RequireScript();
        using var folder = new ScratchFolder();
        var file = folder.Write("talk.ps1", Scripts.Talk + "Talk");

        var result = await ShellProcess.RunInSh(
            $"TERM=xterm exec script -qec \"exec dotnet '$SLO' -File '{file}' 2>'{folder["err"]}'\" /dev/null"
        );

        Assert.DoesNotContain("Counting", result.Exited(0).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Counting",
            await File.ReadAllTextAsync(folder["err"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("NO_COLOR=1 TERM=xterm", false)]
    [InlineData("NO_COLOR= TERM=xterm", true)]
    [InlineData("TERM=dumb", false)]
    public async Task Colours_only_where_they_are_welcome(string environment, bool colours)
    {
        RequireScript();
        var result = await ShellProcess.RunInSh(
            $"{environment} exec script -qec \"exec dotnet '$SLO' 'New-SloPlan api-service; throw 1'\" /dev/null"
        );

        Assert.Equal(colours, result.Exited(1).Output.Contains("\u001b[31;1m", StringComparison.Ordinal));
        Assert.Equal(colours, result.Output.Contains("\u001b[32;1m", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_script_asks_the_person_at_the_terminal()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write(
            "ask.ps1",
            $"$name = Read-Host Name; New-SloPlan $name | Export-SloPlan '{folder["p.yaml"]}' -Confirm; \"asked $name\""
        );
        await using var shell = AtTerminal($"-File '{file}'");

        await Enter(shell, "checkout", "Name: ");
        await Enter(shell, "n", "(default is \"Y\"): ");

        Assert.EndsWith("asked checkout\r\n", (await shell.FinishAtTerminal()).Exited(0).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["p.yaml"]));
    }

    // exec: script(1) starts the user's $SHELL, and dash would wait beside the Shell, take Ctrl-C too, and end with 130.
    private ShellProcess AtTerminal(string script = "")
    {
        RequireScript();
        var inner = $"stty rows 40 cols 120; exec dotnet '$SLO' {script}";
        return ShellProcess.StartInSh($"TERM=xterm XDG_DATA_HOME='{_data[""]}' exec script -qec \"{inner}\" /dev/null");
    }

    // Keys that arrive before the prompt would be edited by the terminal and not by us.
    private static async Task Enter(ShellProcess shell, string keys, string prompt = "> ", string end = "\r")
    {
        await shell.ReadUntil(prompt);
        await shell.Input.WriteAsync(keys + end);
        await shell.Input.FlushAsync(TestContext.Current.CancellationToken);
    }

    private static void RequireScript() => Assert.SkipUnless(File.Exists("/usr/bin/script"), "Needs script(1).");
}
