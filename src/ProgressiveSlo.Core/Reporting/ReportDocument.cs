using System;
using System.IO;

namespace ProgressiveSlo.Reporting;

/// <summary>Joins the reports of a pipeline into one document, streaming: only the first one waits, to see whether it stays alone.</summary>
public sealed class ReportDocument
{
    private readonly ReportFormat _format;
    private readonly TextWriter _output;
    private string? _first;
    private bool _several;

    /// <summary>Makes a document.</summary>
    /// <param name="format">The format of all reports in it.</param>
    /// <param name="output">Where to; not disposed.</param>
    public ReportDocument(ReportFormat format, TextWriter output)
    {
        _format = format ?? throw new ArgumentNullException(nameof(format));
        _output = output ?? throw new ArgumentNullException(nameof(output));
    }

    /// <summary>Adds a report.</summary>
    /// <param name="report">Its text.</param>
    public void Add(string report)
    {
        if (!_several && _first is null)
        {
            _first = report;
            return;
        }

        if (!_several)
        {
            _output.Write(_format.Opening);
            _output.Write(_first);
            _first = null;
            _several = true;
        }

        _output.Write(_format.Separator);
        _output.Write(report);
    }

    /// <summary>Ends the document. Without a report it is the format's empty one.</summary>
    public void Complete()
    {
        if (_several)
            _output.Write(_format.Closing);
        else
            _output.Write(_first ?? _format.Opening + _format.Closing);
        _first = null;
    }
}
