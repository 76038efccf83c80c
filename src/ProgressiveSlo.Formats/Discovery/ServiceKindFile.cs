using ProgressiveSlo.Discovery;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Discovery;

/// <summary>Reads what is known about services.</summary>
public static class ServiceKindFile
{
    /// <summary>The kind that such a file names.</summary>
    public const string Kind = "ServiceKinds";

    private static readonly string[] Measures = ["errors", "badMetric", "gauge", "condition"];

    // Reading is done once; the data never change.
    private static readonly Lazy<ServiceKinds> LazyBuiltIn = new(() => Read(EmbeddedResources.Read("discovery/kinds"), "built-in kinds"));

    /// <summary>What comes with the project.</summary>
    public static ServiceKinds BuiltIn => LazyBuiltIn.Value;

    /// <summary>Reads kinds of services.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="displayPath">Name for errors.</param>
    /// <exception cref="SloDocumentException">The text is not sound; every problem with line, column, field and fix.</exception>
    public static ServiceKinds Read(string text, string displayPath)
    {
        var problems = new ProblemList(displayPath);
        ServiceKinds? kinds = null;
        if (MapReader.Open(SingleDocument.Load(text, displayPath, Kind), "", problems) is { } map && DocumentHead.Check(map, Kind))
            kinds = Read(map, problems);
        problems.ThrowIfAny();
        return kinds!;
    }

    private static ServiceKinds Read(MapReader map, ProblemList problems)
    {
        var namespaces = LabelsOf(map, "namespaceLabels");
        var (similar, ignored) = (Patterns(map, "similar"), Patterns(map, "ignored"));
        var advice = TextsOf(map, "advice");
        var kinds = new List<ServiceKind>();
        foreach (var (node, field) in map.NonEmptyItems("kinds", "There is no kind of service"))
        {
            if (MapReader.Open(node, field, problems) is not { } item || KindOf(item, namespaces, problems) is not { } kind)
                continue;
            if (kinds.Any(k => k.Name == kind.Name))
                item.Problem(item.NodeOf("name"), "name", $"'{kind.Name}' is duplicated", "Give one another name");
            kinds.Add(kind);
        }

        map.ReportUnknownKeys();
        return new ServiceKinds(kinds, similar, ignored, advice);
    }

