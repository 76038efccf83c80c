using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>A rule of a rule file or of a PrometheusRule object, as it stands there.</summary>
/// <param name="Document">The document.</param>
/// <param name="Map">The rule.</param>
/// <param name="Field">Its path.</param>
internal sealed record RuleNode(ManifestDocument Document, YamlMap Map, string Field)
{
    /// <summary>The groups of a document with rules; none for any other document.</summary>
    public static IEnumerable<(YamlMap Map, string Field)> Groups(ManifestDocument document)
    {
        var isObject = PrometheusRuleReader.OfObjects.Recognises(document);
        if (!isObject && !PrometheusRuleReader.OfFiles.Recognises(document))
            yield break;
        var root = isObject ? (document.Root as YamlMap)?.Find("spec") : document.Root;
        foreach (var (node, field) in Items((root as YamlMap)?.Find("groups"), isObject ? "spec.groups" : "groups"))
        {
            if (node is YamlMap map)
                yield return (map, field);
        }
    }

    /// <summary>The rules of a document, in order.</summary>
    public static IEnumerable<RuleNode> All(ManifestDocument document)
    {
        foreach (var group in Groups(document))
        {
            foreach (var (node, field) in Items(group.Map.Find("rules"), group.Field + ".rules"))
            {
                if (node is YamlMap map)
                    yield return new RuleNode(document, map, field);
            }
        }
    }

    /// <summary>The text of a key, or null.</summary>
    public YamlScalar? Text(string key) => Map.Find(key) is YamlScalar { IsNull: false } scalar ? scalar : null;

    /// <summary>A problem at a node of the rule.</summary>
    public DocumentProblem Problem(YamlNode node, string key, string code, string message, string mend) =>
        new(Document.Path, node.Line, node.Column, new FieldProblem(key.Length == 0 ? Field : Field + "." + key, message, mend) { Code = code });

    private static IEnumerable<(YamlNode Node, string Field)> Items(YamlNode? list, string field)
    {
        var items = (list as YamlList)?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
            yield return (items[i], field + "[" + i.ToString(CultureInfo.InvariantCulture) + "]");
    }
}
