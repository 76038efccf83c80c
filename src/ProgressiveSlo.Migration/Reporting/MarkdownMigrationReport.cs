using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Migration.Reporting;

/// <summary>
/// A migration as Markdown: where it stands, pilots and waves, the burndown, the checklist with evidence, and what helps now.
/// </summary>
public sealed class MarkdownMigrationReport : IReportWriter
{
    /// <inheritdoc/>
    public ReportFormat Format => ReportFormat.Markdown;

    /// <inheritdoc/>
    public bool Accepts(object subject) => subject is SloMigration;

    /// <inheritdoc/>
    public void Write(object subject, TextWriter output)
    {
        var migration = (SloMigration)subject;
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        WriteFacts(migration, output);
        WritePhases(migration, output);
        WritePilots(migration, output);
        WriteWaves(migration, output);
        WriteBurndown(migration, output);
        MarkdownMigrationChecklist.Write(migration, output);
        var now = migration.Steps.Where(s => s.Phase == migration.CurrentPhase && s.State == StepState.Open && s.Challenge is not null);
        MarkdownChallenges.Write(now.Select(s => (s.Text, s.Challenge)), output);
        WriteHistory(migration, output);
    }

    private static void WriteFacts(SloMigration migration, TextWriter output)
    {
        var migrated = migration.Services.Count(s => s.Migrated);
        output.Write($"# SLO migration: {MarkdownText.Escape(migration.Name)}\n\n");
        if (migration.Owner is { } owner)
            output.Write($"- Owner: {MarkdownText.Escape(owner)}\n");
        output.Write($"- Start: {UtcTime.DateText(migration.StartDate)}\n");
        output.Write($"- Current phase: {MarkdownText.Escape(migration.CurrentPhase)}\n");
        output.Write(
            $"- Migrated: {NumberText.Plain(migrated)} of {NumberText.Plain(migration.Services.Count)} services "
                + $"({Percent(migration.MigratedShare)})\n"
        );
        output.Write(
            $"- Steps done: {NumberText.Plain(migration.Steps.Count(s => s.State == StepState.Done))} "
                + $"of {NumberText.Plain(migration.Steps.Count)}\n"
        );
        if (migration.History.Count > 0)
            output.Write($"- Last change: {UtcTime.Text(migration.History.Max(h => h.At))}\n");
        foreach (var remark in migration.Remarks)
            output.Write($"- Note: {MarkdownText.Escape(remark)}\n");
    }

    private static void WritePhases(SloMigration migration, TextWriter output)
    {
        output.Write("\n## Phases\n\n");
        MarkdownTable.Write(
            ["Phase", "Weeks:", "Start", "End", "Steps done:", "Gate"],
            migration.Phases.Select(p =>
            {
                var steps = migration.Steps.Where(s => s.Phase == p.Name && !s.IsGate).ToArray();
                var gate = migration.Steps.FirstOrDefault(s => s.Phase == p.Name && s.IsGate);
                return new[]
                {
                    p.Name + (p.Name == migration.CurrentPhase ? " (current)" : ""),
                    p.Weeks,
                    UtcTime.DateText(p.StartDate),
                    p.EndDate is { } end ? UtcTime.DateText(end) : "ongoing",
                    $"{NumberText.Plain(steps.Count(s => s.State == StepState.Done))} of {NumberText.Plain(steps.Length)}",
                    gate is null ? "none"
                    : gate.At is { } at ? "passed " + UtcTime.DateText(at) + (gate.Forced ? ", forced" : "")
                    : "open",
                };
            }),
            output
        );
    }

    private static void WritePilots(SloMigration migration, TextWriter output)
    {
        if (migration.Pilots.Count == 0)
            return;
        output.Write("\n## Pilots\n\n");
        MarkdownTable.Write(
            ["Service", "Tier", "Owner", "Migrated", "Why"],
            migration.Pilots.Select(p =>
            {
                var service = migration.FindService(p.Service);
                return new[] { p.Service, p.Tier, service?.Owner, State(service), string.Join("; ", p.Reasons) };
            }),
            output
        );
    }

