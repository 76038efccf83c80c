using System.Text.Json;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Reports;

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
