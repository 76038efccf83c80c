using System;
using System.Collections.Generic;
using System.Text.Json;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>A migration as JSON.</summary>
public sealed class JsonMigrationReport : JsonReport<SloMigration>
{
    /// <inheritdoc/>
    protected override void WriteProperties(SloMigration migration, Utf8JsonWriter json)
    {
        json.WriteString("Name", migration.Name);
        json.WriteString("Owner", migration.Owner);
        json.WriteString("StartDate", UtcTime.DateText(migration.StartDate));
        json.WriteString("CurrentPhase", migration.CurrentPhase);
        json.WriteNumber("MigratedShare", decimal.Round(migration.MigratedShare, 4));
        Texts("Remarks", migration.Remarks, json);
        List("Phases", migration.Phases, json, p =>
        {
            json.WriteString("Name", p.Name);
            json.WriteNumber("Order", p.Order);
            json.WriteString("Weeks", p.Weeks);
            json.WriteString("StartDate", UtcTime.DateText(p.StartDate));
            json.WriteString("EndDate", p.EndDate is { } end ? UtcTime.DateText(end) : null);
            Texts("Objectives", p.Objectives, json);
            Texts("Gate", p.Gate, json);
        });
        List("Services", migration.Services, json, s => Service(s, json));
        List("Pilots", migration.Pilots, json, p =>
        {
            json.WriteString("Service", p.Service);
            json.WriteString("Tier", p.Tier);
            Texts("Reasons", p.Reasons, json);
        });
        List("Waves", migration.Waves, json, w =>
        {
            json.WriteNumber("Number", w.Number);
            json.WriteString("Tier", w.Tier);
            json.WriteString("StartDate", UtcTime.DateText(w.StartDate));
            json.WriteString("EndDate", UtcTime.DateText(w.EndDate));
            Texts("Services", w.Services, json);
        });
        List("Burndown", migration.Burndown, json, w =>
        {
            json.WriteNumber("Week", w.Week);
            json.WriteString("EndDate", UtcTime.DateText(w.EndDate));
            json.WriteNumber("Planned", w.Planned);
            Number("Actual", w.Actual, json);
        });
        List("Steps", migration.Steps, json, s => Step(s, json));
        List("History", migration.History, json, h => Change(h, json));
    }

    private static void Service(MigrationService service, Utf8JsonWriter json)
    {
        json.WriteString("Name", service.Name);
        json.WriteString("Namespace", service.Namespace);
        json.WriteString("Tier", service.Tier);
        json.WriteString("Owner", service.Owner);
        json.WriteBoolean("IsPilot", service.IsPilot);
        Number("Wave", service.Wave, json);
        json.WriteBoolean("MigratedBefore", service.MigratedBefore);
        json.WriteBoolean("Migrated", service.Migrated);
        json.WriteString("MigratedAt", Time(service.MigratedAt));
    }

    private static void Step(MigrationStep step, Utf8JsonWriter json)
    {
        json.WriteString("Id", step.Id);
        json.WriteString("Phase", step.Phase);
        json.WriteString("Section", step.Section);
        json.WriteString("Text", step.Text);
        json.WriteString("Scope", step.Scope.ToString());
        json.WriteString("Service", step.Service);
        Number("Wave", step.Wave, json);
        json.WriteString("Cmdlet", step.Cmdlet);
        json.WriteString("Owner", step.Owner);
        json.WriteString("State", step.State.ToString());
        json.WriteBoolean("Optional", step.Optional);
        Texts("Verification", step.Verification, json);
        json.WriteString("Evidence", step.Evidence);
        json.WriteString("By", step.By);
        json.WriteString("At", Time(step.At));
        json.WriteBoolean("Forced", step.Forced);
        json.WriteString("Reason", step.Reason);
        JsonChallenge.Write("Challenge", step.Challenge, json);
    }

    private static void Change(MigrationChange change, Utf8JsonWriter json)
    {
        json.WriteString("Step", change.Step);
        json.WriteString("At", Time(change.At));
        json.WriteString("By", change.By);
        json.WriteString("Evidence", change.Evidence);
        json.WriteBoolean("Verified", change.Verified);
        json.WriteBoolean("Forced", change.Forced);
        json.WriteString("Reason", change.Reason);
    }

    private static string? Time(DateTime? time) => time is { } at ? UtcTime.Text(at) : null;

    private static void Number(string name, int? value, Utf8JsonWriter json)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static void Texts(string name, IReadOnlyList<string> texts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void List<T>(string name, IReadOnlyList<T> items, Utf8JsonWriter json, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