    private static void WriteWaves(SloMigration migration, TextWriter output)
    {
        if (migration.Waves.Count == 0)
            return;
        output.Write("\n## Waves\n\n");
        MarkdownTable.Write(
            ["Wave:", "Tier", "Start", "End", "Migrated:", "Services"],
            migration.Waves.Select(w =>
                new[]
                {
                    NumberText.Plain(w.Number),
                    w.Tier ?? "no tier",
                    UtcTime.DateText(w.StartDate),
                    UtcTime.DateText(w.EndDate),
                    $"{NumberText.Plain(w.Services.Count(s => migration.FindService(s)!.Migrated))} "
                        + $"of {NumberText.Plain(w.Services.Count)}",
                    string.Join(", ", w.Services),
                }
            ),
            output
        );
    }

    private static void WriteBurndown(SloMigration migration, TextWriter output)
    {
        output.Write("\n## Burndown\n\nServices that are not migrated at the end of each week.\n\n");
        MarkdownTable.Write(
            ["Week:", "Until", "Planned:", "Actual:", "Behind:"],
            migration.Burndown.Select(w =>
                new[]
                {
                    NumberText.Plain(w.Week),
                    UtcTime.DateText(w.EndDate),
                    NumberText.Plain(w.Planned),
                    w.Actual is { } actual ? NumberText.Plain(actual) : "",
                    w.Actual is { } done && done > w.Planned ? NumberText.Plain(done - w.Planned) : "",
                }
            ),
            output
        );
    }

    private static void WriteHistory(SloMigration migration, TextWriter output)
    {
        if (migration.History.Count == 0)
            return;
        output.Write("\n## History\n\n");
        MarkdownTable.Write(
            ["When", "Step", "By", "How", "Reason"],
            migration.History.Select(h =>
                new[]
                {
                    UtcTime.Text(h.At),
                    h.Step,
                    h.By,
                    h.Forced ? "forced"
                    : h.Verified ? "verified"
                    : "attested",
                    h.Reason,
                }
            ),
            output
        );
    }

    private static string State(MigrationService? service) =>
        service?.MigratedAt is { } at ? UtcTime.DateText(at)
        : service?.Migrated == true ? "before"
        : "";

    // Rounded down: 99.6 % of the services are not all.
    private static string Percent(decimal share) => NumberText.Percent(Math.Floor(share * 100m) / 100m, 0);
}

/// <summary>Writes the checklist of a migration: each step of each phase and section, with its evidence.</summary>
internal static class MarkdownMigrationChecklist
{
    public static void Write(SloMigration migration, TextWriter output)
    {
        output.Write("\n## Checklist\n");
        foreach (var phase in migration.Phases)
        {
            foreach (var section in migration.Steps.Where(s => s.Phase == phase.Name).GroupBy(s => s.Section))
            {
                output.Write($"\n### {MarkdownText.Escape(phase.Name)}: {MarkdownText.Escape(section.Key)}\n\n");
                foreach (var step in section)
                    output.Write(Line(step) + "\n");
            }
        }
    }

    private static string Line(MigrationStep step)
    {
        var subject = step.Service ?? (step.Wave is { } wave ? WaveText(wave) : null);
        var text =
            $"- [{(step.State == StepState.Done ? 'x' : ' ')}] "
            + $"{MarkdownText.Escape(step.Text)}{(subject is null ? "" : ", " + MarkdownText.Escape(subject))}";
        if (step.State == StepState.Open)
            return text
                + (step.Owner is null ? "" : $" ({MarkdownText.Escape(step.Owner)})")
                + (step.Cmdlet is null ? "" : ": " + MarkdownText.Escape(step.Cmdlet));
        var how = step.Forced ? $"forced: {MarkdownText.Escape(step.Reason)}" : MarkdownText.Escape(step.Evidence);
        return $"{text} ({how}; {MarkdownText.Escape(step.By)}, {(step.At is { } at ? UtcTime.DateText(at) : "")})";
    }

    private static string WaveText(int wave) => "wave " + wave.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
