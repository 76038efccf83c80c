using System;
using System.Text.Json;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>An inventory as JSON. The rules behind an item stay where they are: path and line lead there.</summary>
public sealed class JsonInventoryReport : JsonJointReport<SloInventoryItem>
{
    /// <inheritdoc/>
    protected override string ListName => "Inventory";

    /// <inheritdoc/>
    protected override void WriteProperties(SloInventoryItem item, Utf8JsonWriter json)
    {
        json.WriteString("Service", item.Service);
        json.WriteString("Namespace", item.Namespace);
        json.WriteString("Name", item.Name);
        json.WriteString("Measure", item.Measure.ToString());
        json.WriteString("Method", item.Method.ToString());
        Write("Target", item.Target, json);
        Write("Window", item.Window, json);
        json.WriteStartArray("AlertWindows");
        foreach (var alert in item.AlertWindows)
            Write(alert, json);
        json.WriteEndArray();
        json.WriteBoolean("HandWritten", item.HandWritten);
        json.WriteString("Format", item.Format);
        json.WriteString("Path", item.Path);
        json.WriteNumber("Line", item.Line);
        json.WriteString("Query", item.Query);
        json.WriteString("Owner", item.Owner);
        json.WriteString("Certainty", item.Certainty.ToString());
        json.WriteString("Reason", item.Reason);
    }

    private static void Write(InventoryAlert alert, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("Name", alert.Name);
        json.WriteString("Severity", alert.Severity);
        Write("LongWindow", alert.LongWindow, json);
        Write("ShortWindow", alert.ShortWindow, json);
        Write("BurnRate", alert.BurnRate, json);
        Write("Threshold", alert.Threshold, json);
        json.WriteNumber("Line", alert.Line);
        json.WriteEndObject();
    }

    private static void Write(string name, decimal? value, Utf8JsonWriter json)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static void Write(string name, TimeSpan? value, Utf8JsonWriter json) => json.WriteString(name, value is { } window ? PrometheusDuration.Format(window) : null);
}
