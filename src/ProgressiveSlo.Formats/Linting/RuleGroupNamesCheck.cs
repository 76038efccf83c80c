using System;
using System.Collections.Generic;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Prometheus refuses a rule file with two groups of one name.</summary>
internal sealed class RuleGroupNamesCheck : IDocumentCheck
{
    private const string Code = "RuleGroupDuplicate";

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(ManifestDocument document)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (map, field) in RuleNode.Groups(document))
        {
            if (map.Find("name") is YamlScalar name && !names.Add(name.Value))
            {
                yield return new DocumentProblem(document.Path, name.Line, name.Column, new FieldProblem(
                    field + ".name", $"A group '{ServiceName.Printable(name.Value)}' is there already, and Prometheus refuses the file", "Give the group another name") { Code = Code });
            }
        }
    }
}
