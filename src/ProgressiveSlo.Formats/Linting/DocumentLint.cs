using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Runs every check on documents.</summary>
public static class DocumentLint
{
    private static readonly IDocumentCheck[] _checks =
    [
        new RuleFileDocumentsCheck(),
        new RuleGroupNamesCheck(),
        new DuplicateRulesCheck(),
        new RuleSyntaxCheck(),
    ];

    /// <summary>The codes of all checks.</summary>
    public static IReadOnlyList<string> Codes { get; } = _checks.SelectMany(c => c.Codes).Distinct().ToArray();

    internal static IEnumerable<DocumentProblem> Run(ManifestDocument document, LintOptions options) =>
        _checks.SelectMany(check => check.Check(document, options));
}

/// <summary>Looks for a mistake in a document itself, where there may be no definition.</summary>
internal interface IDocumentCheck
{
    /// <summary>The codes of what it finds.</summary>
    IReadOnlyList<string> Codes { get; }

    /// <summary>What it finds; each problem has one of <see cref="Codes"/>.</summary>
    IEnumerable<DocumentProblem> Check(ManifestDocument document, LintOptions options);
}

/// <summary>Prometheus reads the first document of a rule file and skips the others without a word.</summary>
internal sealed class RuleFileDocumentsCheck : IDocumentCheck
{
    private const string Code = "RuleFileMultipleDocuments";

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(ManifestDocument document, LintOptions options)
    {
        if (document.Index == 0 || !PrometheusRuleReader.OfFiles.Recognises(document))
            yield break;
        var place = (document.Index + 1).ToString(CultureInfo.InvariantCulture);
        yield return new DocumentProblem(
            document.Path,
            document.Root.Line,
            document.Root.Column,
            new FieldProblem(
                "",
                $"This is document {place} of the rule file, and Prometheus loads the first one alone",
                "Put the groups of all documents into one, or each document into a file of its own"
            )
            {
                Code = Code,
            }
        );
    }
}

/// <summary>Prometheus refuses a rule file with two groups of one name.</summary>
internal sealed class RuleGroupNamesCheck : IDocumentCheck
{
    private const string Code = "RuleGroupDuplicate";

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(ManifestDocument document, LintOptions options)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (map, field) in RuleNode.Groups(document))
        {
            if (map.Find("name") is YamlScalar name && !names.Add(name.Value))
            {
                yield return new DocumentProblem(
                    document.Path,
                    name.Line,
                    name.Column,
                    new FieldProblem(
                        field + ".name",
                        $"A group '{ServiceName.Printable(name.Value)}' is there already, and Prometheus refuses the file",
                        "Give the group another name"
                    )
                    {
                        Code = Code,
                    }
                );
            }
        }
    }
}

/// <summary>What Prometheus refuses in a rule: an expression that does not parse, and names that are none.</summary>
internal sealed class RuleSyntaxCheck : IDocumentCheck
{
    public IReadOnlyList<string> Codes => ["PromQlSyntax", FeatureNeed.Code, "MetricNameInvalid", "LabelNameInvalid"];

    public IEnumerable<DocumentProblem> Check(ManifestDocument document, LintOptions options)
    {
        foreach (var rule in RuleNode.All(document))
        {
            if (rule.Text("record") is { } record && !LabelNames.IsMetricName(record.Value))
            {
                // Prometheus refuses braces, which are mostly labels that went astray.
                var isName = LabelNames.IsUtf8Name(record.Value) && record.Value.IndexOfAny(['{', '}']) < 0;
                foreach (var problem in Name(rule, record, "record", isName, options))
                    yield return problem;
            }

            foreach (var problem in Expression(rule, options.PrometheusVersion))
                yield return problem;
            foreach (var label in (rule.Map.Find("labels") as YamlMap)?.Entries ?? [])
            {
                if (LabelNames.IsValid(label.Key.Value) && label.Key.Value != "__name__")
                    continue;
                var isName = LabelNames.IsUtf8Name(label.Key.Value) && label.Key.Value != "__name__";
                foreach (var problem in Name(rule, label.Key, "labels", isName, options))
                    yield return problem;
            }
        }
    }

