using System;
using System.Management.Automation;

namespace ProgressiveSlo.Shell;

/// <summary>Shows an error that ended a script, in the engine's own error view, like those that did not.</summary>
internal static class ErrorReport
{
    public static void Write(ShellSession session, RuntimeException exception)
    {
        // The record's own exception has lost the place where it happened; the one that arrived here has it.
        var record = new ErrorRecord(exception.ErrorRecord, exception);
        try
        {
            // As output and not through WriteError, which would put its own position into the record.
            using var shell = PowerShell.Create(session.Runspace);
            using (session.UserInterface.TreatOutputAsError())
            {
                shell.AddCommand("Out-Default").Invoke(new[] { record });
            }
        }
        catch (Exception nested) when (nested is RuntimeException or InvalidOperationException)
        {
            session.UserInterface.WriteErrorLine(record.ToString());
        }
    }
}
