using System.Text.Json;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.PromQL;
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
        List(
            "Phases",
            migration.Phases,
            json,
            p =>
            {
                json.WriteString("Name", p.Name);
                json.WriteNumber("Order", p.Order);
                json.WriteString("Weeks", p.Weeks);
                json.WriteString("StartDate", UtcTime.DateText(p.StartDate));
                json.WriteString("EndDate", p.EndDate is { } end ? UtcTime.DateText(end) : null);
                Texts("Objectives", p.Objectives, json);
                Texts("Gate", p.Gate, json);
            }
        );
        List("Services", migration.Services, json, s => Service(s, json));
        List(
            "Pilots",
            migration.Pilots,
            json,
            p =>
            {
                json.WriteString("Service", p.Service);
                json.WriteString("Tier", p.Tier);
                Texts("Reasons", p.Reasons, json);
            }
        );
        List(
            "Waves",
            migration.Waves,
            json,
            w =>
            {
                json.WriteNumber("Number", w.Number);
                json.WriteString("Tier", w.Tier);
                json.WriteString("StartDate", UtcTime.DateText(w.StartDate));
                json.WriteString("EndDate", UtcTime.DateText(w.EndDate));
                Texts("Services", w.Services, json);
            }
        );
        List(
            "Burndown",
            migration.Burndown,
            json,
            w =>
            {
                json.WriteNumber("Week", w.Week);
                json.WriteString("EndDate", UtcTime.DateText(w.EndDate));
                json.WriteNumber("Planned", w.Planned);
                Number("Actual", w.Actual, json);
            }
        );
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
        json.WriteString("Note", step.Note);
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
        json.WriteString("Note", change.Note);
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

/// <summary>A parallel run as JSON; <see cref="ProgressiveSlo.Formats.Migration.ParallelRun.ParallelRunFile"/> reads it again.</summary>
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

    private static void Write(string name, TimeSpan? value, Utf8JsonWriter json) =>
        json.WriteString(name, value is { } window ? PrometheusDuration.Format(window) : null);
}

/// <summary>Gaps as JSON; the challenges stand once beside them.</summary>
public sealed class JsonGapReport : JsonJointReport<SloGap>
{
    /// <inheritdoc/>
    protected override string ListName => "Gaps";

    /// <inheritdoc/>
    protected override void WriteProperties(SloGap gap, Utf8JsonWriter json)
    {
        json.WriteString("Code", gap.Code);
        json.WriteString("Severity", gap.Severity.ToString());
        json.WriteString("Message", gap.Message);
        json.WriteString("Service", gap.Service);
        json.WriteString("Tier", gap.Tier);
        json.WriteString("Owner", gap.Owner);
        json.WriteString("Name", gap.Name);
        json.WriteString("Path", gap.Path);
        json.WriteNumber("Line", gap.Line);
        json.WriteString("Guidance", gap.Guidance);
        json.WriteString("Challenge", gap.Challenge?.Name);
        json.WriteString("Cmdlet", gap.Cmdlet);
    }

    /// <inheritdoc/>
    protected override void WriteShared(IReadOnlyList<SloGap> items, Utf8JsonWriter json)
    {
        json.WriteStartArray("Challenges");
        foreach (var challenge in items.Select(g => g.Challenge).OfType<Challenge>().GroupBy(c => c.Name))
            JsonChallenge.Write(challenge.First(), json);
        json.WriteEndArray();
    }
}

/// <summary>Maturity by tier as JSON.</summary>
public sealed class JsonMaturityReport : JsonJointReport<SloMaturity>
{
    /// <inheritdoc/>
    protected override string ListName => "Maturity";

    /// <inheritdoc/>
    protected override void WriteProperties(SloMaturity row, Utf8JsonWriter json)
    {
        json.WriteString("Tier", row.Tier);
        json.WriteNumber("Services", row.Services);
        json.WriteNumber("WithSlo", row.WithSlo);
        json.WriteNumber("WithLatencySlo", row.WithLatencySlo);
        json.WriteNumber("WithBurnRateAlerts", row.WithBurnRateAlerts);
        json.WriteNumber("Managed", row.Managed);
        json.WriteNumber("Errors", row.Errors);
        json.WriteNumber("Warnings", row.Warnings);
        json.WriteNumber("Informations", row.Informations);
        json.WriteString("Level", row.Level);
        if (row.Score is { } score)
            json.WriteNumber("Score", decimal.Round(score, 4));
        else
            json.WriteNull("Score");
        json.WriteString("Next", row.Next);
    }
}
