using System;
using System.Collections.Generic;
using System.Text.Json;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>A readiness result as JSON.</summary>
public sealed class JsonReadinessReport : JsonReport<ReadinessResult>
{
    /// <inheritdoc/>
    protected override void WriteProperties(ReadinessResult result, Utf8JsonWriter json)
    {
        json.WriteString("Service", result.Service);
        json.WriteString("Phase", result.Phase);
        json.WriteString("NextPhase", result.NextPhase);
        json.WriteBoolean("Ready", result.Ready);
        json.WriteString("Verdict", result.Verdict);
        json.WriteStartArray("Checks");
        foreach (var check in result.Checks)
            Write(check, json);
        json.WriteEndArray();
        Write("Issues", result.Issues, json);
        Write("Advice", result.Advice, json);
        json.WriteString("EvaluatedAt", UtcTime.Text(result.EvaluatedAt));
    }

    private static void Write(ReadinessCheck check, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("Name", check.Name);
        json.WriteString("Status", check.Status);
        Write("Actual", check.Actual, json);
        Write("Target", check.Target, json);
        json.WriteString("Unit", check.Unit);
        json.WriteString("Message", check.Message);
        JsonChallenge.Write("Challenge", check.Challenge, json);
        json.WriteEndObject();
    }

    private static void Write(string name, double? value, Utf8JsonWriter json)
    {
        if (value is { } number)
            json.WriteNumber(name, NumberText.Exact(number));
        else
            json.WriteNull(name);
    }

    private static void Write(string name, IReadOnlyList<string> texts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
