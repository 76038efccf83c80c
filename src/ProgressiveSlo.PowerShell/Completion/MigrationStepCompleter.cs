using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Roadmap;

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
            Bound(fakeBoundParameters, "Migration") as SloMigration
            ?? FromFile(Bound(fakeBoundParameters, "Path") ?? Bound(fakeBoundParameters, "LiteralPath"));
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

    // Completion never fails: a file that is not there, or is not a migration, offers nothing.
    private static SloMigration? FromFile(object? path)
    {
        if (path is null)
            return null;
        try
        {
            using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
            shell
                .AddScript("$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])")
                .AddArgument(path.ToString());
            return shell.Invoke<string>().FirstOrDefault() is { } full ? MigrationReader.ReadFile(full, full) : null;
        }
        catch (Exception e) when (e is SloDocumentException or RuntimeException)
        {
            return null;
        }
    }

    private static object? Bound(IDictionary parameters, string name)
    {
        var value = parameters.Contains(name) ? parameters[name] : null;
        value = value is PSObject wrapped ? wrapped.BaseObject : value;
        return value is object[] { Length: > 0 } several ? several[0] : value;
    }
}
