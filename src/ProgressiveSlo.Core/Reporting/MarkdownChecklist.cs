using System.IO;
using System.Linq;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Reporting;

/// <summary>Writes the checklist of a migration: each step of each phase and section, with its evidence.</summary>
internal static class MarkdownChecklist
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
        var text = $"- [{(step.State == StepState.Done ? 'x' : ' ')}] {MarkdownText.Escape(step.Text)}{(subject is null ? "" : ", " + MarkdownText.Escape(subject))}";
        if (step.State == StepState.Open)
            return text + (step.Owner is null ? "" : $" ({MarkdownText.Escape(step.Owner)})") + (step.Cmdlet is null ? "" : ": " + MarkdownText.Escape(step.Cmdlet));
        var how = step.Forced ? $"forced: {MarkdownText.Escape(step.Reason)}" : MarkdownText.Escape(step.Evidence);
        return $"{text} ({how}; {MarkdownText.Escape(step.By)}, {(step.At is { } at ? UtcTime.DateText(at) : "")})";
    }

    private static string WaveText(int wave) => "wave " + wave.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
