using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProgressiveSlo.Guidance;
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

/// <summary>A JSON report of objects of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class JsonReport<T> : JsonReport
    where T : class
{
    /// <inheritdoc/>
    public sealed override bool Accepts(object subject) => subject is T;

    /// <inheritdoc/>
    protected sealed override void WriteProperties(object subject, Utf8JsonWriter json) =>
        WriteProperties((T)subject, json ?? throw new ArgumentNullException(nameof(json)));

    /// <summary>Writes the properties of the object.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="json">Stands inside the object.</param>
    protected abstract void WriteProperties(T subject, Utf8JsonWriter json);
}

/// <summary>A JSON report of many objects of one type: one object with a list of them, and what they share once.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class JsonJointReport<T> : CombinedReport
    where T : class
{
    /// <inheritdoc/>
    public sealed override ReportFormat Format => ReportFormat.Json;

    /// <summary>Name of the list.</summary>
    protected abstract string ListName { get; }

    /// <inheritdoc/>
    public sealed override bool Accepts(object subject) => subject is T;

    /// <inheritdoc/>
    public sealed override void WriteAll(IReadOnlyList<object> subjects, TextWriter output) =>
        JsonText.Write(
            output,
            json =>
            {
                var items = subjects.Cast<T>().ToArray();
                json.WriteStartArray(ListName);
                foreach (var item in items)
                {
                    json.WriteStartObject();
                    WriteProperties(item, json);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                WriteShared(items, json);
            }
        );

    /// <summary>Writes the properties of one object.</summary>
    /// <param name="item">The object.</param>
    /// <param name="json">Stands inside the object.</param>
    protected abstract void WriteProperties(T item, Utf8JsonWriter json);

    /// <summary>Writes what the objects share, beside the list.</summary>
    /// <param name="items">All objects.</param>
    /// <param name="json">Stands inside the document's object.</param>
    protected virtual void WriteShared(IReadOnlyList<T> items, Utf8JsonWriter json) { }
}

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

/// <summary>A challenge as JSON.</summary>
internal static class JsonChallenge
{
    /// <summary>Writes the challenge as a property, or null.</summary>
    public static void Write(string name, Challenge? challenge, Utf8JsonWriter json)
    {
        if (challenge is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        Write(challenge, json);
    }

    /// <summary>Writes the challenge as a value.</summary>
    public static void Write(Challenge challenge, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("Name", challenge.Name);
        json.WriteStartArray("Helps");
        foreach (var help in challenge.Helps)
            json.WriteStringValue(help);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>The registry of reports that need a library.</summary>
public static class FormatReports
{
    /// <summary>One writer per kind of object and format.</summary>
    public static IReadOnlyList<IReportWriter> All { get; } =
    [
        new JsonPlanReport(),
        new JsonReadinessReport(),
        new JsonMigrationReport(),
        new JsonFindingReport(),
        new JsonParallelRunReport(),
        new JsonInventoryReport(),
        new JsonGapReport(),
        new JsonMaturityReport(),
    ];
}
