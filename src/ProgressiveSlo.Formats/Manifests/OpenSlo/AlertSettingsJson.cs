using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>How alerts are named and labelled, as one line of JSON in an annotation: OpenSLO has no field for it.</summary>
internal static class AlertSettingsJson
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The settings; none, with a loss noted, when the text is not ours.</summary>
    public static AlertSettings Read(string? text, OpenSloContext context)
    {
        if (text is null)
            return AlertSettings.None;
        var problems = new ProblemList("");
        try
        {
            // JSON is YAML, and the keys are those of slo.dev/v1.
            if (YamlLoader.Load(text, "", YamlLimits.Default) is [var root] && MapReader.Open(root, "", problems) is { } map)
            {
                var settings = AlertSettingsYaml.Read(map, problems);
                map.RefuseOthers();
                if (!problems.Any)
                    return settings;
            }
        }
        catch (SloDocumentException)
        {
            // Said below.
        }

        context.Lose("metadata.annotations." + OpenSloWords.AlertSettingsKey, "The settings of alerts are not written as this module writes them");
        return AlertSettings.None;
    }

    /// <summary>The text; null when there is nothing to say.</summary>
    public static string? Write(AlertSettings settings)
    {
        if (settings.Equals(AlertSettings.None))
            return null;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, _options))
        {
            json.WriteStartObject();
            Body(json, settings);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Body(Utf8JsonWriter json, AlertSettings settings)
    {
        if (settings.Name is { } name)
            json.WriteString("name", name);
        if (settings.Absent is { } absent)
            json.WriteBoolean("absent", absent);
        if (settings.AbsentName is { } absentName)
            json.WriteString("absentName", absentName);
        if (settings.MinimumBadEvents is { } fewest)
            json.WriteNumber("minimumBadEvents", fewest);
        Texts(json, "labels", settings.Labels);
        Texts(json, "annotations", settings.Annotations);
        if (settings.Severities.Count == 0)
            return;
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
