using System;
using System.Collections;
using System.Management.Automation;

namespace ProgressiveSlo.Shell;

/// <summary>Says why a command that everybody knows from pwsh does not exist here.</summary>
internal static class NotFoundHint
{
    public static void Write(ShellSession session)
    {
        if (session.Runspace.SessionStateProxy.GetVariable("Error") is not IList errors)
        {
            return;
        }

        foreach (object? item in errors)
        {
            Exception? exception = item is ErrorRecord record ? record.Exception : item as Exception;
            if (exception is CommandNotFoundException { CommandName: { } name } && StandardCommands.Contains(name))
            {
                session.UserInterface.WriteNote(
                    $"slo hosts the PowerShell engine with its core cmdlets only; run this in pwsh to use {name}."
                );
                return;
            }
        }
    }
}
