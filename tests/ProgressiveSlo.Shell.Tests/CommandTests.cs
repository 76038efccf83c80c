using System.Threading.Tasks;
using ProgressiveSlo.Shell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

public sealed class CommandTests
{
    [Fact]
    public async Task The_module_is_there()
    {
        var result = (await ShellProcess.Run("Get-Command -Module ProgressiveSlo | ForEach-Object Name")).Exited(0);

        Assert.Contains("New-SloPlan", result.OutputLines);
    }

    [Fact]
    public async Task The_words_of_a_command_are_joined_by_spaces() =>
        (await ShellProcess.Run("'a',", "'b'", "|", "ForEach-Object", "ToUpper")).Exited(0).Wrote("A", "B").WroteNoError();

    [Fact]
    public async Task Formats_objects_with_the_modules_views()
    {
        var result = (await ShellProcess.Run("New-SloPlan api-service")).Exited(0).WroteNoError();

        Assert.Contains("Service", result.Output, StringComparison.Ordinal);
        Assert.Contains("api-service", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strings_arrive_as_they_are()
    {
        var text = new string('x', 500) + " é 支払い 🚀 \t end ";

        var result = await ShellProcess.RunWith(text + "\n", "$input");

        Assert.Equal(text + Environment.NewLine, result.Exited(0).Output);
    }

    [Fact]
    public async Task Piped_lines_are_the_input_of_the_command() =>
        (await ShellProcess.RunWith("one\ntwo\n", "$input | ForEach-Object { \"<$_>\" }")).Exited(0).Wrote("<one>", "<two>");

    [Fact]
    public async Task Piped_lines_are_the_input_of_a_file()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("lines.ps1", "param($Prefix) $input | ForEach-Object { \"$Prefix$_\" }");

        (await ShellProcess.RunWith("one\ntwo\n", "-File", file, "-Prefix", "+")).Exited(0).Wrote("+one", "+two");
    }

    [Fact]
    public async Task A_command_that_wants_no_input_does_not_wait_for_it()
    {
        await using var shell = ShellProcess.Start(["'done'"]);

        // Its input stays open until after it ended.
        (await shell.Finish())
            .Exited(0)
            .Wrote("done");
    }

    [Fact]
    public async Task A_native_command_gets_the_input_that_the_script_leaves_alone() =>
        (await ShellProcess.RunWith("for sort\n", OperatingSystem.IsWindows() ? "sort.exe" : "sort")).Exited(0).Wrote("for sort");

    [Theory]
    [InlineData()]
    [InlineData("-")]
    [InlineData("-Command", "-")]
    [InlineData("-File", "-")]
    public async Task A_script_comes_from_standard_input(params string[] arguments) =>
        (await ShellProcess.RunWith("$x = 'é'\nif ($true) {\n  \"got $x\"\n}\n", arguments)).Exited(0).Wrote("got é").WroteNoError();

    [Fact]
    public async Task Nothing_on_standard_input_is_nothing_to_do() => (await ShellProcess.Run()).Exited(0).Wrote().WroteNoError();

    [Fact]
    public async Task A_command_that_does_not_exist_is_an_error() =>
        (await ShellProcess.Run("No-SuchThing")).Exited(1).WroteError("'No-SuchThing' is not recognized");

    [Theory]
    [InlineData("f")]
    [InlineData("$Host.UI.ReadLine()")]
    [InlineData("$Host.UI.PromptForChoice('a', 'b', @([System.Management.Automation.Host.ChoiceDescription]::new('&c')), 0)")]
    [InlineData("New-SloPlan")]
    public async Task Never_asks_when_nobody_can_answer(string script)
    {
        await using var shell = ShellProcess.Start([
            "-Command",
            "function f { [CmdletBinding()] param([Parameter(Mandatory)] $x) }; " + script,
        ]);

        (await shell.Finish()).Exited(1);
    }

    [Fact]
    public async Task Tables_are_120_columns_wide_or_as_COLUMNS_says()
    {
        const string Script = "$Host.UI.RawUI.BufferSize.Width";
        await using var wide = ShellProcess.Start([Script], new Dictionary<string, string> { ["COLUMNS"] = "200" });

        (await wide.Finish()).Wrote("200");
        (await ShellProcess.Run(Script)).Wrote("120");
    }

    [Fact]
    public async Task Help_and_version_do_not_start_the_engine()
    {
        var help = (await ShellProcess.Run("--help")).Exited(0).WroteNoError();
        var version = (await ShellProcess.Run("--version")).Exited(0).WroteNoError();

        Assert.Contains("slo -File", help.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes", help.Output, StringComparison.Ordinal);
        Assert.Matches(@"^slo \d+\.\d+\.\d+\S*$", version.OutputLines.Single());
    }

    [Theory]
    [InlineData("--bogus", "Unknown option '--bogus'")]
    [InlineData("-File", "-File needs the path")]
    [InlineData("-Command", "no command")]
    public async Task A_wrong_command_line_is_an_error(string argument, string message) =>
        (await ShellProcess.Run(argument)).Exited(1).Wrote().WroteError(message);
}
