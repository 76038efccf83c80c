using System.Text.Json;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Readiness;
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
        json.WriteString("Basis", entry.Basis);
        json.WriteString("EvidenceDigest", entry.EvidenceDigest);
        json.WriteStartArray("Exclusions");
        foreach (var exclusion in entry.Exclusions)
        {
            json.WriteStartObject();
            json.WriteString("From", UtcTime.Text(exclusion.From));
            json.WriteString("To", UtcTime.Text(exclusion.To));
            json.WriteString("Reason", exclusion.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("Reason", entry.Reason);
        json.WriteEndObject();
    }
}

/// <summary>A readiness result as JSON.</summary>
public sealed class JsonReadinessReport : JsonReport<ReadinessResult>
{
    /// <inheritdoc/>
    protected override void WriteProperties(ReadinessResult result, Utf8JsonWriter json)
    {
        json.WriteString("Service", result.Service);
        json.WriteString("Namespace", result.Namespace);
        json.WriteString("Phase", result.Phase);
        json.WriteString("NextPhase", result.NextPhase);
        json.WriteBoolean("Ready", result.Ready);
        json.WriteString("Verdict", result.Verdict);
        json.WriteString("Basis", result.Basis);
        Write("Strength", result.Strength, json);
        json.WriteString("EarliestDate", result.EarliestDate is { } date ? UtcTime.DateText(date) : null);
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

/// <summary>A finding of the lint as JSON.</summary>
public sealed class JsonFindingReport : JsonReport<SloFinding>
{
    /// <inheritdoc/>
    protected override void WriteProperties(SloFinding finding, Utf8JsonWriter json)
    {
        json.WriteString("Code", finding.Code);
        json.WriteString("Severity", finding.Severity.ToString());
        json.WriteString("Message", finding.Message);
        json.WriteString("Path", finding.Path);
        json.WriteNumber("Line", finding.Line);
        json.WriteNumber("Column", finding.Column);
        json.WriteString("Field", finding.Field);
        json.WriteString("Guidance", finding.Guidance);
        json.WriteString("Service", finding.Service);
        json.WriteString("Definition", finding.Definition);
        JsonChallenge.Write("Challenge", finding.Challenge, json);
    }
}
