using System;
using System.IO;
using System.Management.Automation;

namespace ProgressiveSlo.Shell.Commands;

/// <summary>The engine pipes objects to native commands through Out-String; this is as much of it as that needs.</summary>
[Cmdlet(VerbsData.Out, "String")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : FormattedTextCommand
{
    private readonly StringWriter _text = new();

    /// <summary>Gives each line on its own instead of one string.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    private protected override TextWriter Target => _text;

    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (Stream)
        {
            WriteLines();
        }
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (Stream)
        {
            WriteLines();
        }
        else
        {
            WriteObject(_text.ToString());
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
        }

        base.Dispose(disposing);
    }

    private void WriteLines()
    {
        if (_text.GetStringBuilder().Length == 0)
        {
            return;
        }

        string text = _text.ToString();
        _text.GetStringBuilder().Clear();
        string lines = text.EndsWith(Environment.NewLine, StringComparison.Ordinal) ? text[..^Environment.NewLine.Length] : text;
        foreach (string line in lines.Split('\n'))
        {
            WriteObject(line.TrimEnd('\r'));
        }
    }
}
