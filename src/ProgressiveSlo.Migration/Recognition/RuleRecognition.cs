using System.Diagnostics.CodeAnalysis;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>
/// Finds SLIs, and the SLOs that alerts on them imply, among rules and queries. Rules may refer to each other across files and in any
/// order, so all are added before anything is recognised. What counts as an SLI is on the page docs/guides/recognition.md.
/// </summary>
public sealed class RuleRecognition
{
    /// <summary>Code of the finding for a query that is not PromQL.</summary>
    public const string SyntaxCode = "PromQlSyntax";

    /// <summary>Code of the finding for a query that nests too deep to be looked at.</summary>
    public const string DepthCode = "PromQlTooDeep";

    /// <summary>Code of the finding for recording rules that refer to each other in a cycle.</summary>
    public const string CycleCode = "RecordingCycle";

    /// <summary>Code of the finding for references that were not followed, because too many rules refer to too many others.</summary>
    public const string LimitCode = "RecognitionLimited";

    // Deeper than any query that people wrote, and far from the end of the stack.
    private const int MaximumDepth = 250;

    private readonly ServiceMapping _mapping;
    private readonly List<RuleEntry> _entries = [];
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Makes a recognition.</summary>
    /// <param name="mapping">Which rules belong to which service; null when only labels and selectors say it.</param>
    public RuleRecognition(ServiceMapping? mapping = null) => _mapping = mapping ?? ServiceMapping.Empty;

    /// <summary>The version of the Prometheus that runs the queries; null for the newest.</summary>
    public PrometheusVersion? PrometheusVersion { get; set; }

    /// <summary>
    /// Problems that were found: queries that are not PromQL or nest too deep, and, after <see cref="Complete"/>, recording rules that
    /// refer to each other in a cycle. Queries of dashboards that are not PromQL are none: they may be meant for another data source.
    /// </summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Adds a rule or query. A query that cannot be read becomes a finding.</summary>
    /// <param name="rule">What was found.</param>
    public void Add(ObservedRule rule) => Add(rule, isMetricsQl: false);

    /// <summary>Adds a rule or query of either language.</summary>
    /// <param name="rule">What was found.</param>
    /// <param name="isMetricsQl">Whether its query is MetricsQL: one that is not PromQL, too, is text that nobody reads, and not a
    /// finding.</param>
    public void Add(ObservedRule rule, bool isMetricsQl)
    {
        if (rule is null)
            throw new ArgumentNullException(nameof(rule));
        var text = rule.Kind == ObservedRuleKind.Panel ? PanelVariables.Replace(rule.Expression) : rule.Expression;
        if (!TryParse(text, out var tree, out var error))
        {
            NoteUnread(rule);
            if (error.Kind == PromQlErrorKind.TooDeep)
                Report(
                    rule,
                    DepthCode,
                    "The query nests too deep to be looked at",
                    "Split it into recording rules",
                    FindingSeverity.Warning
                );
            else if (rule.Kind != ObservedRuleKind.Panel && !isMetricsQl)
                Report(
                    rule,
                    SyntaxCode,
                    $"The query is not PromQL: {error.Problem}, at {new PromQlLocation(error.Line, error.Column)} of the query",
                    error.Expected,
                    FindingSeverity.Warning
                );
            return;
        }

        if (tree.FindDepth() > MaximumDepth)
        {
            NoteUnread(rule);
            Report(rule, DepthCode, "The query nests too deep to be looked at", "Split it into recording rules", FindingSeverity.Warning);
            return;
        }

        _entries.Add(new RuleEntry(rule, _entries.Count, text, Names(tree)));
    }

    // A rule that is there must not be called missing.
    private void NoteUnread(ObservedRule rule)
    {
        if (rule.Kind == ObservedRuleKind.Recording)
            _unread.Add(rule.Name);
    }

