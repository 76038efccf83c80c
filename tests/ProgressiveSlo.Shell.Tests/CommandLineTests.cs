using ProgressiveSlo.Shell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("a | b", "a | b")]
    [InlineData("a b", "a", "b")]
    [InlineData("a b", "-Command", "a", "b")]
    [InlineData("a -File b", "-c", "a", "-File", "b")]
    [InlineData("-join $x", "--", "-join", "$x")]
    [InlineData("a", "-NoProfile", "-NoLogo", "-NonInteractive", "--command", "a")]
    [InlineData("no-such-file.ps1 x", "no-such-file.ps1", "x")]
    public void A_command_is_the_rest_of_the_line(string expected, params string[] arguments)
    {
        var line = CommandLine.Parse(arguments, inputIsRedirected: true);

        Assert.Equal(ShellMode.Command, line.Mode);
        Assert.Equal(expected, line.Script);
    }

    [Theory]
    [InlineData("-File")]
    [InlineData("-file")]
    [InlineData("-f")]
    [InlineData("--file")]
    public void Everything_after_the_file_is_for_the_script(string option)
    {
        var line = CommandLine.Parse(["-NonInteractive", option, "x.ps1", "-Help", "--", "-c"], inputIsRedirected: false);

        Assert.Equal(ShellMode.File, line.Mode);
        Assert.Equal("x.ps1", line.File);
        Assert.Equal(["-Help", "--", "-c"], line.FileArguments);
        Assert.True(line.NonInteractive);
    }

    [Fact]
    public void An_existing_script_needs_no_option()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("gate.PS1", "1");

        Assert.Equal(ShellMode.File, CommandLine.Parse([file, "x"], inputIsRedirected: false).Mode);
    }

    [Theory]
    [InlineData(true, "StandardInput")]
    [InlineData(false, "Interactive")]
    public void Without_arguments_it_depends_on_the_input(bool redirected, string expected)
    {
        Assert.Equal(expected, CommandLine.Parse([], redirected).Mode.ToString());
        Assert.Equal(expected, CommandLine.Parse(["-NoLogo"], redirected).Mode.ToString());
    }

    [Theory]
    [InlineData("Help", "-h")]
    [InlineData("Help", "--help")]
    [InlineData("Help", "-?")]
    [InlineData("Help", "-Help")]
    [InlineData("Version", "--version")]
    [InlineData("Version", "-v")]
    [InlineData("StandardInput", "-")]
    [InlineData("StandardInput", "-Command", "-")]
    [InlineData("StandardInput", "-File", "-")]
    [InlineData("Invalid", "-", "x")]
    [InlineData("Invalid", "-x")]
    [InlineData("Invalid", "-Command")]
    [InlineData("Invalid", "-Command", " ")]
    [InlineData("Invalid", "")]
    [InlineData("Invalid", "-File")]
    public void Knows_its_options(string expected, params string[] arguments)
    {
        var line = CommandLine.Parse(arguments, inputIsRedirected: false);

        Assert.Equal(expected, line.Mode.ToString());
        Assert.Equal(line.Mode == ShellMode.Invalid, line.Problem.Length > 0);
    }

    [Theory]
    [InlineData("$input", true)]
    [InlineData("$INPUT | ForEach-Object { $_ }", true)]
    [InlineData("foreach ($line in $input) { $line }", true)]
    [InlineData("'$input'", false)]
    [InlineData("function f { $input }; f", false)]
    [InlineData("$inputs", false)]
    [InlineData("\"text $input\"", true)]
    [InlineData("if (", false)]
    public void Sees_whether_a_script_reads_its_input(string script, bool expected) =>
        Assert.Equal(expected, ScriptInput.IsUsedInText(script));
}
