using System;
using System.Collections.Generic;
using System.IO;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Every kind of finding, from the YAML embedded in this assembly.</summary>
public static class LintCatalog
{
    private const string Resource = "lint";

    // Reading is done once; the catalog never changes.
    private static readonly Lazy<IReadOnlyDictionary<string, LintRule>> _rules = new(Load);

    /// <summary>The rules by code.</summary>
    public static IReadOnlyDictionary<string, LintRule> Rules => _rules.Value;

    private static Dictionary<string, LintRule> Load()
    {
        var problems = new ProblemList("lint.yaml");
        var rules = new Dictionary<string, LintRule>(StringComparer.Ordinal);
        if (MapReader.Open(YamlLoader.Load(ShippedText.Read(Resource), "lint.yaml", YamlLimits.Default)[0], "", problems) is { } map)
        {
            foreach (var (node, field) in map.NonEmptyItems("rules", "There is no rule"))
            {
                if (MapReader.Open(node, field, problems) is not { } rule)
                    continue;
                var code = rule.RequiredText("code");
                var severity = SeverityText.Find(rule.RequiredText("severity")) ?? throw new InvalidDataException($"The catalog gives {code} no severity.");
                rules.Add(code, new LintRule(code, severity, rule.RequiredText("title"), rule.RequiredText("guidance")));
                rule.RefuseOthers();
            }

            map.RefuseOthers();
        }

        problems.ThrowIfAny();
        return rules;
    }
}
