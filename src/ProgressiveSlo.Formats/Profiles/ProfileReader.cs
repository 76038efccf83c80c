using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Formats.Profiles;

/// <summary>Reads a phase profile: the built-in one and a user's own alike.</summary>
public static class ProfileReader
{
    /// <summary>The kind that a profile file names.</summary>
    public const string Kind = "PhaseProfile";

    /// <summary>Reads a profile file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound profile; every problem with line, column, field
    /// and fix.</exception>
    public static PhaseProfile ReadFile(string path, string displayPath) =>
        Read(DocumentFile.Read(path, displayPath, DocumentLimits.Default), displayPath, path);

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
        var serviceLabel = map.Checked<string>("serviceLabel", required: false, ServiceCondition.CheckLabel);
        var gate = PhaseReader.Gate(map, problems);
        var phases = PhaseReader.Phases(map, problems, phase => phase.OptionalInteger("durationDays"));
        PhaseReader.Validate(phases, map, problems);
        if (!problems.Any)
        {
            foreach (var problem in GateFeasibility.Problems(phases, gate))
                problems.Add(problem, map.Node);
        }

        var policy = PhaseReader.Policy(map, problems);
        map.ReportUnknownKeys();
        return problems.Any
            ? null
            : new PhaseProfile(name, phases, gate)
            {
                Description = description,
                Source = source,
                ErrorBudgetPolicy = policy,
                ServiceLabel = serviceLabel,
            };
    }
}

/// <summary>The profiles that come with the project: YAML embedded in this assembly.</summary>
public static class BuiltInProfiles
{
    /// <summary>Name of the profile that is used where none is named.</summary>
    public const string DefaultName = "default";

    private const string Prefix = "profile/";

    // Reading is done once; the profiles never change.
    private static readonly Lazy<IReadOnlyList<PhaseProfile>> _all = new(() => Names.Select(Load).ToArray());

    /// <summary>Names of the built-in profiles, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = EmbeddedResources.Names(Prefix);

    /// <summary>All built-in profiles.</summary>
    public static IReadOnlyList<PhaseProfile> All => _all.Value;

    /// <summary>The built-in profile of that name, or null.</summary>
    /// <param name="name">Name; case does not matter.</param>
    public static PhaseProfile? Find(string name) =>
        All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The YAML of a built-in profile, to begin one's own with.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such profile.</exception>
    public static string Text(string name) => EmbeddedResources.Read(Prefix + name);

    private static PhaseProfile Load(string name) => ProfileReader.Read(Text(name), "built-in profile " + name, source: null);
}
