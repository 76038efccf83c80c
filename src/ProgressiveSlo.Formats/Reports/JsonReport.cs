using System.IO;
using System.Text.Json;
using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>What JSON reports of single objects share. Properties are named as on the objects themselves.</summary>
public abstract class JsonReport : IReportWriter
{
    /// <inheritdoc/>
    public ReportFormat Format => ReportFormat.Json;

    /// <inheritdoc/>
    public abstract bool Accepts(object subject);

    /// <inheritdoc/>
    public void Write(object subject, TextWriter output) => JsonText.Write(output, json => WriteProperties(subject, json));

    /// <summary>Writes the properties of the report's object.</summary>
    /// <param name="subject">An object that the report accepts.</param>
    /// <param name="json">Stands inside the object.</param>
    protected abstract void WriteProperties(object subject, Utf8JsonWriter json);
}
