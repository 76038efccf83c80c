using System;
using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>
/// Finds rule groups and dashboards wherever they stand in a document: at its top, below a ruler's namespaces, in the values of a chart, in
/// what Jsonnet rendered, and as files in a ConfigMap.
/// </summary>
internal sealed class DocumentWalk
{
    private const int _deepest = 24;

    private readonly ManifestDocument _document;
    private readonly string _text;
    private readonly FindingSink _findings;
    private readonly Action<ObservedRule> _take;
    private readonly int _offset;
    private readonly RuleNodes _rules;
    private YamlNode? _stray;
    private string _strayField = "";
    private int _strays;
    private int _embeddedOther;
    private bool _hasDashboard;

    public DocumentWalk(ManifestDocument document, string text, FindingSink findings, Action<ObservedRule> take, int lineOffset = 0)
    {
        _document = document;
        _text = text;
        _findings = findings;
        _take = take;
        _offset = lineOffset;
        _rules = new RuleNodes(findings, take, RuleObject.Format(document), lineOffset);
    }

    public int OtherLanguage => _rules.OtherLanguage + _embeddedOther;

    /// <summary>Whether there was a rule, sound or not, or a dashboard.</summary>
    public bool HasFound => _rules.HasGroups || _hasDashboard || _stray is not null;

    public bool HasMarks => _rules.HasMarks;

    public void Read()
    {
        Visit(_document.Root, "", 0);
        if (_stray is not null)
        {
            _findings.Add(
                InventoryReader.StrayCode,
                FindingSeverity.Error,
                _stray,
                _strayField,
                _strays == 1 ? "A rule stands outside of a rule group, and no tool loads it from there" : $"{_strays.ToString(CultureInfo.InvariantCulture)} rules stand outside of rule groups, and no tool loads them from there",
                "Put them below groups, rules, as a Prometheus rule file has them",
                _offset);
        }

        if (_document.Head("kind") == "PrometheusRule" && _document.Root is YamlMap map && (map.Find("spec") as YamlMap)?.Find("groups") is not YamlList)
            _findings.Add(InventoryReader.RuleCode, FindingSeverity.Error, map.Find("spec") ?? map, "spec.groups", "The PrometheusRule has no list of groups", "Write the groups below spec", _offset);
        if (_rules.OtherLanguage > 0)
            _findings.Add(InventoryReader.LanguageCode, FindingSeverity.Information, _document.Root, "", $"{_rules.OtherLanguage.ToString(CultureInfo.InvariantCulture)} rules are LogQL or of another language, and are passed over", "Nothing needs to be done; an SLO on logs is not recognised", _offset);
    }

    private void Visit(YamlNode node, string field, int depth)
    {
        if (depth > _deepest)
            return;
        if (node is YamlMap map)
            VisitMap(map, field, depth);
        else if (RuleNodes.IsGroups(node))
            _rules.Groups((YamlList)node, field);
        else if (node is YamlList list)
            VisitList(list, field, depth);
    }

    private void VisitMap(YamlMap map, string field, int depth)
    {
        if (Dashboards.IsDashboard(map))
        {
            _hasDashboard = true;
            new Dashboards(_document.Path, _take, _offset).Read(map);
            return;
        }

        if (IsStray(map))
        {
            _strays++;
            if (_stray is null)
                (_stray, _strayField) = (map, field);
            return;
        }

        foreach (var (name, node) in EmbeddedText.Of(map))
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

    // The expressions of a dashboard's panels have none of these keys.
    private static bool IsStray(YamlMap map) => map.Find("expr") is YamlScalar
        && ((map.Find("alert") ?? map.Find("record")) is YamlScalar || map.Find("labels") is YamlMap || map.Find("annotations") is YamlMap);

    private void Embedded(string name, YamlScalar node, string field)
    {
        // Files in files in files are somebody's trap.
        if (_offset > 0)
            return;
        var offset = EmbeddedText.Offset(_text, node);
        var problems = new List<DocumentProblem>();
        var roots = InventoryReader.Load(node.Value, EmbeddedText.IsJsonName(name) ? "embedded.json" : "", problems);
        foreach (var problem in problems)
        {
            if (RelevantText.Is(node.Value))
                _findings.Add(problem with { Path = _document.Path, Line = problem.Line + offset, Problem = problem.Problem with { Field = field.Length == 0 ? name : field + "." + name } });
        }

        foreach (var root in roots)
        {
            var walk = new DocumentWalk(new ManifestDocument(root, _document.Path, 0, 1), "", _findings, _take, Math.Max(offset, 1));
            walk.Read();
            _embeddedOther += walk.OtherLanguage;
        }
    }
}
