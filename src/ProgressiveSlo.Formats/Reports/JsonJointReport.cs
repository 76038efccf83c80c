using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>A JSON report of many objects of one type: one object with a list of them, and what they share once.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class JsonJointReport<T> : JointReport
    where T : class
{
    /// <inheritdoc/>
    public sealed override ReportFormat Format => ReportFormat.Json;

    /// <summary>Name of the list.</summary>
    protected abstract string ListName { get; }

    /// <inheritdoc/>
    public sealed override bool Accepts(object subject) => subject is T;

    /// <inheritdoc/>
    public sealed override void WriteAll(IReadOnlyList<object> subjects, TextWriter output) => JsonText.Write(output, json =>
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
    });

    /// <summary>Writes the properties of one object.</summary>
    /// <param name="item">The object.</param>
    /// <param name="json">Stands inside the object.</param>
    protected abstract void WriteProperties(T item, Utf8JsonWriter json);

    /// <summary>Writes what the objects share, beside the list.</summary>
    /// <param name="items">All objects.</param>
    /// <param name="json">Stands inside the document's object.</param>
    protected virtual void WriteShared(IReadOnlyList<T> items, Utf8JsonWriter json)
    {
    }
}
