using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.PowerShell.Arguments;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>
/// Completes what steps are chosen by, from the migration that is bound already; phases and sections of the built-in checklist where there
/// is none.
/// </summary>
internal sealed class MigrationStepCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var migration =
            fakeBoundParameters.Bound("Migration") as SloMigration
            ?? FromFile(fakeBoundParameters.Bound("Path") ?? fakeBoundParameters.Bound("LiteralPath"));
        if (migration is null)
        {
            var checklist = BuiltInChecklists.Default;
            return CompletionWords.Complete(
                wordToComplete,
                parameterName switch
                {
                    "Phase" => checklist.Phases.Select(p => p.Name),
                    "Section" => checklist.Sections.Select(s => s.Name).Append(MigrationStep.GateSection),
                    _ => [],
                }
            );
        }

        var completes = commandName.StartsWith("Complete", StringComparison.OrdinalIgnoreCase);
        return parameterName == "Id"
            ? CompletionWords.Complete(
                wordToComplete,
                migration
                    .Steps.Where(s => !completes || s.State == StepState.Open)
                    .Select(s => new KeyValuePair<string, string>(s.Id, s.Text))
            )
            : CompletionWords.Complete(
                wordToComplete,
                migration
                    .Steps.Select(s =>
                        parameterName switch
                        {
                            "Phase" => s.Phase,
                            "Section" => s.Section,
                            "Owner" => s.Owner,
                            _ => s.Service,
                        }
                    )
                    .OfType<string>()
                    .Distinct()
            );
    }

    private static SloMigration? FromFile(object? path) =>
        path is null ? null : CompletionFiles.Read(path.ToString()!, full => MigrationReader.ReadFile(full, full));
}
