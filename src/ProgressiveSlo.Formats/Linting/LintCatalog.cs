using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Every kind of finding, from the YAML embedded in this assembly.</summary>
public static class LintCatalog
{
    private const string Resource = "lint";

    // Reading is done once; the catalog never changes.
    private static readonly Lazy<IReadOnlyDictionary<string, FindingRule>> _rules = new(Load);

    /// <summary>The rules by code.</summary>
    public static IReadOnlyDictionary<string, FindingRule> Rules => _rules.Value;

    private static Dictionary<string, FindingRule> Load()
    {
        var problems = new ProblemList("lint.yaml");
        var rules = new Dictionary<string, FindingRule>(StringComparer.Ordinal);
        if (
            MapReader.Open(YamlLoader.Load(EmbeddedResources.Read(Resource), "lint.yaml", DocumentLimits.Default)[0], "", problems) is
            { } map
        )
        {
            foreach (var (node, field) in map.NonEmptyItems("rules", "There is no rule"))
            {
                if (MapReader.Open(node, field, problems) is not { } rule)
                    continue;
                var code = rule.RequiredText("code");
                var severity =
                    SeverityText.Find(rule.RequiredText("severity"))
                    ?? throw new InvalidDataException($"The catalog gives {code} no severity.");
                rules.Add(
                    code,
                    new FindingRule(code, severity, rule.RequiredText("title"), rule.RequiredText("guidance"))
                    {
                        IsRefusal = rule.Boolean("refusal"),
                        NeedsContext = rule.Boolean("context"),
                        HelpUri = HelpPages.OfCode(code),
                    }
                );
                rule.ReportUnknownKeys();
            }

            map.ReportUnknownKeys();
        }

        problems.ThrowIfAny();
        return rules;
    }
}

/// <summary>Reads a team's own severities: a file of kind LintSettings.</summary>
public static class LintSettings
{
    /// <summary>The kind that such a file names.</summary>
    public const string Kind = "LintSettings";

    /// <summary>Reads a file of settings.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <returns>Severities by code; null switches a code off.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not sound; every problem with line, column, field and
    /// fix.</exception>
    public static IReadOnlyDictionary<string, FindingSeverity?> ReadFile(string path, string displayPath) =>
        Read(DocumentFile.Read(path, displayPath, DocumentLimits.Default), displayPath);

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
            map.ReportUnknownKeys();
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
                rules.Problem(
                    node,
                    ServiceName.Printable(code),
                    $"'{ServiceName.Printable(code)}' is not a lint code",
                    near is null
                        ? "Give a code that a finding shows, for example AlertUnreachable"
                        : $"Did you mean '{near}'? Otherwise remove it"
                );
            }
            else if (severity is null && !string.Equals(word, SeverityText.Off, StringComparison.OrdinalIgnoreCase))
            {
                rules.Problem(
                    node,
                    code,
                    node is YamlScalar ? $"'{ServiceName.Printable(word)}' is not a severity" : $"Expected a severity, found {node.Kind}",
                    "Write error, warning, information or off"
                );
            }
            else
            {
                severities[code] = severity;
            }
        }
    }
}

/// <summary>Severities as files write them.</summary>
internal static class SeverityText
{
    /// <summary>What switches a rule off.</summary>
    public const string Off = "off";

    /// <summary>The severity of a word, or null.</summary>
    public static FindingSeverity? Find(string word)
    {
        foreach (FindingSeverity severity in Enum.GetValues(typeof(FindingSeverity)))
        {
            if (string.Equals(severity.ToString(), word, StringComparison.OrdinalIgnoreCase))
                return severity;
        }

        return null;
    }
}
