using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Inventory;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>
/// Finds rule groups and dashboards wherever they stand in a document: at its top, below a ruler's namespaces, in the values of a chart, in
/// what Jsonnet rendered, and as files in a ConfigMap.
/// </summary>
internal sealed class DocumentWalk
{
    private const int MaximumDepth = 24;

    private readonly ManifestDocument _document;
    private readonly InventoryFindings _findings;
    private readonly Action<ObservedRule> _addRule;
    private readonly int _offset;
    private readonly RuleGroupReader _rules;
    private readonly HashSet<YamlNode> _known = [];
    private RuleContent? _content;
    private int _embeddedOther;
    private bool _hasDashboard;
    private bool _hasTemplate;
    private YamlMap? _unknownDashboard;

    public DocumentWalk(ManifestDocument document, InventoryFindings findings, Action<ObservedRule> take, int lineOffset = 0)
    {
        _document = document;
        _findings = findings;
        _addRule = take;
        _offset = lineOffset;
        _rules = new RuleGroupReader(findings, take, RuleForms.Find(document)?.Format ?? RuleForms.FileFormat, lineOffset);
    }

    public int OtherLanguage => _rules.OtherLanguage + _embeddedOther;

    /// <summary>Whether there was a rule, sound or not, or a dashboard.</summary>
    public bool HasFound => _rules.HasGroups || _hasDashboard || _hasTemplate || _content is { Strays.Count: > 0 };

    public bool HasMarks => _rules.HasMarks;

    public void Read()
    {
        _content = RuleContent.Read(_document, Dashboards.IsDashboard);
        if (_content.HasRules || _content.Form.IsObject)
            ReadRules(_content);
        Visit(_document.Root, "", 0);
        if (_unknownDashboard is not null && !_hasDashboard)
            _findings.Add(
                InventoryReader.DashboardCode,
                FindingSeverity.Warning,
                _unknownDashboard,
                "",
                "The dashboard is of a schema that is not known here, and is skipped",
                "Export it in the schema v1 or v2",
                _offset
            );
        if (_content.Strays.Count > 0)
        {
            var (stray, field) = _content.Strays[0];
            _findings.Add(
                InventoryReader.StrayCode,
                FindingSeverity.Warning,
                stray,
                field,
                StrayText.Message(_content.Strays.Count),
                StrayText.Fix,
                _offset
            );
        }

        if (
            _content.Form is { IsObject: true, IsLogQl: false } form
            && _document.Root is YamlMap map
            && (map.Find("spec") as YamlMap)?.Find("groups") is not YamlList
        )
            _findings.Add(
                InventoryReader.RuleCode,
                FindingSeverity.Error,
                map.Find("spec") ?? map,
                "spec.groups",
                $"The {form.Kind} has no list of groups",
                "Write the groups below spec",
                _offset
            );
        if (_rules.OtherLanguage > 0)
            _findings.Add(
                InventoryReader.LanguageCode,
                FindingSeverity.Information,
                _document.Root,
                "",
                $"{_rules.OtherLanguage.ToString(CultureInfo.InvariantCulture)} rules are LogQL or of another language, and are skipped",
                "Nothing needs to be done; an SLO on logs is not recognised",
                _offset
            );
    }

    private void ReadRules(RuleContent content)
    {
        foreach (var (list, _) in content.GroupLists)
            _known.Add(list);
        if (content.Template is { } template)
        {
            var problem = TemplateProblem.Create(_document, template);
            _findings.Add(problem with { Line = problem.Line + _offset });
            _hasTemplate = true;
        }
        else
        {
            _rules.Read(content);
        }
    }

    // What is not rules: dashboards, and files in files.
    private void Visit(YamlNode node, string field, int depth)
    {
        if (depth > MaximumDepth || _known.Contains(node))
            return;
        if (node is YamlMap map)
            VisitMap(map, field, depth);
        else if (node is YamlList list)
            VisitList(list, field, depth);
    }

