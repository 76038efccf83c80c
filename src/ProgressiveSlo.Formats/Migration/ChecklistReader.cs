using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Migration.Verification;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Reads the checklist of a migration: the built-in one and a user's own alike.</summary>
public static class ChecklistReader
{
    /// <summary>The kind that a checklist file names.</summary>
    public const string Kind = "MigrationChecklist";

    /// <summary>Reads a checklist file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound checklist; every problem with line, column, field
    /// and fix.</exception>
    public static MigrationChecklist ReadFile(string path, string displayPath) =>
        Read(DocumentFile.Read(path, displayPath, DocumentLimits.Default), displayPath, path);

    /// <summary>Reads a checklist.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="displayPath">Name for errors.</param>
    /// <param name="source">The file that it came from, or null for the built-in one.</param>
    /// <exception cref="SloDocumentException">The text is not a sound checklist.</exception>
    public static MigrationChecklist Read(string text, string displayPath, string? source)
    {
        var problems = new ProblemList(displayPath);
        var checklist = Read(SingleDocument.Load(text, displayPath, Kind), source, problems);
        problems.ThrowIfAny();
        return checklist!;
    }

    private static MigrationChecklist? Read(YamlNode root, string? source, ProblemList problems)
    {
        if (MapReader.Open(root, "", problems) is not { } map || !DocumentHead.Check(map, Kind))
            return null;
        var name = map.RequiredText("name");
        var description = map.OptionalText("description") ?? "";
        var checklist = ChecklistParts.Read(map, name, problems);
        map.ReportUnknownKeys();
        return checklist is null ? null : checklist with { Description = description, Source = source };
    }
}

/// <summary>The checklist that comes with the project: YAML embedded in this assembly.</summary>
public static class BuiltInChecklists
{
    /// <summary>Name of the built-in checklist.</summary>
    public const string DefaultName = "default";

    // Reading is done once; the checklist never changes.
    private static readonly Lazy<MigrationChecklist> LazyDefault = new(() =>
        ChecklistReader.Read(EmbeddedResources.Read("migration/migration"), "built-in checklist " + DefaultName, source: null)
    );

    /// <summary>The built-in checklist.</summary>
    public static MigrationChecklist Default => LazyDefault.Value;
}

/// <summary>Reads what checklist files and migration files have in common: phases, checklist and the order of tiers.</summary>
internal static class ChecklistParts
{
    // Twenty years; a larger number is a slip.
    private const int MostWeeks = 1040;

    /// <summary>Reads the parts; null when there is a problem.</summary>
    /// <param name="map">The document.</param>
    /// <param name="name">Name of the checklist.</param>
    /// <param name="problems">Where problems go.</param>
    public static MigrationChecklist? Read(MapReader map, string name, ProblemList problems)
    {
        var perOwner = map.OptionalInteger("servicesPerOwner") ?? 2;
        IReadOnlyList<string>[] tiers = [.. map.Items("tiers", required: true).Select(i => Words(i.Node, i.Field, problems))];
        var phases = Phases(map, problems);
        var sections = Sections(map, problems);
        if (problems.Any)
            return null;
        var checklist = new MigrationChecklist(name, phases, sections, new TierOrder(tiers)) { ServicesPerOwner = perOwner };
        foreach (var problem in ChecklistValidator.Validate(checklist))
            problems.Add(problem, map.Node);
        return problems.Any ? null : checklist;
    }

    // The words of a rank; a rank of one word may be only that.
    private static string[] Words(YamlNode node, string field, ProblemList problems)
    {
        static bool IsWord(YamlNode node) => node is YamlScalar { IsNull: false } word && PrintableText.IsPrintable(word.Value);

        if (IsWord(node))
            return [((YamlScalar)node).Value];
        if (node is YamlList list && list.Items.All(IsWord))
            return list.Items.Select(i => ((YamlScalar)i).Value).ToArray();
        problems.Add(
            node,
            field,
            $"Here is {node.Kind}, and the words of a rank belong here",
            "Write them as a list, for example [low, bronze]"
        );
        return [];
    }

    private static List<ChecklistPhase> Phases(MapReader map, ProblemList problems)
    {
        var phases = new List<ChecklistPhase>();
        foreach (var (node, field) in map.Items("phases", required: true))
        {
            if (MapReader.Open(node, field, problems) is not { } item)
                continue;
            var (start, end) = Weeks(item);
            phases.Add(
                new ChecklistPhase(item.Checked<string>("name", required: true, PlanText.Check) ?? "", start, end)
                {
                    HasWaves = item.Boolean("waves"),
                    Objectives = item.Texts("objectives"),
                    Activities = ChecklistItemReader.ReadItems(item, "activities", required: false, problems),
                    Deliverables = ChecklistItemReader.ReadItems(item, "deliverables", required: false, problems),
                    SuccessCriteria = ChecklistItemReader.ReadItems(item, "successCriteria", required: false, problems),
                    Gate = ChecklistItemReader.ReadVerifiers(item, "gate"),
                }
            );
            item.ReportUnknownKeys();
        }

        return phases;
    }

