using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Verification;

/// <summary>Judges whether a checklist can lead a migration.</summary>
public static class ChecklistValidator
{
    /// <summary>Every problem, with the path of its field.</summary>
    /// <param name="checklist">The checklist.</param>
    public static IReadOnlyList<FieldProblem> Validate(MigrationChecklist checklist)
    {
        if (checklist is null)
            throw new ArgumentNullException(nameof(checklist));
        var problems = new List<FieldProblem>();
        ValidatePhases(checklist, problems);
        if (checklist.Tiers.FindDuplicate() is { } word)
            problems.Add(new("tiers", $"'{ServiceName.Printable(word)}' stands there twice", "Give each word one rank"));
        if (checklist.ServicesPerOwner < 1)
            problems.Add(new("servicesPerOwner", "A wave takes no service", "Write a whole number from 1"));
        foreach (var (section, i) in checklist.Sections.Select((s, i) => (s, i)))
        {
            if (checklist.Phases.All(p => p.Name != section.Phase))
                problems.Add(
                    new(
                        At("checklist[{0}].phase", i),
                        $"There is no phase '{ServiceName.Printable(section.Phase)}'",
                        "Write one of " + string.Join(", ", checklist.Phases.Select(p => p.Name))
                    )
                );
        }

        ValidateItems(checklist, problems);
        return problems;
    }

    private static void ValidatePhases(MigrationChecklist checklist, List<FieldProblem> problems)
    {
        var phases = checklist.Phases;
        if (phases.Count < 2)
            problems.Add(new("phases", "A migration has at least two phases", "Add a phase"));
        if (phases.Count(p => p.HasWaves) != 1)
            problems.Add(new("phases", "Waves are planned in exactly one phase", "Write waves: true for one of them"));
        for (var i = 0; i < phases.Count; i++)
        {
            if (phases.Take(i).Any(p => string.Equals(p.Name, phases[i].Name, StringComparison.OrdinalIgnoreCase)))
                problems.Add(
                    new(
                        At("phases[{0}].name", i),
                        $"There are two phases '{ServiceName.Printable(phases[i].Name)}'",
                        "Give each its own name"
                    )
                );
            if (i > 0 && phases[i].StartWeek <= (phases[i - 1].EndWeek ?? int.MaxValue))
                problems.Add(
                    new(
                        At("phases[{0}].weeks", i),
                        "The phase begins before the one ahead of it ends",
                        "Write phases in the order of their weeks; only the last is ongoing"
                    )
                );
            if (i + 1 == phases.Count && phases[i].Gate.Count > 0)
                problems.Add(new(At("phases[{0}].gate", i), "The last phase has no gate: nothing comes after it", "Remove the key"));
            foreach (var name in phases[i].Gate)
                ValidateVerifier(name, At("phases[{0}].gate", i), problems);
        }
    }

    private static void ValidateItems(MigrationChecklist checklist, List<FieldProblem> problems)
    {
        var all = Located(checklist).ToArray();
        var ids = new HashSet<string>(checklist.Phases.Select(p => MigrationSteps.GateId(p.Name)));
        foreach (var (field, item) in all)
        {
            if (item.Id is { } id && ServiceName.Slug(id) != id)
                problems.Add(new(field + ".id", $"'{ServiceName.Printable(id)}' is not a slug", "Use lower-case letters, digits and '-'"));
            else if (item.Id is not null && !ids.Add(item.Id))
                problems.Add(new(field + ".id", $"There are two steps '{item.Id}'", "Give each its own id"));
            if (item.Minimum is <= 0 or > 1)
                problems.Add(new(field + ".minimum", "The minimum is not a share", "Write a number above 0, at most 1, for example 0.8"));
            if (item.Migrates && item.Scope is not (StepScope.Pilot or StepScope.Service or StepScope.Wave))
                problems.Add(
                    new(field + ".migrates", "A step of the whole migration migrates no service", "Write scope: pilot, wave or service")
                );
            foreach (var name in item.Verification)
                ValidateVerifier(name, field + ".verification", problems);
        }

        foreach (var (field, item) in all)
        {
            foreach (var step in item.Steps.Where(s => !ids.Contains(s)))
                problems.Add(
                    new(
                        field + ".steps",
                        $"There is no step '{ServiceName.Printable(step)}'",
                        Spelling.Nearest(step, ids) is { } near ? $"Perhaps '{near}' is meant" : "Write the id of a step"
                    )
                );
        }

        foreach (var scope in new[] { StepScope.Pilot, StepScope.Service })
        {
            // Without such a step nothing would ever count as migrated.
            if (
                all.All(a => !a.Item.Migrates || (a.Item.Scope != scope && !(scope == StepScope.Service && a.Item.Scope == StepScope.Wave)))
            )
                problems.Add(
                    new(
                        "checklist",
                        scope == StepScope.Pilot ? "No step migrates pilots" : "No step migrates the services of waves",
                        "Write migrates: true for the step with which they are migrated"
                    )
                );
        }
    }

    private static IEnumerable<(string Field, ChecklistItem Item)> Located(MigrationChecklist checklist)
    {
        static IEnumerable<(string, ChecklistItem)> Of(string field, IReadOnlyList<ChecklistItem> items) =>
            items.Select((item, i) => (field + At("[{0}]", i), item));

        return checklist
            .Phases.SelectMany(
                (p, i) =>
                    Of(At("phases[{0}].activities", i), p.Activities)
                        .Concat(Of(At("phases[{0}].deliverables", i), p.Deliverables))
                        .Concat(Of(At("phases[{0}].successCriteria", i), p.SuccessCriteria))
            )
            .Concat(checklist.Sections.SelectMany((s, i) => Of(At("checklist[{0}].steps", i), s.Steps)));
    }

    private static void ValidateVerifier(string name, string field, List<FieldProblem> problems)
    {
        if (!MigrationVerifiers.Names.Contains(name))
            problems.Add(
                new(
                    field,
                    $"There is no verifier '{ServiceName.Printable(name)}'",
                    Spelling.Nearest(name, MigrationVerifiers.Names) is { } near
                        ? $"Perhaps '{near}' is meant"
                        : "Write one of " + string.Join(", ", MigrationVerifiers.Names) + ", or leave it out"
                )
            );
    }

    private static string At(string format, int index) => string.Format(CultureInfo.InvariantCulture, format, index);
}
