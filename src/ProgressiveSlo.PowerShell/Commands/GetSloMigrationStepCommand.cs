using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Migration.Verification;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Gets the steps of a migration.</summary>
[Cmdlet(VerbsCommon.Get, "SloMigrationStep", DefaultParameterSetName = PathSet)]
[OutputType(typeof(MigrationStep))]
public sealed class GetSloMigrationStepCommand : MigrationStepCmdlet
{
    /// <summary>Ids of steps.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MigrationStepCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Phases.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MigrationStepCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Phase { get; set; }

    /// <summary>Sections of the checklist.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MigrationStepCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Section { get; set; }

    /// <summary>The state.</summary>
    [Parameter]
    public StepState? State { get; set; }

    /// <summary>Owners.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MigrationStepCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Owner { get; set; }

    /// <summary>Services.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MigrationStepCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Service { get; set; }

    /// <summary>Numbers of waves.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [ValidateNotNullOrEmpty]
    public int[]? Wave { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == MigrationSet)
        {
            Write(Migration!, Migration!.Name);
            return;
        }

        foreach (var (full, display) in Files())
        {
            var area = FileErrors.Document(MigrationErrors.InvalidFile);
            if (TryGet(area, display, () => MigrationReader.ReadFile(full, display)) is { } migration)
                Write(migration, display);
        }
    }

    private void Write(SloMigration migration, string target)
    {
        var filters = new[]
        {
            (Id, (Func<MigrationStep, string?>)(s => s.Id)),
            (Phase, s => s.Phase),
            (Section, s => s.Section),
            (Owner, s => s.Owner),
            (Service, s => s.Service),
        }
            .Where(f => f.Item1 is not null)
            .Select(f => (Patterns: Patterns(f.Item1!), Of: f.Item2))
            .ToArray();
        foreach (var step in migration.Steps)
        {
            if (
                (State is null || step.State == State)
                && (Wave is null || (step.Wave is { } wave && Wave.Contains(wave)))
                && filters.All(f => f.Of(step) is { } text && f.Patterns.Any(p => p.IsMatch(text)))
            )
                WriteObject(
                    step.State == StepState.Open && step.Verification.Count > 0
                        ? step with
                        {
                            Checks = MigrationVerifiers.Verify(migration, step, Gathered),
                        }
                        : step
                );
        }

        // A name without wildcards is a promise that it is there.
        Promise(Id, migration.Steps.Select(s => s.Id), "Id", "step", target);
        Promise(Phase, migration.Phases.Select(p => p.Name), "Phase", "phase", target);
        Promise(Service, migration.Services.Select(s => s.Name), "Service", "service", target);
    }

    private void Promise(string[]? names, IEnumerable<string> known, string field, string word, string target)
    {
        foreach (var name in names ?? [])
        {
            if (WildcardPattern.ContainsWildcardCharacters(name) || known.Contains(name, StringComparer.OrdinalIgnoreCase))
                continue;
            var near = Spelling.Nearest(name, known);
            var error = new SloValidationException(
                field,
                $"There is no {word} '{ServiceName.Printable(name)}' in the migration '{PrintableText.Escape(target)}'",
                near is null ? "Leave it out to see all" : $"Perhaps '{ServiceName.Printable(near)}' is meant"
            );
            WriteItemError(error, MigrationErrors.StepNotFound, ErrorCategory.ObjectNotFound, name);
        }
    }

    private static WildcardPattern[] Patterns(string[] names) =>
        names.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).ToArray();
}
