using System;
using System.IO;
using System.Text;
using ProgressiveSlo.Shell.Hosting;
using ProgressiveSlo.Shell.Interactive;

namespace ProgressiveSlo.Shell;

/// <summary>From the command line to the exit code.</summary>
internal static class ShellApplication
{
    public static int Run(string[] arguments)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }

        var streams = new StandardStreams();
        CommandLine commandLine = CommandLine.Parse(arguments, inputIsRedirected: !streams.InputIsTerminal);
        switch (commandLine.Mode)
        {
            case ShellMode.Help:
                streams.Output.Write(HelpText.Text);
                return ExitCodes.Success;
            case ShellMode.Version:
                streams.Output.WriteLine($"slo {ShellVersion.Text}");
                return ExitCodes.Success;
            case ShellMode.Invalid:
                streams.Error.WriteLine($"slo: {commandLine.Problem} 'slo --help' shows what there is.");
                return ExitCodes.Failure;
            default:
                return RunSession(commandLine, streams);
        }
    }

    private static int RunSession(CommandLine commandLine, StandardStreams streams)
    {
        WarmUp.Start();
        bool mayAsk = streams.InputIsTerminal && streams.Error.IsTerminal && !commandLine.NonInteractive;
        try
        {
            using ShellSession session = ShellSession.Open(streams, mayAsk);
            using var interruption = new Interruption(streams);
            var runner = new ScriptRunner(session, interruption);
            return commandLine.Mode switch
            {
                ShellMode.Command => runner.RunText(commandLine.Script, InputUse.InText(commandLine.Script)),
                ShellMode.File => runner.RunFile(commandLine.File, commandLine),
                ShellMode.StandardInput => RunStandardInput(runner),
                _ => new Prompt(session, runner, interruption, streams).Run(),
            };
        }
        catch (ShellStartException exception)
        {
            streams.Error.WriteLine($"slo: {exception.Message}");
            return ExitCodes.Failure;
        }
    }

    private static int RunStandardInput(ScriptRunner runner)
    {
        // The whole script before its first statement: half a script, cut off by a failing producer, must not run.
        using StreamReader reader = StandardStreams.OpenInput();
        string script = reader.ReadToEnd();
        return string.IsNullOrWhiteSpace(script) ? ExitCodes.Success : runner.RunText(script, readsInput: false);
    }
}
