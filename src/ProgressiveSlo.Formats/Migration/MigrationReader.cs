using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Reads a migration file. The file carries its checklist, so it needs no other file beside it.</summary>
public static class MigrationReader
{
    /// <summary>The kind that a migration file names.</summary>
    public const string Kind = "SloMigration";

    /// <summary>Reads a migration file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound migration; every problem with line, column, field
    /// and fix.</exception>
    public static SloMigration ReadFile(string path, string displayPath) =>
        Read(DocumentFile.Read(path, displayPath, DocumentLimits.Default), displayPath);

    /// <summary>Reads a migration.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="displayPath">Name for errors; empty for none.</param>
    /// <exception cref="SloDocumentException">The text is not a sound migration.</exception>
    public static SloMigration Read(string text, string displayPath)
    {
        var problems = new ProblemList(displayPath);
        var migration = Read(SingleDocument.Load(text, displayPath, Kind), problems);
        problems.ThrowIfAny();
        return migration!;
    }

    private static SloMigration? Read(YamlNode root, ProblemList problems)
    {
        if (MapReader.Open(root, "", problems) is not { } map || !DocumentHead.Check(map, Kind))
            return null;
        var name = map.Checked<string>("name", required: true, PlanText.Check);
        var owner = map.Checked<string>("owner", required: false, PlanText.Check);
        var start = Date(map, "startDate");
        var currentPhase = map.RequiredText("currentPhase");
        var checklistName = map.RequiredText("checklistName");
        var services = Services(map, problems);
        var pilots = Pilots(map, problems);
        var waves = Waves(map, problems);
        var checklist = ChecklistParts.Read(map, checklistName, problems);
        var history = History(map, problems);
        map.ReportUnknownKeys();
        if (problems.Any)
            return null;

        var tiers = services.ToLookup(s => s.Name, s => s.Tier);
        var record = new MigrationRecord(name!, start, checklist!)
        {
            Owner = owner,
            Services = services,
            Pilots = pilots.Select(p => p with { Tier = tiers[p.Service].FirstOrDefault() }).ToArray(),
            Waves = waves,
            Guidance = GuidanceFile.BuiltIn,
            History = history,
        };
        return Check(record, currentPhase, map, problems);
    }

    private static SloMigration? Check(MigrationRecord record, string currentPhase, MapReader map, ProblemList problems)
    {
        try
        {
            foreach (var problem in MigrationValidator.Validate(record))
                problems.Add(problem, map.Node);
            if (problems.Any)
                return null;
            var migration = MigrationPlanner.Restore(record);
            if (migration.CurrentPhase == currentPhase)
                return migration;
            map.Problem(
                map.NodeOf("currentPhase"),
                "currentPhase",
                $"'{ServiceName.Printable(currentPhase)}' does not agree with the history, by which it is {migration.CurrentPhase}",
                $"Write {migration.CurrentPhase}; the gate of a phase is passed with Complete-SloMigrationStep"
            );
        }
        catch (SloValidationException e)
        {
            // A calendar that reaches past its end.
            problems.Add(new FieldProblem("startDate", e.Problem.Message, e.Problem.Fix), map.Node);
        }

        return null;
    }

    private static DateTime Date(MapReader map, string key)
    {
        var time = map.Time(key, required: true) ?? UtcTime.Earliest;
        if (time.TimeOfDay > TimeSpan.Zero)
            map.Problem(map.NodeOf(key), key, "The date has a time of day", "Write the date alone, for example 2026-01-31");
        return UtcTime.Day(time);
    }

    private static List<MigrationService> Services(MapReader map, ProblemList problems) =>
        Each(
            map,
            "services",
            required: true,
            problems,
            item => new MigrationService(item.Checked("name", required: true, (text, _) => ServiceName.Check(text)) ?? "")
            {
                Namespace = item.Checked<string>("namespace", required: false, PlanText.Check),
                Tier = item.Checked<string>("tier", required: false, PlanText.Check),
                Owner = item.Checked<string>("owner", required: false, PlanText.Check),
                DependsOn = item.Texts("dependsOn"),
                MigratedBefore = item.Boolean("migratedBefore"),
            }
        );

    private static List<MigrationPilot> Pilots(MapReader map, ProblemList problems) =>
        Each(
            map,
            "pilots",
            required: false,
            problems,
            item => new MigrationPilot(item.RequiredText("service"), null, item.Texts("reasons"))
        );

    private static List<MigrationWave> Waves(MapReader map, ProblemList problems) =>
        Each(
            map,
            "waves",
            required: false,
            problems,
            item => new MigrationWave(
                item.OptionalInteger("number") ?? 0,
                item.OptionalText("tier"),
                item.Texts("services"),
                Date(item, "startDate"),
                Date(item, "endDate")
            )
        );

    private static List<MigrationChange> History(MapReader map, ProblemList problems) =>
        Each(
            map,
            "history",
            required: false,
            problems,
            item => new MigrationChange(
                item.RequiredText("step"),
                item.Time("at", required: true) ?? default,
                item.RequiredText("by"),
                item.OptionalText("note")
            )
            {
                Verified = item.Boolean("verified"),
                Forced = item.Boolean("forced"),
                Reason = item.OptionalText("reason"),
            }
        );

    private static List<T> Each<T>(MapReader map, string key, bool required, ProblemList problems, Func<MapReader, T> read)
    {
        var items = new List<T>();
        foreach (var (node, field) in map.Items(key, required))
        {
            if (MapReader.Open(node, field, problems) is not { } item)
                continue;
            items.Add(read(item));
            item.ReportUnknownKeys();
        }

        return items;
    }
}
