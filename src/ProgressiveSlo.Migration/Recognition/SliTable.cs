using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Gathers what belongs to one SLI: the rules of one file that measure the same, and what refers to them from anywhere.</summary>
internal sealed class SliTable
{
    private readonly Dictionary<(string Path, string Key, string Slo), SliNode> _nodes = [];
    private readonly Dictionary<(SliNode Whole, string Scope), SliNode> _parts = [];
    private readonly Dictionary<(string Path, string Name), SliNode> _byName = [];
    private readonly Dictionary<
        (string Generator, string Key, string Path),
        (SliNode? Node, List<RuleEntry> Rules, GeneratedRule Mark)
    > _generated = [];
    private readonly Dictionary<string, SliNode> _byKey = new(StringComparer.Ordinal);
    private readonly List<SliNode> _all = [];

    /// <summary>All SLIs that stand for themselves.</summary>
    public IEnumerable<SliNode> Roots => _all.Where(n => n.Root == n);

    /// <summary>Rules of generators of which no SLI was found, for example because a copy is not whole.</summary>
    public IEnumerable<(GeneratedRule Mark, List<RuleEntry> Rules)> Unmeasured =>
        _generated.Values.Where(g => g.Node is null).Select(g => (g.Mark, g.Rules));

    /// <summary>Notes a rule that a generator made, whatever it is.</summary>
    public void Claim(RuleEntry entry, GeneratedRule mark, string key)
    {
        var found = _generated.TryGetValue((mark.Generator, key, entry.Rule.Path), out var group) ? group : (null, [], mark);
        found.Rules.Add(entry);
        _generated[(mark.Generator, key, entry.Rule.Path)] = found;
    }

    /// <summary>Adds the rules of generators to their SLIs.</summary>
    public void AssignGeneratedRules()
    {
        foreach (var (node, rules, mark) in _generated.Values)
        {
            if (node is null)
                continue;
            var root = node.Root;
            root.Generated ??= mark;
            root.Rules.UnionWith(rules);
        }
    }

    /// <summary>The SLI of a source in a rule.</summary>
    public SliNode GetNode(SliSource source, RuleEntry entry, (GeneratedRule Mark, string Key)? generated)
    {
        var slo = generated is { } of ? of.Mark.Generator + "/" + of.Key : "";
        var node = source.Node is { } known && known.Root.CanBe(slo) ? known : New(source.Shape, entry, slo);
        if (generated is { } g && _generated.TryGetValue((g.Mark.Generator, g.Key, entry.Rule.Path), out var group))
        {
            if (group.Node is not null)
                SliNode.Join(group.Node, node);
            else
                _generated[(g.Mark.Generator, g.Key, entry.Rule.Path)] = (node, group.Rules, group.Mark);
            return node.Root;
        }

        return source.Scope.Count == 0 ? node.Root : Part(node.Root, source);
    }

    /// <summary>Notes the name of a recorded ratio: names that differ in their range only are windows of one SLI.</summary>
    public void JoinWindows(RuleEntry entry, SliNode node)
    {
        var bare = NamedSeries.WithoutWindow(entry.Rule.Name);
        if (bare == entry.Rule.Name)
            return;
        var labels = string.Join(
            ",",
            entry
                .Labels.Where(l => !NamedSeries.IsWindowLabel(l.Key))
                .OrderBy(l => l.Key, StringComparer.Ordinal)
                .Select(l => l.Key + "=" + l.Value)
        );
        var key = (entry.Rule.Path, bare + "|" + node.Shape.Form + "|" + node.Shape.Measure + "|" + labels);
        if (_byName.TryGetValue(key, out var other))
            SliNode.Join(other, node);
        else
            _byName[key] = node;
    }

    /// <summary>The SLI that rules measure as a panel does, wherever they are; null for none.</summary>
    public SliNode? FindMeasuring(SliShape shape) => _byKey.TryGetValue(KeyWithoutGrouping(shape), out var node) ? node.Root : null;

