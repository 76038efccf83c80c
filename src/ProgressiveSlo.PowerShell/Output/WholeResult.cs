using System.Management.Automation;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>
/// Keeps the days of a result's evidence where it leaves the process, so that Step-SloPlan can judge it again: a job and Export-Clixml keep
/// two levels of properties, and here it takes four (result, evidence, days, a day's values). The engine has no other place for that number
/// than its table of types. A cmdlet tells it with its first such result, since a file of type data would cost every import more than
/// all views.
/// </summary>
internal sealed class WholeResult
{
    private const int Depth = 4;

    private bool _isTold;

    /// <summary>Tells the engine, once in a call and where the result has days.</summary>
    /// <param name="result">The result that is about to be written.</param>
    public void Tell(ReadinessResult result)
    {
        if (_isTold || result.Evidence is not { Days.Count: > 0 })
            return;
        _isTold = true;
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
    }
}
