using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Guidance;

/// <summary>Reads guidance: the built-in one and a user's own alike.</summary>
public static class GuidanceFile
{
    /// <summary>The kind that such a file names.</summary>
    public const string Kind = "Guidance";

    // Reading is done once; the guidance never changes.
    private static readonly Lazy<GuidanceSet> LazyBuiltIn = new(() =>
        Read(EmbeddedResources.Read("migration/guidance"), "built-in guidance")
    );

    /// <summary>The guidance that comes with the project.</summary>
    public static GuidanceSet BuiltIn => LazyBuiltIn.Value;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not sound; every problem with line, column, field and
    /// fix.</exception>
    public static GuidanceSet ReadFile(string path, string displayPath) =>
        Read(DocumentFile.Read(path, displayPath, DocumentLimits.Default), displayPath);

    /// <summary>Reads guidance.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="displayPath">Name for errors.</param>
    /// <exception cref="SloDocumentException">The text is not sound.</exception>
    public static GuidanceSet Read(string text, string displayPath)
    {
        var problems = new ProblemList(displayPath);
        var challenges = new List<(Challenge, IReadOnlyList<string>)>();
        if (MapReader.Open(SingleDocument.Load(text, displayPath, Kind), "", problems) is { } map && DocumentHead.Check(map, Kind))
        {
            var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (node, field) in map.NonEmptyItems("challenges", "There is no challenge"))
            {
                if (MapReader.Open(node, field, problems) is { } challenge)
                    challenges.Add(Challenge(challenge, taken));
            }

            map.ReportUnknownKeys();
        }

        problems.ThrowIfAny();
        return new GuidanceSet(challenges);
    }

    private static (Challenge Challenge, IReadOnlyList<string> Codes) Challenge(MapReader map, Dictionary<string, string> taken)
    {
        var name = map.RequiredText("name");
        var helps = map.Texts("helps");
        if (helps.Count == 0)
            map.Problem(map.NodeOf("helps"), "helps", "Nothing says what helps", "Write what helps, each with '- ' before it");
        var codes = map.Texts("for");
        foreach (var code in codes)
        {
            if (taken.TryGetValue(code, out var other))
                map.Problem(
                    map.NodeOf("for"),
                    "for",
                    $"'{ServiceName.Printable(code)}' belongs to '{ServiceName.Printable(other)}' already",
                    "Give each code to one challenge"
                );
            else
                taken.Add(code, name);
        }

        map.ReportUnknownKeys();
        return (new Challenge(name, helps), codes.Distinct(StringComparer.OrdinalIgnoreCase).ToArray());
    }
}
