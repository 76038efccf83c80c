using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Reads a user's own knowledge of which rules belong to which service: a file of kind ServiceMap.</summary>
public static class ServiceMapFile
{
    /// <summary>The kind that such a file names.</summary>
    public const string Kind = "ServiceMap";

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not sound; every problem with line, column, field and
    /// fix.</exception>
    public static ServiceMapping ReadFile(string path, string displayPath) =>
        Read(DocumentFile.Read(path, displayPath, DocumentLimits.Default), displayPath);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="displayPath">Name for errors.</param>
    /// <exception cref="SloDocumentException">The text is not sound.</exception>
    public static ServiceMapping Read(string text, string displayPath)
    {
        var problems = new ProblemList(displayPath);
        var entries = new List<ServiceMappingEntry>();
        if (MapReader.Open(SingleDocument.Load(text, displayPath, Kind), "", problems) is { } map && DocumentHead.Check(map, Kind))
        {
            foreach (var (node, field) in map.NonEmptyItems("services", "The map has no service"))
            {
                if (Entry(node, field, problems) is { } entry)
                    entries.Add(entry);
            }

            map.ReportUnknownKeys();
        }

        problems.ThrowIfAny();
        return new ServiceMapping(entries);
    }

    private static ServiceMappingEntry? Entry(YamlNode node, string field, ProblemList problems)
    {
        if (MapReader.Open(node, field, problems) is not { } map)
            return null;
        var service = map.Checked("service", required: true, (text, _) => ServiceName.Check(text));
        var entry = new ServiceMappingEntry(service ?? "")
        {
            Name = map.OptionalText("name"),
            Group = map.OptionalText("group"),
            Path = map.OptionalText("path"),
            Owner = map.OptionalText("owner"),
            Labels = Labels(map, problems),
        };
        map.ReportUnknownKeys();
        return entry;
    }

    private static Dictionary<string, string> Labels(MapReader parent, ProblemList problems)
    {
        var labels = new Dictionary<string, string>();
        if (parent.Map("labels", required: false) is not { } map)
            return labels;
        foreach (var (name, node) in map.Entries())
        {
            if (node is YamlScalar { IsNull: false } scalar)
                labels[name] = scalar.Value;
            else
                problems.Add(
                    node,
                    map.Path(name),
                    $"Expected a text with * and ?, found {node.Kind}",
                    "Write the value that the label has, for example checkout-*"
                );
        }

        return labels;
    }
}
