using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Alert settings as one line of JSON, in the words of slo.dev/v1: for one label.</summary>
internal static class AlertSettingsJson
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(AlertSettings settings)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, _options))
        {
            json.WriteStartObject();
            Text(json, "name", settings.Name);
            if (settings.Absent is { } absent)
                json.WriteBoolean("absent", absent);
            Text(json, "absentName", settings.AbsentName);
            if (settings.MinimumBadEvents is { } fewest)
                json.WriteNumber("minimumBadEvents", fewest);
            Texts(json, "labels", settings.Labels);
            Texts(json, "annotations", settings.Annotations);
            if (settings.Severities.Count > 0)
            {
                json.WriteStartArray("severities");
                foreach (var severity in settings.Severities)
                {
                    json.WriteStartObject();
                    json.WriteString("severity", severity.Severity);
                    Texts(json, "labels", severity.Labels);
                    Texts(json, "annotations", severity.Annotations);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads them back; null when the text is not what <see cref="Write"/> makes.</summary>
    public static AlertSettings? TryRead(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return new AlertSettings
            {
                Name = Text(root, "name"),
                Absent = root.TryGetProperty("absent", out var absent) ? absent.GetBoolean() : null,
                AbsentName = Text(root, "absentName"),
                MinimumBadEvents = root.TryGetProperty("minimumBadEvents", out var fewest) ? fewest.GetInt32() : null,
                Labels = Texts(root, "labels"),
                Annotations = Texts(root, "annotations"),
                Severities = root.TryGetProperty("severities", out var severities)
                    ? severities.EnumerateArray().Select(s => new SeverityAlerts(Text(s, "severity") ?? "", Texts(s, "labels"), Texts(s, "annotations"))).ToArray()
                    : [],
            };
        }
        catch (System.Exception e) when (e is JsonException or System.InvalidOperationException or System.FormatException)
        {
            return null;
        }
    }

    private static void Text(Utf8JsonWriter json, string key, string? value)
    {
        if (value is not null)
            json.WriteString(key, value);
    }

    private static void Texts(Utf8JsonWriter json, string key, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
            return;
        json.WriteStartObject(key);
        foreach (var text in texts)
            json.WriteString(text.Key, text.Value);
        json.WriteEndObject();
    }

    private static string? Text(JsonElement element, string key) => element.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static Dictionary<string, string> Texts(JsonElement element, string key)
    {
        var texts = new Dictionary<string, string>();
        if (element.TryGetProperty(key, out var map))
        {
            foreach (var property in map.EnumerateObject())
                texts[property.Name] = property.Value.GetString() ?? "";
        }

        return texts;
    }
}
