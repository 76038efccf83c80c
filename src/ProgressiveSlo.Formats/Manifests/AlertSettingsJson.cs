using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>
/// Alert settings as one line of JSON, in the words of slo.dev/v1: for one label or annotation of formats that have no field for them.
/// </summary>
internal static class AlertSettingsJson
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text; null when there is nothing to say.</summary>
    public static string? Write(AlertSettings settings)
    {
        if (settings.Equals(AlertSettings.None))
            return null;
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
            Time(json, AlertSettingsYaml.ForKey, settings.For);
            Time(json, AlertSettingsYaml.KeepFiringForKey, settings.KeepFiringFor);
            if (settings.Group is { } group)
            {
                json.WriteStartObject("group");
                Time(json, AlertSettingsYaml.IntervalKey, group.Interval);
                Time(json, AlertSettingsYaml.QueryOffsetKey, group.QueryOffset);
                Texts(json, "labels", group.Labels);
                json.WriteEndObject();
            }

            Texts(json, "labels", settings.Labels);
            Texts(json, "annotations", settings.Annotations);
            if (settings.Severities.Count > 0)
            {
                json.WriteStartArray("severities");
                foreach (var severity in settings.Severities)
                {
                    json.WriteStartObject();
                    json.WriteString("severity", severity.Severity);
                    Time(json, AlertSettingsYaml.ForKey, severity.For);
                    Time(json, AlertSettingsYaml.KeepFiringForKey, severity.KeepFiringFor);
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
        var problems = new ProblemList("");
        try
        {
            // JSON is YAML, and the keys are those of slo.dev/v1.
            if (YamlLoader.Load(text, "", DocumentLimits.Default) is not [var root] || MapReader.Open(root, "", problems) is not { } map)
                return null;
            var settings = AlertSettingsYaml.Read(map, problems);
            map.ReportUnknownKeys();
            return problems.Any ? null : settings;
        }
        catch (SloDocumentException)
        {
            return null;
        }
    }

    private static void Text(Utf8JsonWriter json, string key, string? value)
    {
        if (value is not null)
            json.WriteString(key, value);
    }

    private static void Time(Utf8JsonWriter json, string key, TimeSpan? time)
    {
        if (time is { } value)
            json.WriteString(key, PrometheusDuration.Format(value));
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
}
