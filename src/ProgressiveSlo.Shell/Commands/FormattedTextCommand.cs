using System;
using System.IO;
using System.Management.Automation;
using ProgressiveSlo.Shell.Hosting;

namespace ProgressiveSlo.Shell.Commands;

/// <summary>
/// Turns objects into the text the screen would show. The formatting is the engine's own (Out-Host); only the place where
/// the text goes is ours.
/// </summary>
public abstract class FormattedTextCommand : PSCmdlet, IDisposable
{
    private SteppablePipeline? _formatter;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    private protected abstract TextWriter Target { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        // Strings need no formatter, unless it is holding back part of a table that came before them.
        if (_formatter is null && InputObject.BaseObject is string text)
        {
            Target.WriteLine(text);
            return;
        }

        if (_formatter is null)
        {
            _formatter = ScriptBlock.Create("Out-Host").GetSteppablePipeline(MyInvocation.CommandOrigin);
            _formatter.Begin(expectInput: true);
        }

        using (Capture())
        {
            _formatter.Process(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        if (_formatter is null)
        {
            return;
        }

        using (Capture())
        {
            _formatter.End();
        }
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _formatter?.Dispose();
        }
    }

    private ShellHostUserInterface.CaptureScope Capture() => ((ShellHostUserInterface)Host.PrivateData.BaseObject).Capture(Target);
}
