using System.Reflection;
using System.Text;
using Microsoft.PowerShell;
using ProgressiveSlo.Shell.Hosting;

namespace ProgressiveSlo.Shell;

/// <summary>The exit codes of `slo` that do not come from a script's own <c>exit n</c>.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    public const int Failure = 1;

    /// <summary>128 + SIGINT, what every Unix tool reports after Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>128 + SIGPIPE: the reader of our output left before the script was done.</summary>
    public const int OutputClosed = 141;

    /// <summary>128 + SIGTERM.</summary>
    public const int Terminated = 143;
}

/// <summary>The version that this executable was released as.</summary>
internal static class ShellVersion
{
    public static Version Number { get; } = typeof(ShellVersion).Assembly.GetName().Version ?? new Version(0, 0);

    /// <summary>The version without the build's commit.</summary>
    public static string Text { get; } =
        (
            typeof(ShellVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? Number.ToString()
        ).Split('+')[0];
}

/// <summary>From the command line to the exit code.</summary>
internal static class ShellApplication
{
    public static int Run(string[] arguments)
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        var streams = new StandardStreams();
        var commandLine = CommandLine.Parse(arguments, inputIsRedirected: !streams.InputIsTerminal);
        switch (commandLine.Mode)
        {
            case ShellMode.Help:
                streams.Output.Write(CommandLine.Help);
                return ExitCodes.Success;
            case ShellMode.Version:
                streams.Output.WriteLine($"slo {ShellVersion.Text}");
                return ExitCodes.Success;
            case ShellMode.Invalid:
                streams.Error.WriteLine($"slo: {commandLine.Problem} 'slo --help' lists the options.");
                return ExitCodes.Failure;
        }

        try
        {
            RequireFolder();
            return commandLine.Mode == ShellMode.Interactive ? RunPrompt(commandLine) : RunScript(commandLine, streams);
        }
        catch (ShellStartException exception)
        {
            streams.Error.WriteLine($"slo: {exception.Message}");
            return ExitCodes.Failure;
        }
    }

    // The engine starts in the folder for temporary files where its own is gone, and relative paths would be read and written there.
    private static void RequireFolder()
    {
        try
        {
            _ = Directory.GetCurrentDirectory();
        }
        catch (IOException exception)
        {
            throw new ShellStartException(
                "The current folder has been deleted. Change to a folder that exists, and start slo again.",
                exception
            );
        }
    }

    private static int RunScript(CommandLine commandLine, StandardStreams streams)
    {
        WarmUp.Start();
        var mayAsk = streams.InputIsTerminal && streams.Error.IsTerminal && !commandLine.NonInteractive;
        using var session = ShellSession.Open(streams, mayAsk);
        using var interruption = new Interruption(streams);
        var runner = new ScriptRunner(session, interruption);
        return commandLine.Mode switch
        {
            ShellMode.Command => runner.RunText(commandLine.Script, ScriptInput.IsUsedInText(commandLine.Script)),
            ShellMode.File => runner.RunFile(commandLine.File, commandLine.FileArguments),
            _ => RunStandardInput(runner),
        };
    }

    private static int RunStandardInput(ScriptRunner runner)
    {
        // The whole script before its first statement: half a script, cut off by a failing producer, must not run.
        using var reader = StandardStreams.OpenInput();
        var script = reader.ReadToEnd();
        return string.IsNullOrWhiteSpace(script) ? ExitCodes.Success : runner.RunText(script, readsInput: false);
    }

    /// <summary>A person at a terminal gets the prompt of PowerShell itself, with its editing, history and completion.</summary>
    private static int RunPrompt(CommandLine commandLine)
    {
        var banner = $"slo {ShellVersion.Text}. Get-Command -Module ProgressiveSlo lists the cmdlets; exit ends.";
        string[] options = ["-NoProfile", .. commandLine.NonInteractive ? ["-NonInteractive"] : Array.Empty<string>()];
        var exitCode = ConsoleShell.Start(ShellSession.StateOfPrompt(), banner, CommandLine.Help, options);
        // Where PSReadLine cannot be loaded the prompt leaves an engine behind whose thread would keep the process alive.
        Environment.Exit(exitCode);
        return exitCode;
    }
}