    private void VisitMap(YamlMap map, string field, int depth)
    {
        if (Dashboards.IsDashboard(map))
        {
            _hasDashboard = true;
            new Dashboards(_document.Path, _addRule, _offset).Read(map);
            return;
        }

        if (GrafanaAlerts.IsAlerts(map))
        {
            _hasDashboard = true;
            new GrafanaAlerts(_document.Path, _addRule, _offset).Read(map);
            return;
        }

        if (Dashboards.IsNamedDashboard(map))
            _unknownDashboard ??= map;
        foreach (var (name, node) in EmbeddedText.Find(map))
            Embedded(name, node, field);
        foreach (var entry in map.Entries)
        {
            if (entry.Value is not YamlScalar)
                Visit(entry.Value, field.Length == 0 ? entry.Key.Value : field + "." + entry.Key.Value, depth + 1);
        }
    }

    private void VisitList(YamlList list, string field, int depth)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is not YamlScalar)
                Visit(list.Items[i], field + "[" + i.ToString(CultureInfo.InvariantCulture) + "]", depth + 1);
        }
    }

    private void Embedded(string name, YamlScalar node, string field)
    {
        // Files in files in files are somebody's trap.
        if (_offset > 0)
            return;
        var offset = EmbeddedText.LinesAbove(node);
        var problems = new List<DocumentProblem>();
        var roots = InventoryReader.Load(DocumentText.Of(node.Value), EmbeddedText.IsJsonName(name) ? "embedded.json" : "", problems);
        foreach (var problem in problems)
        {
            if (RuleTextDetector.MayHoldRules(node.Value))
                _findings.Add(
                    problem with
                    {
                        Path = _document.Path,
                        Line = problem.Line + offset,
                        Problem = problem.Problem with { Field = field.Length == 0 ? name : field + "." + name },
                    }
                );
        }

        foreach (var root in roots)
        {
            var walk = new DocumentWalk(new ManifestDocument(root, _document.Path, 0, 1), _findings, _addRule, Math.Max(offset, 1));
            walk.Read();
            _embeddedOther += walk.OtherLanguage;
        }
    }
}

/// <summary>Files inside of a document: the data of a ConfigMap, and the JSON of a GrafanaDashboard object.</summary>
internal static class EmbeddedText
{
    /// <summary>The texts of a document that are files themselves, with their names and their nodes.</summary>
    public static IEnumerable<(string Name, YamlScalar Node)> Find(YamlMap map)
    {
        var kind = (map.Find("kind") as YamlScalar)?.Value;
        if (kind == "ConfigMap" && map.Find("data") is YamlMap data)
        {
            foreach (var entry in data.Entries)
            {
                if (entry.Value is YamlScalar { IsNull: false } text && text.Value.IndexOf("expr", StringComparison.Ordinal) >= 0)
                    yield return (entry.Key.Value, text);
            }
        }
        else if (kind is "GrafanaDashboard" && (map.Find("spec") as YamlMap)?.Find("json") is YamlScalar { IsNull: false } json)
        {
            yield return ("spec.json", json);
        }
    }

    /// <summary>How many lines of the file stand above the text's first line.</summary>
    /// <param name="node">The text inside the file. That of a block begins on the line after its mark; one in quotes is all on its own
    /// line.</param>
    public static int LinesAbove(YamlScalar node) => node.IsBlock ? node.Line : node.Line - 1;

    /// <summary>Whether a text is JSON by its first character.</summary>
    public static bool IsJson(DocumentText text)
    {
        using var reader = text.Open();
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            if (!char.IsWhiteSpace((char)next) && next != '\ufeff')
                return next is '{' or '[';
        }

        return false;
    }

    /// <summary>Whether the name is one of JSON.</summary>
    public static bool IsJsonName(string name) => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Takes lists of objects apart: plain ones, and those that kubectl and the API of Kubernetes give.</summary>
internal static class DocumentItems
{
    public static IEnumerable<YamlNode> Expand(YamlNode root) =>
        root switch
        {
            YamlList list when !RuleSearch.IsGroups(list) => list.Items,
            _ => KubernetesList.Items(root) ?? [root],
        };
}

/// <summary>Whether a text that cannot be read may hold rules or definitions, by the words in it.</summary>
internal static class RuleTextDetector
{
    private static readonly string[] _words = ["expr:", "\"expr\"", "PrometheusRule"];

    public static bool MayHoldRules(string text) =>
        _words.Any(w => text.IndexOf(w, StringComparison.Ordinal) >= 0) || NearMissDetector.IsMentionedIn(text);
}
