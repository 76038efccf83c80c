using System;
using System.Collections.Generic;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Reads a team's own severities: a file of kind LintSettings.</summary>
public static class LintSettings
{
    /// <summary>The kind that such a file names.</summary>
    public const string Kind = "LintSettings";

    /// <summary>Reads a file of settings.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <returns>Severities by code; null switches a code off.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not sound; every problem with line, column, field and mend.</exception>
    public static IReadOnlyDictionary<string, FindingSeverity?> ReadFile(string path, string displayPath) =>
        Read(DocumentFile.Read(path, displayPath, YamlLimits.Default), displayPath);

    /// <summary>Reads settings.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="displayPath">Name for errors.</param>
    /// <returns>Severities by code; null switches a code off.</returns>
    /// <exception cref="SloDocumentException">The text is not sound.</exception>
    public static IReadOnlyDictionary<string, FindingSeverity?> Read(string text, string displayPath)
    {
        var problems = new ProblemList(displayPath);
        var severities = new Dictionary<string, FindingSeverity?>(StringComparer.Ordinal);
        if (MapReader.Open(SingleDocument.Load(text, displayPath, Kind), "", problems) is { } map && DocumentHead.Check(map, Kind))
        {
            if (map.Map("rules", required: true) is { } rules)
                Rules(rules, severities);
            map.RefuseOthers();
        }

        problems.ThrowIfAny();
        return severities;
    }

    private static void Rules(MapReader rules, Dictionary<string, FindingSeverity?> severities)
    {
        foreach (var (code, node) in rules.Entries())
        {
            var word = node is YamlScalar scalar ? scalar.Value : "";
            var severity = SeverityText.Find(word);
            if (!LintCatalog.Rules.ContainsKey(code))
            {
                var near = Spelling.Nearest(code, LintCatalog.Rules.Keys);
                rules.Problem(node, ServiceName.Printable(code), $"'{ServiceName.Printable(code)}' is not a lint code", near is null ? "Give a code that a finding shows, for example AlertUnreachable" : $"Did you mean '{near}'? Otherwise remove it");
            }
            else if (severity is null && !string.Equals(word, SeverityText.Off, StringComparison.OrdinalIgnoreCase))
            {
                rules.Problem(node, code, node is YamlScalar ? $"'{ServiceName.Printable(word)}' is not a severity" : $"Here is {node.Kind}, and a severity belongs here", "Write error, warning, information or off");
            }
            else
            {
                severities[code] = severity;
            }
        }
    }
}
