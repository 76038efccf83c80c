using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Roadmap;

/// <summary>Judges whether the parts of a stored migration fit together.</summary>
public static class MigrationValidator
{
    /// <summary>Every problem, with the path of its field.</summary>
    /// <param name="record">What was stored. Its checklist is sound.</param>
    public static IReadOnlyList<FieldProblem> Validate(MigrationRecord record)
    {
        if (record is null)
            throw new ArgumentNullException(nameof(record));
        var problems = new List<FieldProblem>();
        var services = ValidateServices(record, problems);
        ValidatePlacement(record, services, problems);
        for (var i = 0; i < record.Waves.Count; i++)
        {
            if (record.Waves[i].Number != i + 1)
                problems.Add(new(At("waves[{0}].number", i), "The waves are not numbered from 1", "Write " + NumberText.Plain(i + 1)));
            if (record.Waves[i].EndDate <= record.Waves[i].StartDate)
                problems.Add(
                    new(
                        At("waves[{0}].endDate", i),
                        "The wave ends before it begins",
                        "Write a later date; it is the day after the last one"
                    )
                );
        }

        if (problems.Count == 0)
            ValidateHistory(record, problems);
        return problems;
    }

    private static HashSet<string> ValidateServices(MigrationRecord record, List<FieldProblem> problems)
    {
        var names = new HashSet<string>();
        var slugs = new Dictionary<string, string>();
        for (var i = 0; i < record.Services.Count; i++)
        {
            var name = record.Services[i].Name;
            names.Add(name);
            var slug = ServiceName.Slug(name);
            if (slugs.TryGetValue(slug, out var other))
                problems.Add(
                    new(
                        At("services[{0}].name", i),
                        $"'{ServiceName.Printable(name)}' and '{ServiceName.Printable(other)}' have one id, {slug}",
                        "Keep one of them, or rename one"
                    )
                );
            else
                slugs.Add(slug, name);
        }

        if (names.Count == 0)
            problems.Add(new("services", "There is no service", "Add the services that are to be migrated"));
        return names;
    }

    // Each service is migrated once: as a pilot, in a wave, or before.
    private static void ValidatePlacement(MigrationRecord record, HashSet<string> services, List<FieldProblem> problems)
    {
        var placed = new HashSet<string>(record.Services.Where(s => s.MigratedBefore).Select(s => s.Name));
        void Place(string service, string field)
        {
            if (!services.Contains(service))
                problems.Add(
                    new(
                        field,
                        $"There is no service '{ServiceName.Printable(service)}'",
                        Spelling.Nearest(service, services) is { } near
                            ? $"Perhaps '{ServiceName.Printable(near)}' is meant; otherwise add it to services"
                            : "Add it to services"
                    )
                );
            else if (!placed.Add(service))
                problems.Add(
                    new(
                        field,
                        $"'{ServiceName.Printable(service)}' is duplicated: as a pilot, in a wave, or migrated before",
                        "Keep one of them"
                    )
                );
        }

        for (var i = 0; i < record.Pilots.Count; i++)
            Place(record.Pilots[i].Service, At("pilots[{0}].service", i));
        for (var i = 0; i < record.Waves.Count; i++)
        {
            for (var k = 0; k < record.Waves[i].Services.Count; k++)
                Place(record.Waves[i].Services[k], At("waves[{0}].services", i) + At("[{0}]", k));
        }

        for (var i = 0; i < record.Services.Count; i++)
        {
            if (!placed.Contains(record.Services[i].Name))
                problems.Add(
                    new(
                        At("services[{0}].name", i),
                        $"'{ServiceName.Printable(record.Services[i].Name)}' is in no wave",
                        "Add it to a wave"
                    )
                );
        }
    }

    private static void ValidateHistory(MigrationRecord record, List<FieldProblem> problems)
    {
        var migration = new SloMigration(record);
        var ids = new HashSet<string>(migration.Steps.Select(s => s.Id));
        var passed = 0;
        for (var i = 0; i < record.History.Count; i++)
        {
            var change = record.History[i];
            if (!ids.Contains(change.Step))
                problems.Add(
                    new(
                        At("history[{0}].step", i),
                        $"There is no step '{ServiceName.Printable(change.Step)}'",
                        Spelling.Nearest(change.Step, ids) is { } near ? $"Perhaps '{near}' is meant" : "Get-SloMigrationStep lists the ids"
                    )
                );
            if (change.Forced && change.Reason is null)
                problems.Add(new(At("history[{0}].reason", i), "The step was forced, and nothing says why", "Add the reason"));
            var gate = migration.Phases.FirstOrDefault(p =>
                p.Order < migration.Phases.Count && MigrationSteps.GateId(p.Name) == change.Step
            );
            if (gate is null)
                continue;
            if (gate.Order > passed + 1)
                problems.Add(
                    new(
                        At("history[{0}].step", i),
                        $"The gate of {gate.Name} was passed before the gate ahead of it",
                        "Fix the order of the entries"
                    )
                );
            passed = Math.Max(passed, gate.Order);
        }
    }

    private static string At(string format, int index) => string.Format(CultureInfo.InvariantCulture, format, index);
}
