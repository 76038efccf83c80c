using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>Writes one JSON object as every report writes it.</summary>
internal static class JsonText
{
    // Letters of any script stay readable; what could end a script element or an attribute in HTML is still escaped below.
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
    };

    public static void Write(TextWriter output, Action<Utf8JsonWriter> writeProperties)
    {
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            writeProperties(json);
            json.WriteEndObject();
        }

        // "##vso[" and "##[" are commands for agents of pipelines wherever they stand in a line, and a report may be printed in a step.
        // Only texts can hold "##", and for a reader of JSON the escape is the same text.
        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).Replace("##", "\\u0023\\u0023"));
        output.Write('\n');
    }
}
