using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.RuleNodes;

/// <summary>
/// The rules of a document, for everybody who reads rules: lint, inventory and import. It is found what tools load, and nothing is judged.
/// </summary>
internal sealed class RuleContent
{
    private bool? _isTemplate;
    private RuleNode? _template;

    private RuleContent(ManifestDocument document, RuleForm form, RuleSearch search)
    {
        Document = document;
        Form = form;
        GroupLists = search.GroupLists;
        Groups = search.Groups;
        Strays = search.Strays;
    }

    public ManifestDocument Document { get; }

    /// <summary>What the document is; the values of a chart where its head says nothing.</summary>
    public RuleForm Form { get; }

    /// <summary>The lists of groups and of rules, each with its path, in the order of the document.</summary>
    public IReadOnlyList<(YamlList List, string Field)> GroupLists { get; }

    /// <summary>All groups, in the order of the document.</summary>
    public IReadOnlyList<RuleGroupNode> Groups { get; }

    /// <summary>Rules that stand where no tool looks for them, with their paths.</summary>
    public IReadOnlyList<(YamlMap Map, string Field)> Strays { get; }

    /// <summary>Whether there is a list of rules, or of groups that look like groups of rules; a head alone is not enough.</summary>
    public bool HasRules => GroupLists.Any(l => RuleSearch.IsGroups(l.List)) || Groups.Any(g => g.IsBare);

    /// <summary>All rules, in the order of the document.</summary>
    public IEnumerable<RuleNode> Rules => Groups.SelectMany(g => g.Rules);

    /// <summary>The first rule whose expression is a template that nobody has rendered, or null.</summary>
    public RuleNode? Template
    {
        get
        {
            if (_isTemplate is null)
            {
                _template = Rules.FirstOrDefault(r => r.Expression is { } e && IsTemplate(e.Value));
                _isTemplate = _template is not null;
            }

            return _template;
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="isOther">Whether a mapping is something of its own, such as a dashboard, in which nobody looks for rules.</param>
    public static RuleContent Read(ManifestDocument document, Func<YamlMap, bool>? isOther = null)
    {
        var form = RuleForms.Find(document);
        var search = new RuleSearch(isOther, form);
        search.Read(document.Root);
        return new RuleContent(document, form ?? RuleForms.Values, search);
    }

    /// <summary>
    /// Whether an expression is a template: Prometheus has templates in labels and annotations alone. What is PromQL may have marks in its
    /// texts, and counts only where they are those of a chart.
    /// </summary>
    public static bool IsTemplate(string expression) =>
        TemplateMarks.Has(expression)
        && (TemplateMarks.IsOfChart(expression) || !PromQlParser.TryParse(expression, PromQlOptions.Plain, out _, out _, out _));
}
