using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Two rules with one name and the same labels write one series, or fire one alert, in turns.</summary>
internal sealed class RuleTwinsCheck : IDocumentCheck
{
    private const string Code = "RuleDuplicate";

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(ManifestDocument document)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in RuleNode.All(document))
        {
            var kind = rule.Text("alert") is null ? "record" : "alert";
            if (rule.Text(kind) is { } name && !seen.Add(Key(kind, name, rule.Map.Find("labels") as YamlMap)))
                yield return rule.Problem(name, kind, Code, $"A rule '{ServiceName.Printable(name.Value)}' with the same labels is there already", "Give one of them a label that tells them apart, or another name");
        }
    }

    private static string Key(string kind, YamlScalar name, YamlMap? labels)
    {
        var pairs = (labels?.Entries ?? []).Select(e => e.Key.Value + "\0" + (e.Value as YamlScalar)?.Value).OrderBy(p => p, StringComparer.Ordinal);
        return string.Join("\0\0", pairs.Prepend(name.Value).Prepend(kind));
    }
}
