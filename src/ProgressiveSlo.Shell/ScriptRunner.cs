using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ProgressiveSlo.Shell;

/// <summary>Runs a script in a session and says how it ended.</summary>
internal sealed class ScriptRunner(ShellSession session, Interruption interruption)
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Runs script text and returns the exit code.</summary>
    /// <param name="script">The text.</param>
    /// <param name="readsInput">Whether it gets the lines of standard input as <c>$input</c>.</param>
    public int RunText(string script, bool readsInput)
    {
        using var shell = PowerShell.Create(session.Runspace);
        shell.AddScript(script);
        return Run(shell, readsInput);
    }

    /// <summary>Runs a script file and returns the exit code.</summary>
    /// <param name="path">The file, relative to the process's current folder; a .ps1 file or one with a #! line.</param>
    /// <param name="arguments">The words after it.</param>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        var fullPath = Path.GetFullPath(path);
        if (!File.Exists(fullPath))
        {
            session.UserInterface.WriteErrorLine($"slo: The script file '{path}' does not exist.");
            return ExitCodes.Failure;
        }

        using var shell = PowerShell.Create(session.Runspace);
        if (fullPath.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
        {
            shell.AddCommand(fullPath, useLocalScope: false);
            RethrowExitOfNextScript(session.Runspace);
        }
        else
        {
            // A script with a #! line and no extension: the engine would start it as a program.
            shell.AddScript(File.ReadAllText(fullPath), useLocalScope: false);
        }

        foreach (var parameter in FileArguments.Bind(arguments))
            shell.Commands.Commands[0].Parameters.Add(parameter);

        return Run(shell, ScriptInput.IsUsedInFile(fullPath));
    }

    private int Run(PowerShell shell, bool readsInput)
    {
        // Errors travel with the output to Out-Default, as in pwsh: the engine formats both in the order they came, a
        // native command keeps the terminal for itself, and what a script caught, silenced or redirected never shows up.
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");

        var failed = !Invoke(shell, readsInput);
        session.UserInterface.HideProgress();
        return interruption.ExitCode
            ?? session.Host.RequestedExitCode
            ?? (failed || session.UserInterface.ErrorLines > 0 || LastNativeCommandFailed() ? ExitCodes.Failure : ExitCodes.Success);
    }

    private bool Invoke(PowerShell shell, bool readsInput)
    {
        using var watch = interruption.Watch(shell);
        using var input = readsInput && Console.IsInputRedirected ? ScriptInput.Lines() : null;
        try
        {
            // Kept in the history so that $? outlives the run; the engine resets it otherwise.
            var settings = new PSInvocationSettings { AddToHistory = true };
            shell.Invoke(input, settings);
            return true;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException exception)
        {
            Report(exception);
            return false;
        }
    }

    /// <summary>Shows an error that ended the script, in the engine's own error view, like those that did not.</summary>
    private void Report(RuntimeException exception)
    {
        // The record's own exception has lost the place where it happened; the one that arrived here has it.
        var record = new ErrorRecord(exception.ErrorRecord, exception);
        try
        {
            // As output and not through WriteError, which would put its own position into the record.
            using var shell = PowerShell.Create(session.Runspace);
            using (session.UserInterface.TreatOutputAsError())
                shell.AddCommand("Out-Default").Invoke(new[] { record });
        }
        catch (Exception nested) when (nested is RuntimeException or InvalidOperationException)
        {
            session.UserInterface.WriteErrorLine(record.ToString());
        }
    }

    /// <summary>
    /// A script whose last statement is a native command that failed has failed, even when nothing was written as an
    /// error. $? alone is not enough: it is also false after an error that the script silenced on purpose.
    /// </summary>
    private bool LastNativeCommandFailed() =>
        session.Runspace.SessionStateProxy.GetVariable("?") is false
        && session.Runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int code
        && code != 0;

    /// <summary>
    /// Makes the next script file's <c>exit</c> reach the host. It is the one thing we need of the engine that it does not offer
    /// publicly: <c>exit 5</c> in a script *file* ends that file and sets $LASTEXITCODE, which a native command also does, and the two
    /// cannot be told apart afterwards. pwsh -File sets this switch to get the exit itself, and so do we.
    /// </summary>
    private static void RethrowExitOfNextScript(Runspace runspace)
    {
        var context =
            typeof(Runspace).GetProperty("ExecutionContext", Hidden)?.GetValue(runspace)
            ?? runspace.GetType().GetProperty("ExecutionContext", Hidden)?.GetValue(runspace);
        context?.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Hidden)?.SetValue(context, true);
    }
}
