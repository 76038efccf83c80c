using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Completes steps of a migration.</summary>
[Cmdlet(VerbsLifecycle.Complete, "SloMigrationStep", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloMigration))]
public sealed class CompleteSloMigrationStepCommand : MigrationStepCommand
{
    /// <summary>Ids of steps.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MigrationStepCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>What shows that they are done.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Evidence { get; set; }

    /// <summary>Who completes them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? By { get; set; }

    /// <summary>Complete them although a verifier does not pass, or once more.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Why that is right.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>Return the changed migration when it was changed in a file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == MigrationSet)
        {
            var migration = Migration!;
            foreach (var id in Id.SelectMany(id => Ids(id, Migration!)))
            {
                var before = migration;
                SloMigration? after = null;
                if (Guard(() => Complete(before, id, before.Name), ref after, id, null) && after is not null)
                    migration = after;
            }

            WriteObject(migration);
            return;
        }

        foreach (var file in Files())
            CompleteFile(file.Full, file.Display);
    }

    private void CompleteFile(string full, string display)
    {
        SloMigration? migration = null;
        if (!Guard(() => MigrationReader.ReadFile(full, display), ref migration, display, display))
            return;

        // Evidence takes its time: it is gathered before others have to wait for the file.
        if (Id.SelectMany(id => Find(id, migration!)).Any(s => s.Verification.Count > 0))
            _ = Gathered;
        SloMigration? changed = null;
        foreach (var id in Id.SelectMany(id => Ids(id, migration!)))
            Guard(() => MigrationStore.Change(full, display, m => Complete(m, id, display)), ref changed, id, display);
        if (changed is not null && PassThru)
            WriteObject(changed);
    }

    private SloMigration? Complete(SloMigration migration, string id, string target)
    {
        var step = migration.Steps.FirstOrDefault(s => s.Id == id) ?? throw new SloValidationException("Id", $"The step '{id}' is not there any more", "Look again: somebody else has changed the migration");
        var done = MigrationProgress.Complete(migration, step, new StepCompletion(PersonArgument.Resolve(By), Clock.UtcNow)
        {
            Evidence = Evidence,
            Verification = step.Verification.Count > 0 ? Gathered : MigrationEvidence.None,
            Force = Force,
            Reason = Reason,
        });
        var action = step.IsGate ? $"Complete '{id}': the migration goes from {migration.CurrentPhase} to {done.CurrentPhase}" : $"Complete '{id}' ({step.Text})";
        return ShouldProcess(PrintableText.Escape(target), PrintableText.Escape(action)) ? done : null;
    }

    private string[] Ids(string id, SloMigration migration)
    {
        var steps = Find(id, migration).Select(s => s.Id).ToArray();
        if (steps.Length > 0 || WildcardPattern.ContainsWildcardCharacters(id))
            return steps;
        var near = Spelling.Nearest(id, migration.Steps.Select(s => s.Id));
        var error = new SloValidationException("Id", $"There is no step '{ServiceName.Printable(id)}' in the migration '{PrintableText.Escape(migration.Name)}'", near is null ? "Get-SloMigrationStep lists the ids" : $"Perhaps '{near}' is meant");
        WriteItemError(error, "SloMigrationStepNotFound", ErrorCategory.ObjectNotFound, id);
        return steps;
    }

    // Wildcards stand for what is still to be done, and for no gate but the one that is next.
    private static IEnumerable<MigrationStep> Find(string id, SloMigration migration)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(id))
            return migration.Steps.Where(s => string.Equals(s.Id, id, StringComparison.OrdinalIgnoreCase));
        var pattern = WildcardPattern.Get(id, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return migration.Steps.Where(s => s.State == StepState.Open && pattern.IsMatch(s.Id) && (!s.IsGate || s.Phase == migration.CurrentPhase));
    }

    private bool Guard<T>(Func<T?> action, ref T? result, object target, string? file)
        where T : class
    {
        try
        {
            result = action() ?? result;
            return true;
        }
        catch (SloValidationException e)
        {
            WriteItemError(e, "SloMigrationStep", target);
        }
        catch (SloDocumentException e)
        {
            WriteItemError(e, "SloMigrationInvalidFile", ErrorCategory.InvalidData, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteItemError(new IOException($"The migration '{PrintableText.Escape(file ?? "")}' cannot be changed: {e.Message}", e), "SloMigrationWriteFailed", ErrorCategory.WriteError, target);
        }

        return false;
    }
}
