using System;
using System.Collections;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Shell.Hosting;

namespace ProgressiveSlo.Shell;

/// <summary>Runs one script after another in a session and says how each ended.</summary>
internal sealed class ScriptRunner(ShellSession session, Interruption interruption)
{
    public int RunText(string script, bool readsInput)
    {
        using var shell = PowerShell.Create(session.Runspace);
        shell.AddScript(script);
        return Run(shell, readsInput);
    }

    public int RunFile(string path, CommandLine commandLine)
    {
        string fullPath = Path.GetFullPath(path);
        if (!File.Exists(fullPath))
        {
            session.UserInterface.WriteErrorLine($"slo: The script file '{path}' does not exist.");
            return ExitCodes.Failure;
        }

        using var shell = PowerShell.Create(session.Runspace);
        if (fullPath.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
        {
            shell.AddCommand(fullPath, useLocalScope: false);
            EngineInternals.LetExitLeaveTheNextScriptFile(session.Runspace);
        }
        else
        {
            // A script with a #! line and no extension: the engine would start it as a program.
            shell.AddScript(File.ReadAllText(fullPath), useLocalScope: false);
        }

        foreach (CommandParameter parameter in FileArguments.Bind(commandLine.FileArguments))
        {
            shell.Commands.Commands[0].Parameters.Add(parameter);
        }

        return Run(shell, InputUse.InFile(fullPath));
    }

    private int Run(PowerShell shell, bool readsInput)
    {
        // Errors travel with the output to Out-Default, as in pwsh: the engine formats both in the order they came, a
        // native command keeps the terminal for itself, and what a script caught, silenced or redirected never shows up.
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");

        session.UserInterface.ForgetErrors();
        bool failed = !Invoke(shell, readsInput);
        session.UserInterface.HideProgress();
        if (session.UserInterface.ErrorLines > 0)
        {
            NotFoundHint.Write(session);
        }

        return interruption.ExitCode
            ?? session.Host.RequestedExitCode
            ?? (failed || session.UserInterface.ErrorLines > 0 || LastNativeCommandFailed() ? ExitCodes.Failure : ExitCodes.Success);
    }

    private bool Invoke(PowerShell shell, bool readsInput)
    {
        using IDisposable watch = interruption.Watch(shell);
        using PSDataCollection<string>? input = readsInput && Console.IsInputRedirected ? StandardInputLines() : null;
        try
        {
            // Kept in the history so that $? outlives the run; the engine resets it otherwise.
            var settings = new PSInvocationSettings { AddToHistory = true };
            shell.Invoke((IEnumerable?)input, settings);
            return true;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException exception)
        {
            ErrorReport.Write(session, exception);
            return false;
        }
    }

    private static PSDataCollection<string> StandardInputLines()
    {
        // Blocking: otherwise the engine takes a collection that is still empty for one that stays empty.
        var lines = new PSDataCollection<string> { BlockingEnumerator = true };
        // A thread of its own, because a read from a pipe cannot be cancelled when the script ends or is stopped.
        Task.Factory.StartNew(
            () =>
            {
                try
                {
                    using StreamReader reader = StandardStreams.OpenInput();
                    while (reader.ReadLine() is { } line)
                    {
                        lines.Add(line);
                    }
                }
                catch (Exception exception) when (exception is IOException or InvalidOperationException or ObjectDisposedException)
                {
                    // The script ended before its input did.
                }
                finally
                {
                    lines.Complete();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        return lines;
    }

    /// <summary>
    /// A script whose last statement is a native command that failed has failed, even when nothing was written as an
    /// error. $? alone is not enough: it is also false after an error that the script silenced on purpose.
    /// </summary>
    private bool LastNativeCommandFailed() =>
        session.Runspace.SessionStateProxy.GetVariable("?") is false
        && session.Runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int code
        && code != 0;
}
