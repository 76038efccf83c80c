using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>Reads a phase profile: the built-in one and a user's own alike.</summary>
public static class ProfileReader
{
    /// <summary>The kind that a profile file names.</summary>
    public const string Kind = "PhaseProfile";

    /// <summary>Reads a profile file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound profile; every problem with line, column, field and mend.</exception>
    public static PhaseProfile ReadFile(string path, string displayPath) =>
        Read(DocumentFile.Read(path, displayPath, YamlLimits.Default), displayPath, path);

    /// <summary>Reads a profile.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="displayPath">Name for errors.</param>
    /// <param name="source">The file that it came from, or null for the built-in one.</param>
    /// <exception cref="SloDocumentException">The text is not a sound profile.</exception>
    public static PhaseProfile Read(string text, string displayPath, string? source)
    {
        var problems = new ProblemList(displayPath);
        var profile = Read(SingleDocument.Load(text, displayPath, Kind), source, problems);
        problems.ThrowIfAny();
        return profile!;
    }

    private static PhaseProfile? Read(YamlNode root, string? source, ProblemList problems)
    {
        if (MapReader.Open(root, "", problems) is not { } map || !DocumentHead.Check(map, Kind))
            return null;
        var name = map.RequiredText("name");
        var description = map.OptionalText("description") ?? "";
        var gate = PhaseReader.Gate(map, problems);
        var phases = PhaseReader.Phases(map, problems, phase => phase.OptionalInteger("durationDays"));
        PhaseReader.Validate(phases, map, problems);
        var policy = PhaseReader.Policy(map, problems);
        map.RefuseOthers();
        return problems.Any ? null : new PhaseProfile(name, phases, gate) { Description = description, Source = source, ErrorBudgetPolicy = policy };
    }
}