    // What a newer Prometheus no longer has, an older one reads. Nothing is refused for being newer: that is the lint's to say.
    private bool TryParse(string text, [NotNullWhen(true)] out PromQlExpression? tree, [NotNullWhen(false)] out PromQlSyntaxError? error) =>
        PromQlParser.TryParse(text, null, out tree, out error)
        || (
            PrometheusVersion is { } version
            && error.Kind == PromQlErrorKind.OtherVersion
            && PromQlParser.TryParse(text, new PromQlOptions { PrometheusVersion = version }, out tree, out error)
        );

    /// <summary>Recognises what was added. Call it once, after everything is added.</summary>
    /// <returns>The items, in the order in which their first rules were added.</returns>
    public IReadOnlyList<SloInventoryItem> Complete()
    {
        var index = new RuleIndex();
        var recordings = _entries.Where(e => e.Rule.Kind == ObservedRuleKind.Recording).ToList();
        foreach (var entry in recordings)
            index.Add(entry);
        foreach (var name in _unread)
            index.AddUnread(name);
        var table = new SliTable();
        var reader = new RuleReader(index, table);
        foreach (var entry in new RuleOrder(index, ReportCycle).Sort(recordings.Select(e => e.Rule.Name)))
            reader.ReadRecording(entry);
        foreach (var entry in _entries.Where(e => e.Rule.Kind == ObservedRuleKind.Alert))
            reader.ReadAlert(entry);
        foreach (var entry in _entries.Where(e => e.Rule.Kind == ObservedRuleKind.Panel))
            reader.ReadPanel(entry);
        table.AssignGeneratedRules();
        if (index.Unfollowed is { } unfollowed)
            Report(
                unfollowed.Rule,
                LimitCode,
                "From here on, references to recorded series were not all followed: too many rules refer to too many others of one name",
                "Choose the series by a label with =, for example {service=\"checkout\"}"
            );

        // One rule may have been added twice; the first place counts.
        var order = new Dictionary<ObservedRule, int>(_entries.Count, ReferenceComparer<ObservedRule>.Instance);
        for (var i = _entries.Count - 1; i >= 0; i--)
            order[_entries[i].Rule] = i;
        var writer = new InventoryItemBuilder(index, _mapping);
        var items = table
            .Roots.Select(writer.Create)
            .Where(i => i is not null)
            .Select(i => i!)
            .Concat(table.Unmeasured.Select(u => InventoryItemBuilder.CreateUnmeasured(u.Mark, u.Rules)));
        return [.. items.OrderBy(i => order[i.Rules[0]])];
    }

    private void ReportCycle(IReadOnlyList<RuleEntry> rules)
    {
        var first = rules.OrderBy(r => r.Order).First();
        var names = string.Join(" → ", rules.Select(r => r.Rule.Name).Concat([rules[0].Rule.Name]).Take(12));
        Report(
            first.Rule,
            CycleCode,
            $"Recording rules refer to each other in a cycle: {PrintableText.Escape(names)}",
            "Let one of them read the series that it is made of",
            FindingSeverity.Warning
        );
    }

    private void Report(ObservedRule rule, string code, string message, string fix, FindingSeverity? atMost = null) =>
        _findings.Add(
            new Finding(
                code,
                new FindingPlace(rule.Path, rule.Line, 0, rule.Kind == ObservedRuleKind.Panel ? "" : "expr"),
                $"{PrintableText.Escape(rule.Name)}: {message}",
                fix
            )
            {
                MaximumSeverity = atMost,
            }
        );

    private string[] Names(PromQlExpression tree)
    {
        HashSet<string>? names = null;
        foreach (var node in tree.DescendantsAndSelf())
        {
            var name = (node as VectorSelector)?.Metric;
            if (name is null)
                continue;
            if (!_names.TryGetValue(name, out var known))
                _names[name] = known = name;
            (names ??= new HashSet<string>(StringComparer.Ordinal)).Add(known);
        }

        return names is null ? [] : [.. names];
    }
}
