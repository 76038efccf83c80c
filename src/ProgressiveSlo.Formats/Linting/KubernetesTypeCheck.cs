using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>
/// The API of Kubernetes takes no number and no truth value where text belongs. Files that a tool reads by itself may have both. Sources:
/// the CRDs of the Prometheus operator, of Sloth and of Pyrra, and ObjectMeta of Kubernetes.
/// </summary>
internal sealed class KubernetesTypeCheck : IDocumentCheck
{
    private const string Code = "TextNotQuoted";

    // Below each item of a list, or each value of a mapping.
    private const string Each = "*";

    private static readonly string[][] _ofAll =
    [
        ["metadata", "labels", Each],
        ["metadata", "annotations", Each],
    ];

    private static readonly Dictionary<string, string[][]> _ofKinds = new(StringComparer.Ordinal)
    {
        ["sloth.slok.dev/PrometheusServiceLevel"] =
        [
            ["spec", "labels", Each],
            ["spec", "service"],
            ["spec", "slos", Each, "name"],
            ["spec", "slos", Each, "description"],
            ["spec", "slos", Each, "labels", Each],
            ["spec", "slos", Each, "sli", "plugin", "options", Each],
            ["spec", "slos", Each, "alerting", "name"],
            ["spec", "slos", Each, "alerting", "labels", Each],
            ["spec", "slos", Each, "alerting", "annotations", Each],
            ["spec", "slos", Each, "alerting", "pageAlert", "labels", Each],
            ["spec", "slos", Each, "alerting", "pageAlert", "annotations", Each],
            ["spec", "slos", Each, "alerting", "ticketAlert", "labels", Each],
            ["spec", "slos", Each, "alerting", "ticketAlert", "annotations", Each],
        ],
        ["pyrra.dev/ServiceLevelObjective"] =
        [
            ["spec", "target"],
            ["spec", "window"],
            ["spec", "description"],
            ["spec", "indicator", "latencyNative", "latency"],
        ],
    };

    private static readonly string[] _ofRules = ["labels", "annotations"];

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(RuleContent content, LintOptions options)
    {
        var document = content.Document;
        if (document.Root is not YamlMap root || document.Head("apiVersion") is not { } version || document.Head("kind") is not { } kind)
            return [];
        var found = new List<DocumentProblem>();
        var group = version.IndexOf('/') is >= 0 and var slash ? version.Substring(0, slash) : "";
        _ofKinds.TryGetValue(group + "/" + kind, out var paths);
        if (paths is null && !content.Form.IsObject)
            return [];
        foreach (var path in _ofAll.Concat(paths ?? []))
            Look(root, path, 0, "", document.Path, found);
        if (content.Form.IsObject)
            Rules(content, found);
        return found;
    }

    private static void Rules(RuleContent content, List<DocumentProblem> found)
    {
        foreach (var group in content.Groups)
        {
            if (group.Labels is { } labels)
                Look(labels, [Each], 0, group.Field + ".labels", content.Document.Path, found);
            foreach (var rule in group.Rules)
            {
                foreach (var key in _ofRules)
                {
                    if (rule.Map.Find(key) is YamlMap texts && texts.Entries.Any(e => IsOther(e.Value)))
                        Look(texts, [Each], 0, rule.Field + "." + key, content.Document.Path, found);
                }
            }
        }
    }

    private static void Look(YamlNode node, string[] path, int at, string field, string file, List<DocumentProblem> found)
    {
        if (at == path.Length)
        {
            if (IsOther(node))
                found.Add(Problem((YamlScalar)node, field, file));
            return;
        }

        if (path[at] != Each)
        {
            if ((node as YamlMap)?.Find(path[at]) is { } next)
                Look(next, path, at + 1, field.Length == 0 ? path[at] : field + "." + path[at], file, found);
        }
        else if (node is YamlMap map)
        {
            foreach (var entry in map.Entries)
                Look(entry.Value, path, at + 1, field + "." + ServiceName.Printable(entry.Key.Value), file, found);
        }
        else if (node is YamlList list)
        {
            for (var i = 0; i < list.Items.Count; i++)
                Look(list.Items[i], path, at + 1, field + "[" + i.ToString(CultureInfo.InvariantCulture) + "]", file, found);
        }
    }

    // kubectl turns YAML into JSON, in which a number has no quotes.
    private static bool IsOther(YamlNode node) =>
        node is YamlScalar { IsPlain: true, IsNull: false } text && (YamlNumber.IsNumber(text.Value) || YamlNumber.IsTruth(text.Value));

    private static DocumentProblem Problem(YamlScalar node, string field, string file) =>
        new(
            file,
            node.Line,
            node.Column,
            new FieldProblem(
                field,
                $"Kubernetes expects text, and {ServiceName.Printable(node.Value)} is "
                    + (YamlNumber.IsTruth(node.Value) ? "a truth value" : "a number"),
                $"Put it in quotes: \"{ServiceName.Printable(node.Value)}\""
            )
            {
                Code = Code,
            }
        );
}
