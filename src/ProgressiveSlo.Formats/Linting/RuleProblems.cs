using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Gathers what is wrong with the form of rules, by the types and keys that Prometheus knows.</summary>
internal sealed class RuleProblems(RuleContent content, PrometheusVersion? version)
{
    /// <summary>Code of what Prometheus refuses and no other code says.</summary>
    public const string Invalid = "RuleInvalid";

    private readonly List<DocumentProblem> _found = [];

    /// <summary>All codes that this class uses.</summary>
    public static IReadOnlyList<string> AllCodes { get; } = [Invalid, "FieldMissing", "FieldUnknown", "FieldIgnored", "DurationInvalid"];

    /// <summary>What was found.</summary>
    public IReadOnlyList<DocumentProblem> Found => _found;

    public void Add(YamlNode node, string field, string code, string message, string fix) =>
        _found.Add(
            new DocumentProblem(content.Document.Path, node.Line, node.Column, new FieldProblem(field, message, fix) { Code = code })
        );

    /// <summary>Says which keys are not those of a rule file.</summary>
    public void CheckKeys(YamlMap map, RuleNode rule, RuleKeys keys)
    {
        foreach (var entry in map.Entries)
        {
            if (!keys.Has(entry.Key.Value, version))
                AddKey(entry.Key, rule.Field, keys);
        }
    }

    /// <summary>Says which keys are not those of a rule file.</summary>
    public void CheckKeys(YamlMap map, string field, RuleKeys keys)
    {
        foreach (var entry in map.Entries)
        {
            if (!keys.Has(entry.Key.Value, version))
                AddKey(entry.Key, field, keys);
        }
    }

    /// <summary>A key with a duration, if it is there.</summary>
    public void CheckDuration(YamlMap map, RuleNode rule, string key)
    {
        if (IsWrongDuration(map, key))
            AddDuration(map.Find(key)!, rule.Field + "." + key);
    }

    /// <summary>A key with a duration, if it is there.</summary>
    public void CheckDuration(YamlMap map, string field, string key)
    {
        if (IsWrongDuration(map, key))
            AddDuration(map.Find(key)!, field + "." + key);
    }

    /// <summary>A key with a whole number, if it is there.</summary>
    public void CheckInteger(YamlMap map, string field, string key)
    {
        if (
            map.Find(key) is { } node and not YamlScalar { IsNull: true }
            && !(node is YamlScalar { IsPlain: true } s && YamlNumber.IsNumber(s.Value))
        )
            Add(
                node,
                field + "." + key,
                Invalid,
                node is YamlScalar scalar
                    ? $"'{ServiceName.Printable(scalar.Value)}' is not a number"
                    : $"Expected a number, found {node.Kind}",
                "Write a whole number without quotes, for example 100"
            );
    }

    /// <summary>A key with texts by name, if it is there.</summary>
    public void CheckTexts(YamlMap map, RuleNode rule, string key)
    {
        if (map.Find(key) is { } node && !IsTexts(node))
            AddTexts(node, rule.Field + "." + key);
    }

    /// <summary>A key with texts by name, if it is there.</summary>
    public void CheckTexts(YamlMap map, string field, string key)
    {
        if (map.Find(key) is { } node && !IsTexts(node))
            AddTexts(node, field + "." + key);
    }

    private static bool IsWrongDuration(YamlMap map, string key) =>
        map.Find(key) switch
        {
            null or YamlScalar { IsNull: true } => false,
            YamlScalar text => RuleDuration.Read(text.Value) is null,
            _ => true,
        };

    private static bool IsTexts(YamlNode node) =>
        node is YamlScalar { IsNull: true } || (node is YamlMap texts && texts.Entries.All(e => e.Value is YamlScalar));

    private void AddDuration(YamlNode node, string field) =>
        Add(
            node,
            field,
            "DurationInvalid",
            node is YamlScalar text
                ? $"'{ServiceName.Printable(text.Value)}' is not a duration"
                : $"Expected a duration, found {node.Kind}",
            "Write it as Prometheus does, for example 5m or 1h30m"
        );

    private void AddTexts(YamlNode node, string field)
    {
        if (node is not YamlMap map)
        {
            Add(node, field, Invalid, $"Expected a mapping, found {node.Kind}", "Write names and texts, one pair a line");
            return;
        }

        foreach (var entry in map.Entries)
        {
            if (entry.Value is not YamlScalar)
                Add(
                    entry.Value,
                    field + "." + ServiceName.Printable(entry.Key.Value),
                    Invalid,
                    $"Expected text, found {entry.Value.Kind}",
                    "Write one text"
                );
        }
    }

    private void AddKey(YamlScalar key, string field, RuleKeys keys)
    {
        var place = (field.Length == 0 ? "" : field + ".") + ServiceName.Printable(key.Value);
        if (keys.Since(key.Value) is { } since)
            Add(
                key,
                place,
                "FieldUnknown",
                $"The key needs Prometheus {since} or later, and an older one refuses the file",
                "Remove the key, or update the server"
            );
        else if (keys.IsOfOthers(key.Value) && (version is null || !content.Form.IsFile))
        {
            if (content.Form.IsFile)
                Add(
                    key,
                    place,
                    "FieldIgnored",
                    "The key is one of Thanos, Mimir or VictoriaMetrics, and Prometheus refuses the file for it",
                    "Leave it where such a server loads the file; otherwise remove it"
                );
        }
        else
        {
            var near = Spelling.Nearest(key.Value, keys.Names);
            Add(
                key,
                place,
                content.Form.IsObject ? "FieldIgnored" : "FieldUnknown",
                content.Form.IsObject ? "The key is unknown, and Kubernetes drops it"
                    : content.Form.IsFile ? "The key is unknown to Prometheus, which refuses the whole file for it"
                    : "The key is unknown to Prometheus, which refuses the rules for it",
                near is null ? "Remove it; known here are " + string.Join(", ", keys.Names) : $"Did you mean '{near}'? Otherwise remove it"
            );
        }
    }
}
