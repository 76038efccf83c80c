using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Reads the checklist of a migration: the built-in one and a user's own alike.</summary>
public static class ChecklistReader
{
    /// <summary>The kind that a checklist file names.</summary>
    public const string Kind = "MigrationChecklist";

    /// <summary>Reads a checklist file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound checklist; every problem with line, column, field and mend.</exception>
    public static MigrationChecklist ReadFile(string path, string displayPath) =>
        Read(DocumentFile.Read(path, displayPath, YamlLimits.Default), displayPath, path);

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
        map.RefuseOthers();
        return checklist is null ? null : checklist with { Description = description, Source = source };
    }
}
