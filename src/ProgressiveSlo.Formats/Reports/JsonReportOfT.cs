using System;
using System.Text.Json;

namespace ProgressiveSlo.Formats.Reports;

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
