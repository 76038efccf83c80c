using System;
using System.Text.Json;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>A plan as JSON.</summary>
public sealed class JsonPlanReport : JsonReport<SloPlan>
{
    /// <inheritdoc/>
    protected override void WriteProperties(SloPlan plan, Utf8JsonWriter json)
    {
        json.WriteString("Service", plan.Service);
        json.WriteString("Namespace", plan.Namespace);
        json.WriteString("Tier", plan.Tier);
        json.WriteString("Owner", plan.Owner);
        json.WriteString("Profile", plan.Profile);
        json.WriteString("StartDate", UtcTime.DateText(plan.StartDate));
        json.WriteNumber("TotalDurationDays", plan.TotalDurationDays);
        json.WriteString("CurrentPhase", plan.CurrentPhase);
        json.WriteString("Window", PrometheusDuration.Format(plan.Window));
        json.WriteStartArray("Phases");
        foreach (var phase in plan.Phases)
            Write(phase, json);
        json.WriteEndArray();
        json.WriteStartArray("History");
        foreach (var entry in plan.History)
            Write(entry, json);
        json.WriteEndArray();
    }

    private static void Write(PlannedPhase phase, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("Name", phase.Name);
        json.WriteNumber("Order", phase.Order);
        json.WriteString("Description", phase.Description);
        json.WriteString("StartDate", UtcTime.DateText(phase.StartDate));
        json.WriteString("EndDate", phase.EndDate is { } end ? UtcTime.DateText(end) : null);
        if (phase.DurationDays is { } days)
            json.WriteNumber("DurationDays", days);
        else
            json.WriteNull("DurationDays");
        json.WriteStartObject("Targets");
        json.WriteNumber("Availability", phase.Targets.Availability);
        json.WriteNumber("LatencyP95Milliseconds", NumberText.Exact(phase.Targets.LatencyP95Milliseconds));
        json.WriteNumber("LatencyP99Milliseconds", NumberText.Exact(phase.Targets.LatencyP99Milliseconds));
        json.WriteEndObject();
        json.WriteStartArray("Objectives");
        foreach (var objective in phase.Objectives)
            json.WriteStringValue(objective);
        json.WriteEndArray();
        json.WriteStartArray("SuccessCriteria");
        foreach (var criterion in phase.SuccessCriteria)
            Write(criterion, json);
        json.WriteEndArray();
        json.WriteStartArray("Alerting");
        foreach (var alert in phase.Alerting)
            Write(alert, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(SuccessCriterion criterion, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("Text", criterion.Text);
        json.WriteString("VerifiedBy", criterion.VerifiedBy);
        if (criterion.Days is { } days)
            json.WriteNumber("Days", days);
        else
            json.WriteNull("Days");
        json.WriteBoolean("Completed", criterion.Completed);
        json.WriteString("Evidence", criterion.Evidence);
        json.WriteString("By", criterion.By);
        json.WriteString("At", criterion.At is { } at ? UtcTime.Text(at) : null);
        json.WriteEndObject();
    }

    private static void Write(BurnRateAlert alert, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("Severity", alert.Severity);
        json.WriteString("LongWindow", PrometheusDuration.Format(alert.LongWindow));
        json.WriteString("ShortWindow", PrometheusDuration.Format(alert.ShortWindow));
        json.WriteNumber("BurnRate", alert.BurnRate);
        json.WriteEndObject();
    }

    private static void Write(PlanHistoryEntry entry, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("From", entry.From);
        json.WriteString("To", entry.To);
        json.WriteString("At", UtcTime.Text(entry.At));
        json.WriteString("By", entry.By);
        json.WriteString("Verdict", entry.Verdict);
        json.WriteString("EvidenceDigest", entry.EvidenceDigest);
        json.WriteString("Reason", entry.Reason);
        json.WriteEndObject();
    }
}
