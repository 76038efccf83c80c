using System.IO;

namespace ProgressiveSlo.Reporting;

/// <summary>Writes one kind of object in one report format. To add a report: a class with this interface, and a line in its registry.</summary>
public interface IReportWriter
{
    /// <summary>The format that it writes.</summary>
    ReportFormat Format { get; }

    /// <summary>Whether it can write this object.</summary>
    /// <param name="subject">A plan, a readiness result, ...</param>
    bool Accepts(object subject);

    /// <summary>Writes the report of one object; the text ends with a line break.</summary>
    /// <param name="subject">An object that it accepts.</param>
    /// <param name="output">Where to.</param>
    void Write(object subject, TextWriter output);
}
