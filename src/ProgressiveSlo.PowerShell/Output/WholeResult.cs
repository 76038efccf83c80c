using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>
/// Keeps the days of a result's evidence where it leaves the process, so that Step-SloPlan can judge it again: a job and Export-Clixml keep
/// two levels of properties, and here it takes four (result, evidence, days, a day's values). The engine has no other place for that number
/// than its table of types. It is told with the first such result of a session, since a file of type data would cost every import more
/// than all views.
/// </summary>
internal static class WholeResult
{
    private const int Depth = 4;

    private static readonly ConditionalWeakTable<Runspace, Runspace> _told = new();

    /// <summary>Tells the engine, once in a session and where the result has days.</summary>
    /// <param name="result">The result that is about to be written.</param>
    public static void Tell(ReadinessResult result)
    {
        if (result.Evidence is { Days.Count: > 0 } && Runspace.DefaultRunspace is { } session)
            _told.GetValue(session, Update);
    }

    private static Runspace Update(Runspace session)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        try
        {
            shell
                .AddCommand("Microsoft.PowerShell.Utility\\Update-TypeData")
                .AddParameter("TypeName", typeof(ReadinessResult).FullName)
                .AddParameter("SerializationDepth", Depth)
                .AddParameter("Force")
                .Invoke();
        }
        catch (RuntimeException)
        {
            // A session without that cmdlet, as a host may offer it, has no jobs and no Export-Clixml either.
        }

        return session;
    }
}
