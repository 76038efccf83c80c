using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Migration.Roadmap;

/// <summary>
/// Makes the steps of a migration: each line of its checklist for each pilot, wave and service that it is for, then the gate of each phase.
/// </summary>
internal static class MigrationSteps
{
    /// <summary>Name of the verifier that every gate has: all steps of its phase are done.</summary>
    public const string StepsDone = "StepsDone";

    public static string GateId(string phase) => "gate-" + ServiceName.Slug(phase);

    public static IReadOnlyList<MigrationStep> Create(SloMigration migration)
    {
        // The last change of a step is its state.
        var states = new Dictionary<string, MigrationChange>();
        foreach (var change in migration.History)
            states[change.Step] = change;

        var checklist = migration.GetChecklist();
        var lines = checklist.Steps().ToLookup(s => s.Phase.Name);
        var steps = new List<MigrationStep>();
        foreach (var phase in checklist.Phases)
        {
            foreach (var (_, section, item) in lines[phase.Name])
                steps.AddRange(Create(migration, phase, section, item).Select(s => WithState(s, states)));
            if (phase != checklist.Phases[checklist.Phases.Count - 1])
                steps.Add(WithState(Gate(migration, phase), states));
        }

        return steps;
    }

    private static IEnumerable<MigrationStep> Create(SloMigration migration, ChecklistPhase phase, string section, ChecklistItem item)
    {
        var step = new MigrationStep(item.Id!, phase.Name, section, item.Text)
        {
            Scope = item.Scope,
            Owner = item.Owner ?? migration.Owner,
            Optional = item.Optional,
            Verification = item.Verification,
            Minimum = item.Minimum,
            Migrates = item.Migrates,
            Cmdlet = item.Cmdlet,
            Challenge = item.Challenge is { } challenge ? migration.FindChallenge(challenge) : null,
        };
        return item.Scope switch
        {
            StepScope.Pilot => migration.Pilots.Select(p => ForService(migration, step, item, p.Service)),
            StepScope.Service => migration.Waves.SelectMany(w => w.Services.Select(s => ForService(migration, step, item, s))),
            StepScope.Wave => migration.Waves.Select(w =>
                step with
                {
                    Id = step.Id + ".wave-" + w.Number.ToString(CultureInfo.InvariantCulture),
                    Wave = w.Number,
                    Owner = item.Owner ?? OwnerOf(migration, w) ?? migration.Owner,
                }
            ),
            _ => [step],
        };
    }

    private static MigrationStep ForService(SloMigration migration, MigrationStep step, ChecklistItem item, string name)
    {
        var service = migration.FindService(name);
        return step with
        {
            Id = step.Id + "." + ServiceName.Slug(name),
            Service = name,
            Wave = service?.Wave,
            Owner = item.Owner ?? service?.Owner ?? migration.Owner,
        };
    }

    // A wave of one owner's services is that owner's work.
    private static string? OwnerOf(SloMigration migration, MigrationWave wave)
    {
        var owners = wave.Services.Select(s => migration.FindService(s)?.Owner).Distinct().ToArray();
        return owners.Length == 1 ? owners[0] : null;
    }

    private static MigrationStep Gate(SloMigration migration, ChecklistPhase phase) =>
        new(GateId(phase.Name), phase.Name, MigrationStep.GateSection, "Gate: " + phase.Name)
        {
            Owner = migration.Owner,
            Verification = [StepsDone, .. phase.Gate],
        };

    private static MigrationStep WithState(MigrationStep step, Dictionary<string, MigrationChange> states) =>
        states.TryGetValue(step.Id, out var change)
            ? step with
            {
                State = StepState.Done,
                Note = change.Note,
                By = change.By,
                At = change.At,
                Forced = change.Forced,
                Reason = change.Reason,
            }
            : step;
}