    private static ServiceKind? KindOf(MapReader map, IReadOnlyList<string> namespaces, ProblemList problems)
    {
        var before = problems.Count;
        var name = map.RequiredText("name");
        if (name.Length > 0 && !name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            map.Problem(
                map.NodeOf("name"),
                "name",
                $"'{ServiceName.Printable(name)}' is not a name of a kind",
                "Use small letters, digits and '-', for example http"
            );
        var metric = Selector(map, "metric", required: true);
        var given = Measures.Where(map.Has).ToArray();
        if (given.Length != 1)
            map.Problem(
                map.Node,
                given.Length == 0 ? "errors" : given[1],
                given.Length == 0 ? "Nothing says what is bad" : $"There are both {given[0]} and {given[1]}, and each says what is bad",
                "Write one of " + string.Join(", ", Measures)
            );
        var kind = new ServiceKind(name, map.RequiredText("title"), metric!)
        {
            Errors = ErrorLabels(map, problems),
            BadMetric = Selector(map, "badMetric", required: false)?.Metric,
            IsGauge = map.Boolean("gauge"),
            Condition = Condition(map),
            ServiceLabels = LabelsOf(map, "serviceLabels"),
            NamespaceLabels = map.Has("namespaceLabels") ? LabelsOf(map, "namespaceLabels") : namespaces,
            Histogram = Histogram(map),
            Template = Template(map),
            TrialsPerDay = map.OptionalInteger("trialsPerDay"),
        };
        map.ReportUnknownKeys();
        return problems.Count > before ? null : kind;
    }

    private static List<ErrorLabel> ErrorLabels(MapReader map, ProblemList problems)
    {
        var errors = new List<ErrorLabel>();
        foreach (var (node, field) in map.Items("errors", required: false))
        {
            if (MapReader.Open(node, field, problems) is not { } item)
                continue;
            var bad = item.Checked("bad", required: true, LabelMatcher.Parse);
            if (bad is { Operator: "=~" or "!~" })
                CheckPattern(item, "bad", bad.Value);
            var values = Pattern(item, "values");
            item.ReportUnknownKeys();
            if (bad is not null)
                errors.Add(new ErrorLabel(bad, values));
        }

        return errors;
    }

    private static KindCondition? Condition(MapReader map)
    {
        if (map.Map("condition", required: false) is not { } item)
            return null;
        var query = item.RequiredText("query");
        foreach (var placeholder in new[] { "by ({{.by}}) ", "{{.selector}}" })
        {
            if (query.Length > 0 && !query.Contains(placeholder))
                item.Problem(
                    item.NodeOf("query"),
                    "query",
                    $"The query has no {placeholder.Trim()}",
                    "Write it for example as max by ({{.by}}) ({{.selector}})"
                );
        }

        var comparison = item.RequiredText("operator");
        if (comparison.Length > 0 && comparison is not ("<" or "<=" or ">" or ">="))
            item.Problem(
                item.NodeOf("operator"),
                "operator",
                $"'{ServiceName.Printable(comparison)}' is not a comparison",
                "Write one of <, <=, >, >="
            );
        var condition = new KindCondition(query, comparison, item.Decimal("value", "60"));
        item.ReportUnknownKeys();
        return condition;
    }

    private static KindHistogram? Histogram(MapReader map)
    {
        if (map.Map("histogram", required: false) is not { } item)
            return null;
        var selector = Selector(item, "metric", required: true);
        var milliseconds = item.Boolean("milliseconds");
        item.ReportUnknownKeys();
        return selector is null ? null : new KindHistogram(selector.Metric, selector.Filters, milliseconds);
    }

    private static KindTemplate? Template(MapReader map)
    {
        if (map.Map("template", required: false) is not { } item)
            return null;
        var template = new KindTemplate(item.RequiredText("name"), item.RequiredText("parameter"), TextsOf(item, "values"));
        item.ReportUnknownKeys();
        return template;
    }

    private static MetricSelector? Selector(MapReader map, string key, bool required)
    {
        var selector = map.Checked(key, required, MetricSelector.Parse);
        foreach (var filter in selector?.Filters ?? [])
        {
            if (filter.Operator is "=~" or "!~")
                CheckPattern(map, key, filter.Value);
        }

        return selector;
    }

    private static IReadOnlyList<string> LabelsOf(MapReader map, string key)
    {
        var labels = map.Texts(key);
        if (labels.Count == 0)
            map.Problem(map.NodeOf(key), key, "There is no label", "Write the labels in the order in which they count, for example [job]");
        foreach (var label in labels.Where(l => !LabelNames.IsValid(l)))
            map.Problem(
                map.NodeOf(key),
                key,
                $"'{ServiceName.Printable(label)}' is not the name of a label",
                "Use letters, digits and '_', and no digit at the start"
            );
        return labels;
    }

    private static Dictionary<string, string> TextsOf(MapReader map, string key)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (map.Map(key, required: false) is { } item)
        {
            foreach (var (name, _) in item.Entries())
                texts[name] = item.RequiredText(name);
        }

        return texts;
    }

    private static string Pattern(MapReader map, string key)
    {
        var pattern = map.RequiredText(key);
        CheckPattern(map, key, pattern);
        return pattern;
    }

    private static string Patterns(MapReader map, string key)
    {
        var patterns = map.Texts(key);
        if (patterns.Count == 0)
            map.Problem(map.NodeOf(key), key, "There is no regular expression", "Write at least one");
        foreach (var pattern in patterns)
            CheckPattern(map, key, pattern);
        return string.Join("|", patterns.Select(p => "(?:" + p + ")"));
    }

    private static void CheckPattern(MapReader map, string key, string pattern)
    {
        if (RegexSyntax.Check(pattern).Problem is { } problem)
            map.Problem(
                map.NodeOf(key),
                key,
                $"'{ServiceName.Printable(pattern)}' is not a regular expression: {problem}",
                "Write one as Prometheus takes it (RE2)"
            );
    }
}