    // Several SLOs may be on one query, each with its target: what a generator says of them goes before the query.
    private SliNode New(SliShape shape, RuleEntry entry, string slo)
    {
        if (_nodes.TryGetValue((entry.Rule.Path, shape.Key, slo), out var node))
            return node;
        _nodes[(entry.Rule.Path, shape.Key, slo)] = node = new SliNode(shape, entry.Rule.Path) { Slo = slo };
        _all.Add(node);
        if (entry.Rule.Kind != ObservedRuleKind.Panel && !_byKey.ContainsKey(KeyWithoutGrouping(shape)))
            _byKey[KeyWithoutGrouping(shape)] = node;
        return node;
    }

    // A dashboard groups as its picture wants it.
    private static string KeyWithoutGrouping(SliShape shape)
    {
        var bar = shape.Key.LastIndexOf('|');
        return bar < 0 || shape.IsNameOnly ? shape.Key : shape.Key.Substring(0, bar);
    }

    private SliNode Part(SliNode whole, SliSource source)
    {
        var scope = string.Join(",", source.Scope.Select(m => m.ToString()).Distinct().OrderBy(m => m, StringComparer.Ordinal));
        if (_parts.TryGetValue((whole, scope), out var part))
            return part.Root;
        whole.HasParts = true;
        _parts[(whole, scope)] = part = new SliNode(
            source.Shape with
            {
                Conditions = [.. source.Scope, .. source.Shape.Conditions],
            },
            whole.Path
        )
        {
            Whole = whole,
            Scope = source.Scope,
            Generated = whole.Generated,
        };
        _all.Add(part);
        return part;
    }
}

/// <summary>Everything that belongs to one SLI while items are gathered.</summary>
internal sealed class SliNode(SliShape shape, string path)
{
    private SliNode? _joined;

    public SliShape Shape { get; } = shape;

    public string Path { get; } = path;

    /// <summary>For the rules of a generator: its name and the SLO's.</summary>
    public GeneratedRule? Generated { get; set; }

    /// <summary>The generator and its key of the SLO, by which two SLOs on one query are told apart; empty for rules without one.</summary>
    public string Slo { get; set; } = "";

    /// <summary>The SLI of which this one is a part, because an alert chooses some of its series.</summary>
    public SliNode? Whole { get; init; }

    public IReadOnlyList<LabelMatcher> Scope { get; init; } = [];

    public HashSet<RuleEntry> Rules { get; } = [];

    public List<AlertFact> Facts { get; } = [];

    /// <summary>Ranges that were used.</summary>
    public HashSet<System.TimeSpan> Windows { get; } = [];

    public HashSet<RuleEntry> Alerts { get; } = [];

    /// <summary>The rule whose query, or the part of it, stands for the SLI.</summary>
    public (RuleEntry Entry, ProgressiveSlo.PromQL.PromQlSpan? Span)? Query { get; set; }

    /// <summary>The total of the query, where part and total are compared and not divided.</summary>
    public ProgressiveSlo.PromQL.PromQlSpan? TotalSpan { get; set; }

    public bool HasParts { get; set; }

    public bool IsAveraged { get; set; }

    public SliNode Root
    {
        get
        {
            var node = this;
            while (node._joined is not null)
                node = node._joined;
            if (_joined is not null && _joined != node)
                _joined = node;
            return node;
        }
    }

    /// <summary>Whether it may be the SLO of this name; rules that name none may be anybody's.</summary>
    public bool CanBe(string slo) => slo.Length == 0 || Slo.Length == 0 || slo == Slo;

    /// <summary>Makes one of two, unless they are two SLOs of a generator.</summary>
    public static void Join(SliNode first, SliNode second)
    {
        var (a, b) = (first.Root, second.Root);
        if (a == b || a.Whole?.Root == b || b.Whole?.Root == a || !a.CanBe(b.Slo))
            return;
        b._joined = a;
        a.Slo = a.Slo.Length > 0 ? a.Slo : b.Slo;
        a.Rules.UnionWith(b.Rules);
        a.Alerts.UnionWith(b.Alerts);
        a.Facts.AddRange(b.Facts);
        a.Windows.UnionWith(b.Windows);
        if (a.Query is null)
            a.TotalSpan = b.TotalSpan;
        if (a.Query is not { Span: null })
            a.Query = b.Query is { Span: null } ? b.Query : a.Query ?? b.Query;
        a.HasParts |= b.HasParts;
        a.IsAveraged |= b.IsAveraged;
        a.Generated ??= b.Generated;
    }
}