    // Since 3.0, names have any characters.
    private static IEnumerable<DocumentProblem> Name(RuleNode rule, YamlScalar name, string key, bool isName, LintOptions options)
    {
        var shown = $"'{ServiceName.Printable(name.Value)}'";
        if (isName)
        {
            if (FeatureNeed.Find(PromQlFeatures.QuotedName, options.PrometheusVersion, "as " + shown + " does") is { } need)
                yield return rule.Problem(name, key, FeatureNeed.Code, need.Message, need.Fix ?? "", need.IsRefused);
        }
        else if (key == "record")
        {
            yield return rule.Problem(
                name,
                key,
                "MetricNameInvalid",
                $"{shown} is not a metric name",
                "Use letters, digits, '_' and ':', and no digit at the start"
            );
        }
        else
        {
            yield return rule.Problem(
                name,
                key,
                "LabelNameInvalid",
                $"{shown} is not the name of a label that a rule may set",
                "Use letters, digits and '_', and no digit at the start"
            );
        }
    }

    private static IEnumerable<DocumentProblem> Expression(RuleNode rule, PrometheusVersion? version)
    {
        if (rule.Text("expr") is not { } expression)
            yield break;

        // The newest grammar knows of more that is to be told; only what it has no longer is read by the older one.
        if (
            !PromQlParser.TryParse(expression.Value, PromQlOptions.Plain, out _, out var features, out var error)
            && error.Kind == PromQlErrorKind.OtherVersion
            && version is not null
        )
            PromQlParser.TryParse(
                expression.Value,
                new PromQlOptions { PrometheusVersion = version.Value },
                out _,
                out features,
                out error
            );
        if (error is { Kind: not PromQlErrorKind.OtherVersion })
            yield return rule.Problem(expression, "expr", "PromQlSyntax", $"{error.Problem}, {error.Place}", error.Expected);
        foreach (var need in FeatureNeed.Find(expression.Value, features, error, version))
            yield return rule.Problem(expression, "expr", FeatureNeed.Code, need.Message, need.Fix ?? "", need.IsRefused);
    }
}

/// <summary>Two rules with one name and the same labels write one series, or fire one alert, in turns.</summary>
internal sealed class DuplicateRulesCheck : IDocumentCheck
{
    private const string Code = "RuleDuplicate";

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(ManifestDocument document, LintOptions options)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in RuleNode.All(document))
        {
            var kind = rule.Text("alert") is null ? "record" : "alert";
            if (rule.Text(kind) is { } name && !seen.Add(Key(kind, name, rule.Map.Find("labels") as YamlMap)))
                yield return rule.Problem(
                    name,
                    kind,
                    Code,
                    $"A rule '{ServiceName.Printable(name.Value)}' with the same labels is there already",
                    "Give one of them a label that tells them apart, or another name"
                );
        }
    }

    private static string Key(string kind, YamlScalar name, YamlMap? labels)
    {
        var pairs = (labels?.Entries ?? [])
            .Select(e => e.Key.Value + "\0" + (e.Value as YamlScalar)?.Value)
            .OrderBy(p => p, StringComparer.Ordinal);
        return string.Join("\0\0", pairs.Prepend(name.Value).Prepend(kind));
    }
}

/// <summary>A rule of a rule file or of a PrometheusRule object, as it stands there.</summary>
/// <param name="Document">The document.</param>
/// <param name="Map">The rule.</param>
/// <param name="Field">Its path.</param>
internal sealed record RuleNode(ManifestDocument Document, YamlMap Map, string Field)
{
    /// <summary>The groups of a document with rules; none for any other document.</summary>
    public static IEnumerable<(YamlMap Map, string Field)> Groups(ManifestDocument document)
    {
        if (PrometheusRuleReader.Find(document) is not { IsObject: var isObject })
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
    public DocumentProblem Problem(YamlNode node, string key, string code, string message, string fix, bool isRefused = false) =>
        new(
            Document.Path,
            node.Line,
            node.Column,
            new FieldProblem(key.Length == 0 ? Field : Field + "." + key, message, fix) { Code = code, IsRefused = isRefused }
        );

    private static IEnumerable<(YamlNode Node, string Field)> Items(YamlNode? list, string field)
    {
        var items = (list as YamlList)?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
            yield return (items[i], field + "[" + i.ToString(CultureInfo.InvariantCulture) + "]");
    }
}
