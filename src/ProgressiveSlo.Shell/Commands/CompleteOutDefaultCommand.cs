using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace ProgressiveSlo.Shell.Commands;

/// <summary>
/// The engine's own Out-Default, which also shows what it still holds back when the script ends by throw or exit. A table
/// waits for its last row before it is laid out, and without this a gate that ends with <c>exit 1</c> would show nothing
/// of what it found.
/// </summary>
[Cmdlet(VerbsData.Out, "Default")]
public sealed class CompleteOutDefaultCommand : OutDefaultCommand, IDisposable
{
    private bool _begun;
    private bool _ended;

    void IDisposable.Dispose()
    {
        if (_begun && !_ended && !Stopping)
        {
            try
            {
                EndProcessing();
            }
            catch (Exception exception) when (exception is RuntimeException or InvalidOperationException)
            {
                // The script already ended with something worse, which is about to be reported.
            }
        }

        base.Dispose();
    }

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _begun = true;
    }

    protected override void EndProcessing()
    {
        _ended = true;
        base.EndProcessing();
    }
}
