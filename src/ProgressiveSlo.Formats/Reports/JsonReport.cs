using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>What all JSON reports share: the settings of the writer, and one object a report. Properties are named as on the objects themselves.</summary>
public abstract class JsonReport : IReportWriter
{
    // Letters of any script stay readable; what could end a script element or an attribute in HTML is still escaped below.
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
    };

    /// <inheritdoc/>
    public ReportFormat Format => ReportFormat.Json;

    /// <inheritdoc/>
    public abstract bool Accepts(object subject);

    /// <inheritdoc/>
    public void Write(object subject, TextWriter output)
    {
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            WriteProperties(subject, json);
            json.WriteEndObject();
        }

        // "##vso[" and "##[" are commands for agents of pipelines wherever they stand in a line, and a report may be printed in a step.
        // Only texts can hold "##", and for a reader of JSON the escape is the same text.
        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).Replace("##", "\\u0023\\u0023"));
        output.Write('\n');
    }

    /// <summary>Writes the properties of the report's object.</summary>
    /// <param name="subject">An object that the report accepts.</param>
    /// <param name="json">Stands inside the object.</param>
    protected abstract void WriteProperties(object subject, Utf8JsonWriter json);
}
