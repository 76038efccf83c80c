using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Migration.Verification;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Completes steps of a migration.</summary>
[Cmdlet(VerbsLifecycle.Complete, "SloMigrationStep", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloMigration))]
public sealed class CompleteSloMigrationStepCommand : MigrationStepCmdlet
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
    public string? Note { get; set; }

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
                migration = TryGet(MigrationErrors.Step, id, () => Confirmed(before, id, Question(id, before.Name))) ?? migration;
            }

            WriteObject(migration);
            return;
        }

        foreach (var file in Files())
            CompleteFile(file.Full, file.Display);
    }

    private void CompleteFile(string full, string display)
    {
        if (TryGet(MigrationErrors.Step, display, () => MigrationReader.ReadFile(full, display), display) is not { } migration)
            return;

        // Evidence takes its time: it is gathered before others have to wait for the file.
        if (Id.SelectMany(id => Find(id, migration)).Any(s => s.Verification.Count > 0))
            _ = Gathered;
        SloMigration? changed = null;
        foreach (var id in Id.SelectMany(id => Ids(id, migration)))
            changed = TryGet(MigrationErrors.Step, id, () => Change(full, display, id), display) ?? changed;
        if (changed is not null && PassThru)
            WriteObject(changed);
    }

    // Where nobody can be asked, what is in the file decides, and no change of others makes this one fail.
    private SloMigration? Change(string full, string display, string id)
    {
        var question = Question(id, display);
        return ShouldProcessState.MayPrompt(this)
            ? MigrationStore.Change(full, display, m => Complete(m, id), question, StopToken)
            : MigrationStore.Change(full, display, m => Confirmed(m, id, question), StopToken);
    }

    private SloMigration? Confirmed(SloMigration migration, string id, ChangeQuestion<SloMigration> question) =>
        Complete(migration, id) is var done && question.Ask(migration, done) ? done : null;

    private ChangeQuestion<SloMigration> Question(string id, string target) =>
        new(
            (before, after) => Describe(before, after, id),
            (before, after) => ShouldProcess(PrintableText.Escape(target), PrintableText.Escape(Describe(before, after, id)))
        );

    private static string Describe(SloMigration before, SloMigration after, string id) =>
        Step(before, id) is { IsGate: false } step
            ? $"Complete '{id}' ({step.Text})"
            : $"Complete '{id}': the migration goes from {before.CurrentPhase} to {after.CurrentPhase}";

    private static MigrationStep Step(SloMigration migration, string id) =>
        migration.Steps.FirstOrDefault(s => s.Id == id)
        ?? throw new SloValidationException(
            "Id",
            $"The step '{id}' is not there any more",
            "Look again: somebody else has changed the migration"
        );

    private SloMigration Complete(SloMigration migration, string id)
    {
        var step = Step(migration, id);
        return MigrationProgress.Complete(
            migration,
            step,
            new StepCompletion(ActorArgument.Resolve(By), Clock.UtcNow)
            {
                Note = Note,
                Verification = step.Verification.Count > 0 ? Gathered : MigrationEvidence.None,
                Force = Force,
                Reason = Reason,
            }
        );
    }

    private string[] Ids(string id, SloMigration migration)
    {
        var steps = Find(id, migration).Select(s => s.Id).ToArray();
        if (steps.Length > 0 || WildcardPattern.ContainsWildcardCharacters(id))
            return steps;
        var near = Spelling.Nearest(id, migration.Steps.Select(s => s.Id));
        var error = new SloValidationException(
            "Id",
            $"There is no step '{ServiceName.Printable(id)}' in the migration '{PrintableText.Escape(migration.Name)}'",
            near is null ? "Get-SloMigrationStep lists the ids" : $"Perhaps '{near}' is meant"
        );
        WriteItemError(error, MigrationErrors.StepNotFound, ErrorCategory.ObjectNotFound, id);
        return steps;
    }

    // Wildcards stand for what is still to be done, and for no gate but the one that is next.
    private static IEnumerable<MigrationStep> Find(string id, SloMigration migration)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(id))
            return migration.Steps.Where(s => string.Equals(s.Id, id, StringComparison.OrdinalIgnoreCase));
        var pattern = WildcardPattern.Get(id, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return migration.Steps.Where(s =>
            s.State == StepState.Open && pattern.IsMatch(s.Id) && (!s.IsGate || s.Phase == migration.CurrentPhase)
        );
    }
}
