namespace ProgressiveSlo.Reporting;

/// <summary>
/// Joins the reports of a pipeline into one document. Reports of one object each are streamed: only the first one waits, to see whether
/// it stays alone. Joint reports come last, because they need all their objects.
/// </summary>
public sealed class ReportDocument
{
    private readonly ReportFormat _format;
    private readonly TextWriter _output;
    private readonly List<(CombinedReport Report, List<object> Subjects)> _joint = [];
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

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => !_several && _first is null && _joint.Count == 0;

    /// <summary>Adds an object.</summary>
    /// <param name="writer">Writes its report, in the document's format.</param>
    /// <param name="subject">An object that the writer accepts.</param>
    public void Add(IReportWriter writer, object subject)
    {
        if (writer is CombinedReport joint)
        {
            Hold(joint, subject);
            return;
        }

        if (writer is null)
            throw new ArgumentNullException(nameof(writer));
        Add(Text(output => writer.Write(subject, output)));
    }

    /// <summary>Ends the document. Without a report it is the format's empty one.</summary>
    public void Complete()
    {
        foreach (var (report, subjects) in _joint)
            Add(Text(output => report.WriteAll(subjects, output)));
        _joint.Clear();
        if (_several)
            _output.Write(_format.Closing);
        else
            _output.Write(_first ?? _format.Opening + _format.Closing);
        _first = null;
    }

    private static string Text(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        return text.ToString();
    }

    private void Hold(CombinedReport report, object subject)
    {
        var held = _joint.Find(j => j.Report == report).Subjects;
        if (held is null)
            _joint.Add((report, held = []));
        held.Add(subject);
    }

    private void Add(string report)
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
}
