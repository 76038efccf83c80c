using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Migration.Roadmap;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>
/// Writes a migration as YAML for people and for Git: keys in a fixed order, one fact a line, the same bytes for the same migration. What
/// changes comes last, so that a change is lines at the end of the file.
/// </summary>
public static class MigrationWriter
{
    /// <summary>Writes the migration.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="output">Where to; lines end with LF whatever the machine.</param>
    public static void Write(SloMigration migration, TextWriter output)
    {
        if (migration is null)
            throw new ArgumentNullException(nameof(migration));
        var yaml = new YamlWriter(output ?? throw new ArgumentNullException(nameof(output)));
        yaml.Comment(
            "Migration of services to SLO-as-code. Made by ProgressiveSlo, to be reviewed and kept in Git.",
            "Read it with Get-SloMigrationStep, and change it with Complete-SloMigrationStep."
        );
        yaml.BeginDocument();
        yaml.Pair("apiVersion", DocumentHead.ApiVersion);
        yaml.Pair("kind", MigrationReader.Kind);
        yaml.Pair("name", migration.Name);
        yaml.OptionalPair("owner", migration.Owner);
        yaml.DatePair("startDate", migration.StartDate);
        yaml.Pair("currentPhase", migration.CurrentPhase);
        List(yaml, "services", migration.Services, s => Service(yaml, s));
        List(
            yaml,
            "pilots",
            migration.Pilots,
            p =>
            {
                yaml.Pair("service", p.Service);
                yaml.Texts("reasons", p.Reasons);
            }
        );
        List(yaml, "waves", migration.Waves, w => Wave(yaml, w));
        var checklist = migration.GetChecklist();
        yaml.Pair("checklistName", checklist.Name);
        yaml.Pair("servicesPerOwner", (decimal)checklist.ServicesPerOwner);
        yaml.Key("tiers");
        yaml.BeginList();
        foreach (var words in checklist.Tiers.Ranks)
        {
            yaml.BeginList();
            foreach (var word in words)
                yaml.Text(word);
            yaml.EndList();
        }

        yaml.EndList();
        List(yaml, "phases", checklist.Phases, p => Phase(yaml, p));
        List(
            yaml,
            "checklist",
            checklist.Sections,
            s =>
            {
                yaml.Pair("section", s.Name);
                yaml.Pair("phase", s.Phase);
                List(yaml, "steps", s.Steps, i => Item(yaml, i));
            }
        );
        List(yaml, "history", migration.History, h => Change(yaml, h));
        yaml.EndDocument();
    }

    private static void Service(YamlWriter yaml, MigrationService service)
    {
        yaml.Pair("name", service.Name);
        yaml.OptionalPair("namespace", service.Namespace);
        yaml.OptionalPair("tier", service.Tier);
        yaml.OptionalPair("owner", service.Owner);
        yaml.Texts("dependsOn", service.DependsOn);
        Flag(yaml, "migratedBefore", service.MigratedBefore);
    }

    private static void Wave(YamlWriter yaml, MigrationWave wave)
    {
        yaml.Pair("number", (decimal)wave.Number);
        yaml.OptionalPair("tier", wave.Tier);
        yaml.DatePair("startDate", wave.StartDate);
        yaml.DatePair("endDate", wave.EndDate);
        yaml.Texts("services", wave.Services);
    }

    private static void Phase(YamlWriter yaml, ChecklistPhase phase)
    {
        yaml.Pair("name", phase.Name);
        yaml.Pair("weeks", phase.Weeks);
        Flag(yaml, "waves", phase.HasWaves);
        yaml.Texts("objectives", phase.Objectives);
        List(yaml, "activities", phase.Activities, i => Item(yaml, i));
        List(yaml, "deliverables", phase.Deliverables, i => Item(yaml, i));
        List(yaml, "successCriteria", phase.SuccessCriteria, i => Item(yaml, i));
        yaml.Texts("gate", phase.Gate);
    }

    private static void Item(YamlWriter yaml, ChecklistItem item)
    {
        yaml.Pair("text", item.Text);
        yaml.OptionalPair("id", item.Id);
        yaml.Texts("details", item.Details);
        yaml.Texts("steps", item.Steps);
        if (item.Scope != StepScope.Migration)
            yaml.Pair("scope", StepScopeText.Format(item.Scope));
        yaml.Texts("verification", item.Verification);
        if (item.Minimum is { } minimum)
            yaml.Pair("minimum", minimum);
        Flag(yaml, "optional", item.Optional);
        Flag(yaml, "migrates", item.Migrates);
        yaml.OptionalPair("challenge", item.Challenge);
        yaml.OptionalPair("cmdlet", item.Cmdlet);
        yaml.OptionalPair("owner", item.Owner);
    }

    private static void Change(YamlWriter yaml, MigrationChange change)
    {
        yaml.Pair("step", change.Step);
        yaml.TimePair("at", change.At);
        yaml.Pair("by", change.By);
        yaml.OptionalPair("note", change.Note);
        Flag(yaml, "verified", change.Verified);
        Flag(yaml, "forced", change.Forced);
        yaml.OptionalPair("reason", change.Reason);
    }

    private static void Flag(YamlWriter yaml, string key, bool value)
    {
        if (value)
            yaml.Pair(key, value);
    }

    private static void List<T>(YamlWriter yaml, string key, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count == 0)
            return;
        yaml.Key(key);
        yaml.BeginList();
        foreach (var item in items)
        {
            yaml.BeginMap();
            write(item);
            yaml.EndMap();
        }

        yaml.EndList();
    }
}
