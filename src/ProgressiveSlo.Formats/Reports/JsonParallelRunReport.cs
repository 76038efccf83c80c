using System;
using System.Collections.Generic;
using System.Text.Json;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>A parallel run as JSON; <see cref="Migration.ParallelRunFile"/> reads it again.</summary>
public sealed class JsonParallelRunReport : JsonReport<ParallelRunResult>
{
    /// <inheritdoc/>
    protected override void WriteProperties(ParallelRunResult run, Utf8JsonWriter json)
    {
        json.WriteString("Service", run.Service);
        json.WriteString("Name", run.Name);
        json.WriteString("Verdict", run.Verdict.ToString());
        json.WriteBoolean("Agrees", run.Agrees);
        json.WriteString("From", UtcTime.Text(run.From));
        json.WriteString("To", UtcTime.Text(run.To));
        json.WriteString("Step", PrometheusDuration.Format(run.Step));
        json.WriteNumber("Intervals", run.Intervals);
        json.WriteNumber("Compared", run.Compared);
        json.WriteNumber("Idle", run.Idle);
        json.WriteNumber("OnlyManual", run.OnlyManual);
        json.WriteNumber("OnlyAutomated", run.OnlyAutomated);
        json.WriteNumber("Missing", run.Missing);
        json.WriteNumber("Coverage", run.Coverage);
        Object("Sli", run.Sli, json, Write);
        Object("Budget", run.Budget, json, Write);
        Object("Alerts", run.Alerts, json, Write);
        json.WriteString("ManualQuery", run.ManualQuery);
        json.WriteString("AutomatedQuery", run.AutomatedQuery);
        Object("Tolerance", run.Tolerance, json, Write);
        List("Reasons", run.Reasons, json, Write);
    }

    private static void Write(SliDifference sli, Utf8JsonWriter json)
    {
        json.WriteNumber("Mean", sli.Mean);
        json.WriteNumber("MeanAbsolute", sli.MeanAbsolute);
        json.WriteNumber("Max", sli.Max);
        json.WriteString("MaxAt", UtcTime.Text(sli.MaxAt));
        json.WriteNumber("MaxManual", sli.MaxManual);
        json.WriteNumber("MaxAutomated", sli.MaxAutomated);
        List("Worst", sli.Worst, json, Write);
    }

    private static void Write(SliSpan span, Utf8JsonWriter json)
    {
        json.WriteString("From", UtcTime.Text(span.From));
        json.WriteString("To", UtcTime.Text(span.To));
        json.WriteNumber("Manual", span.Manual);
        json.WriteNumber("Automated", span.Automated);
        json.WriteNumber("Difference", span.Difference);
    }

    private static void Write(BudgetDifference budget, Utf8JsonWriter json)
    {
        json.WriteString("Basis", budget.Basis.ToString());
        json.WriteNumber("Target", budget.Target);
        json.WriteNumber("ManualErrorRatio", budget.ManualErrorRatio);
        json.WriteNumber("AutomatedErrorRatio", budget.AutomatedErrorRatio);
        json.WriteNumber("Manual", budget.Manual);
        json.WriteNumber("Automated", budget.Automated);
        json.WriteNumber("Difference", budget.Difference);
        json.WriteNumber("OneSided", budget.OneSided);
    }

    private static void Write(AlertDifference alerts, Utf8JsonWriter json)
    {
        List("Matched", alerts.Matched, json, Write);
        List("OnlyManual", alerts.OnlyManual, json, Write);
        List("OnlyAutomated", alerts.OnlyAutomated, json, Write);
    }

    private static void Write(AlertMatch match, Utf8JsonWriter json)
    {
        Object("Manual", match.Manual, json, Write);
        Object("Automated", match.Automated, json, Write);
        json.WriteString("LeadTime", (match.LeadTime < TimeSpan.Zero ? "-" : "") + PrometheusDuration.Format(match.LeadTime.Duration()));
    }

    private static void Write(FiringInterval alert, Utf8JsonWriter json)
    {
        json.WriteString("Name", alert.Name);
        json.WriteString("From", UtcTime.Text(alert.From));
        json.WriteString("To", UtcTime.Text(alert.To));
    }

    private static void Write(ParallelRunTolerance tolerance, Utf8JsonWriter json)
    {
        json.WriteNumber("SliDifference", tolerance.SliDifference);
        json.WriteNumber("BudgetDifference", tolerance.BudgetDifference);
        json.WriteNumber("UnmatchedAlerts", tolerance.UnmatchedAlerts);
        json.WriteString("AlertOverlap", PrometheusDuration.Format(tolerance.AlertOverlap));
        json.WriteNumber("Coverage", tolerance.Coverage);
        json.WriteNumber("Compared", tolerance.Compared);
        json.WriteString("LongestGap", PrometheusDuration.Format(tolerance.LongestGap));
        json.WriteString("LeastTime", PrometheusDuration.Format(tolerance.LeastTime));
    }

    private static void Write(ParallelRunReason reason, Utf8JsonWriter json)
    {
        json.WriteString("Code", reason.Code);
        json.WriteString("Message", reason.Message);
        json.WriteString("Guidance", reason.Guidance);
        json.WriteBoolean("IsLack", reason.IsLack);
        json.WriteBoolean("IsDifference", reason.IsDifference);
    }

    private static void Object<T>(string name, T? value, Utf8JsonWriter json, Action<T, Utf8JsonWriter> write)
        where T : class
    {
        if (value is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        write(value, json);
        json.WriteEndObject();
    }

    private static void List<T>(string name, IReadOnlyList<T> values, Utf8JsonWriter json, Action<T, Utf8JsonWriter> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            write(value, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