    private static List<ChecklistSection> Sections(MapReader map, ProblemList problems)
    {
        var sections = new List<ChecklistSection>();
        foreach (var (node, field) in map.Items("checklist", required: true))
        {
            if (MapReader.Open(node, field, problems) is not { } item)
                continue;
            sections.Add(
                new ChecklistSection(
                    item.RequiredText("section"),
                    item.RequiredText("phase"),
                    ChecklistItemReader.ReadItems(item, "steps", required: true, problems)
                )
            );
            item.ReportUnknownKeys();
        }

        return sections;
    }

    private static (int Start, int? End) Weeks(MapReader map)
    {
        var text = map.RequiredText("weeks");
        if (text.Length == 0)
            return (1, 1);
        var match = Regex.Match(text, @"^([0-9]{1,4})(?:-([0-9]{1,4})|(\+))?$", RegexOptions.CultureInvariant);
        if (match.Success)
        {
            var start = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var end = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : start;
            if (start >= 1 && end >= start && end <= MostWeeks)
                return (start, match.Groups[3].Success ? null : end);
        }

        map.Problem(
            map.NodeOf("weeks"),
            "weeks",
            $"'{ServiceName.Printable(text)}' are not weeks",
            "Write the first and the last week, from 1 to 1040, for example 3-6, or 13+ for an ongoing phase"
        );
        return (1, 1);
    }
}

/// <summary>Reads the lines of a checklist.</summary>
internal static class ChecklistItemReader
{
    public static IReadOnlyList<ChecklistItem> ReadItems(MapReader map, string key, bool required, ProblemList problems)
    {
        var items = new List<ChecklistItem>();
        foreach (var (node, field) in map.Items(key, required))
        {
            // A line that says nothing but its text may be only that.
            if (node is YamlScalar { IsNull: false } text && PrintableText.IsPrintable(text.Value))
                items.Add(new ChecklistItem(text.Value));
            else if (MapReader.Open(node, field, problems) is { } item)
                items.Add(Item(item));
        }

        return items;
    }

    /// <summary>Names of verifiers: one, or a list of them.</summary>
    public static IReadOnlyList<string> ReadVerifiers(MapReader map, string key)
    {
        if (!map.Has(key))
            return [];
        if (map.NodeOf(key) is not YamlScalar scalar)
            return map.Texts(key);
        return scalar.Value == "none" ? [] : [map.RequiredText(key)];
    }

    private static ChecklistItem Item(MapReader map)
    {
        var item = new ChecklistItem(map.RequiredText("text"))
        {
            Id = map.OptionalText("id"),
            Details = map.Texts("details"),
            Steps = map.Texts("steps"),
            Scope = Scope(map),
            Verification = ReadVerifiers(map, "verification"),
            Minimum = map.Has("minimum") ? map.Decimal("minimum", "0.8") : null,
            Optional = map.Boolean("optional"),
            Migrates = map.Boolean("migrates"),
            Challenge = map.OptionalText("challenge"),
            Cmdlet = map.OptionalText("cmdlet"),
            Owner = map.Checked<string>("owner", required: false, PlanText.Check),
        };
        if (
            item.Id is null
            && (
                item.Verification.Count > 0
                || item.Migrates
                || item.Scope != StepScope.Migration
                || map.Has("minimum")
                || map.Has("optional")
                || item.Cmdlet is not null
                || item.Owner is not null
            )
        )
            map.Problem(
                map.Node,
                "id",
                "A line with scope, verification, minimum, optional, migrates, cmdlet or owner is a step, and a step has an id",
                "Add an id: lower-case letters, digits and '-'"
            );
        if (item.Id is not null && item.Steps.Count > 0)
            map.Problem(
                map.NodeOf("steps"),
                "steps",
                "A line is a step itself, or names the steps that carry it out",
                "Remove id or steps"
            );
        map.ReportUnknownKeys();
        return item;
    }

    private static StepScope Scope(MapReader map)
    {
        if (map.OptionalText("scope") is not { } word)
            return StepScope.Migration;
        if (StepScopeText.Find(word) is { } scope)
            return scope;
        map.Problem(
            map.NodeOf("scope"),
            "scope",
            $"'{ServiceName.Printable(word)}' is nothing that steps are done for",
            "Write one of " + StepScopeText.Known
        );
        return StepScope.Migration;
    }
}

/// <summary>The words for what a step is done for.</summary>
internal static class StepScopeText
{
    private static readonly (string Word, StepScope Scope)[] ScopeWords =
    [
        ("migration", StepScope.Migration),
        ("pilot", StepScope.Pilot),
        ("wave", StepScope.Wave),
        ("service", StepScope.Service),
    ];

    public static string Known => string.Join(", ", ScopeWords.Select(w => w.Word));

    public static string Format(StepScope scope) => ScopeWords.First(w => w.Scope == scope).Word;

    public static StepScope? Find(string word) => ScopeWords.Where(w => w.Word == word).Select(w => (StepScope?)w.Scope).FirstOrDefault();
}
