using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Shell.Hosting;

namespace ProgressiveSlo.Shell.Interactive;

/// <summary>The conversation with a person at a terminal: ask, run, ask again, until exit or Ctrl-D.</summary>
internal sealed class Prompt
{
    private const string DefaultPrompt = "slo> ";
    private const string ContinuationPrompt = ">> ";

    private readonly ShellSession _session;
    private readonly ScriptRunner _runner;
    private readonly Interruption _interruption;
    private readonly StandardStreams _streams;
    private readonly LineHistory _history = new();
    private readonly ILineReader _reader;
    private readonly bool _edits;

    public Prompt(ShellSession session, ScriptRunner runner, Interruption interruption, StandardStreams streams)
    {
        _session = session;
        _runner = runner;
        _interruption = interruption;
        _streams = streams;
        _edits = streams.Output.IsTerminal && Environment.GetEnvironmentVariable("TERM") != "dumb";
        _reader = _edits
            ? new LineEditor(new ConsoleLineTerminal(streams.Output), _history, new EngineCompleter(session.Runspace))
            : new PlainLineReader(streams.Output);
    }

    public int Run()
    {
        _streams.Output.WriteLine($"slo {ShellVersion.Text}. Get-Command -Module ProgressiveSlo lists the cmdlets; exit or Ctrl-D ends.");
        while (_session.Host.RequestedExitCode is null && ReadCommand() is { } command)
        {
            if (string.IsNullOrWhiteSpace(command))
            {
                continue;
            }

            _history.Add(command);
            int exitCode = _runner.RunText(command, readsInput: false);
            if (!_streams.Output.IsOpen)
            {
                return exitCode;
            }

            _interruption.Forget();
        }

        return _session.Host.RequestedExitCode ?? ExitCodes.Success;
    }

    /// <summary>One complete command, empty when it was cancelled, null at the end of input.</summary>
    private string? ReadCommand()
    {
        string command = string.Empty;
        while (true)
        {
            LineInput line = ReadLine(command.Length == 0 ? PromptText() : ContinuationPrompt);
            switch (line.Outcome)
            {
                case LineOutcome.Cancelled:
                    return string.Empty;
                case LineOutcome.EndOfInput:
                    return null;
            }

            // An empty line ends an unfinished command, so that nobody is stuck in it; the parser then says what is missing.
            bool giveUp = command.Length > 0 && line.Text.Length == 0;
            command = command.Length == 0 ? line.Text : command + "\n" + line.Text;
            if (giveUp || IsComplete(command))
            {
                return command;
            }
        }
    }

    private LineInput ReadLine(string prompt)
    {
        if (!_edits)
        {
            return _reader.Read(prompt);
        }

        // While a line is edited Ctrl-C is a key; while a command runs it is a signal.
        Console.TreatControlCAsInput = true;
        try
        {
            return _reader.Read(prompt);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private string PromptText()
    {
        try
        {
            using var shell = PowerShell.Create(_session.Runspace);
            string text = string.Concat(shell.AddCommand("prompt").Invoke().Select(item => item?.ToString()));
            return text.Length == 0 ? DefaultPrompt : text;
        }
        catch (RuntimeException)
        {
            return DefaultPrompt;
        }
    }

    private static bool IsComplete(string command)
    {
        Parser.ParseInput(command, out _, out ParseError[] errors);
        return !errors.Any(error => error.IncompleteInput);
    }
}
