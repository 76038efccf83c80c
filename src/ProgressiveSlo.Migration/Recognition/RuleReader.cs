using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Takes rules one by one, in an order in which each finds the ones that it refers to, and gathers their SLIs.</summary>
internal sealed class RuleReader
{
    private readonly RuleIndex _index;
    private readonly MeaningReader _meanings;
    private readonly AlertConditionReader _conditions;
    private readonly SliTable _table;

    public RuleReader(RuleIndex index, SliTable table)
    {
        _meanings = new MeaningReader(index);
        _conditions = new AlertConditionReader(_meanings);
        _table = table;
        _index = index;
    }

    public void ReadRecording(RuleEntry entry)
    {
        var mark = Mark(entry, []);
        if (mark is { } m)
            _table.Claim(entry, m.Mark, m.Key);
        if (Parse(entry) is not { } tree)
            return;
        entry.Kept = new ResultLabels(_index, entry).Find(tree);
        var meaning = _meanings.Read(tree, entry);
        if (meaning is not SliMeaning && tree is BinaryExpression { Operator: BinaryOperator.Divide } quotient)
            meaning = ReadNamedRatio(quotient, entry) ?? meaning;
        if (IsUnclear(meaning, entry))
            meaning = ExpressionMeaning.Other;
        if (meaning is not (SliMeaning or NumberMeaning or EventCountMeaning))
            meaning = NamedSeries.ReadResult(entry) ?? meaning;
        if (meaning is not SliMeaning sli || sli.IsSlice || sli.IsSampleCount || sli.IsSampleSum)
        {
            entry.Meaning = meaning;
            return;
        }

        var sources = new List<SliSource>(sli.Sources.Count);
        SliNode? merged = null;
        foreach (var source in sli.Sources)
        {
            var node = _table.GetNode(source with { Scope = [] }, entry, mark);
            AddRule(node, entry, source.Shape, sli);
            if (sli.Budget is null && !sli.IsRemaining && node.Query is not { Span: null })
                node.Query = (entry, null);
            if (mark is null && RuleGenerators.IsLibsonnetRecord(entry.Rule, source.Shape.Metrics, source.Shape.Conditions))
                node.Generated ??= new GeneratedRule(RuleGenerators.Libsonnet, "");
            _table.JoinWindows(entry, node);
            if (source.IsMerged)
                SliNode.Join(merged ??= node, node);
            sources.Add(source with { Node = node, Labels = entry.Labels.Count > 0 ? entry.Labels : source.Labels, IsMerged = false });
        }

        entry.Meaning = sli.With(sources: sources);
    }

    // A ratio by its name that is made of some recorded series of which nothing is known: to count that series would lose the name.
    private static bool IsUnclear(ExpressionMeaning meaning, RuleEntry entry) =>
        meaning is EventCountMeaning { Single: { IsRate: false, IsRecorded: true } }
        && MeaningReader.AsSli(meaning) is null
        && MeaningReader.AsObjective(meaning) is null
        && NamedSeries.Read(new SeriesTerm(entry.Rule.Name, [])) is not null
        && NamedSeries.IsRatio(entry.Rule.Name);

    // Sent over received says nothing of success by itself; a series named success_ratio does.
    private SliMeaning? ReadNamedRatio(BinaryExpression quotient, RuleEntry entry) =>
        NamedSeries.Read(new SeriesTerm(entry.Rule.Name, [])) is { } named
        && _meanings.Read(quotient.Left, entry) is EventCountMeaning above
        && _meanings.Read(quotient.Right, entry) is EventCountMeaning below
            ? EventShare.ReadNamed(above, below, named)
            : null;

    public void ReadAlert(RuleEntry entry)
    {
        var mark = RuleGenerators.Find(entry.Rule);
        if (mark is { Key.Length: > 0 })
            _table.Claim(entry, mark, mark.Key);
        if (Parse(entry) is not { } tree)
            return;
        foreach (var alternative in _conditions.Read(tree, entry))
            ReadAlternative(entry, alternative, mark);
    }

    public void ReadPanel(RuleEntry entry)
    {
        if (
            Parse(entry) is not { } tree
            || MeaningReader.AsSli(_meanings.Read(tree, entry)) is not { IsSampleCount: false, IsSampleSum: false, IsSlice: false } sli
            || sli.Sources.Count > 256
        )
            return;
        foreach (var source in sli.Sources)
        {
            var node = source.Node?.Root ?? _table.FindMeasuring(source.Shape) ?? _table.GetNode(source with { Scope = [] }, entry, null);
            AddRule(node, entry, source.Shape, sli);
            node.Query ??= (entry, null);
        }
    }

    private void ReadAlternative(RuleEntry entry, IReadOnlyList<SliComparison> comparisons, GeneratedRule? mark)
    {
        var byNode = new List<NodeComparisons>();
        var known = new Dictionary<SliNode, NodeComparisons>();
        foreach (var comparison in comparisons)
        {
            if (IsInverted(comparison))
                continue;
            SliNode? merged = null;
            foreach (var source in comparison.Sli.Sources.SelectMany(s => TargetChoices.Split(s, comparison)))
            {
                var key = mark is null ? null : RuleGenerators.FindKey(mark, source.Scope.Concat(source.Shape.Conditions));
                if (mark is { Key.Length: 0 } && key is not null)
                    _table.Claim(entry, mark, key);
                var node = _table.GetNode(source, entry, key is null ? null : (mark!, key));
                if (mark is not null && key is null)
                    node.Generated ??= mark;
                if (source.IsMerged)
                    SliNode.Join(merged ??= node, node);
                AddRule(node, entry, source.Shape, comparison.Sli);
                node.Alerts.Add(entry);
                node.Query ??= (entry, comparison.Span);
                node.TotalSpan ??= node.Query == (entry, comparison.Span) ? comparison.TotalSpan : null;
                AddComparison(byNode, known, node.Root, source, comparison);
            }
        }

        foreach (var found in byNode)
        {
            if (AlertFactReader.Read(entry, found.Comparisons, found.Source) is { } fact)
                found.Node.Root.Facts.Add(fact);
        }
    }

    // Windows of one SLI may be recorded in several files. Where an alert is for a whole fleet, each service's rules are together.
    private static void AddComparison(
        List<NodeComparisons> byNode,
        Dictionary<SliNode, NodeComparisons> known,
        SliNode node,
        SliSource source,
        SliComparison comparison
    )
    {
        if (!known.TryGetValue(node, out var found) && byNode.Count <= 64)
            found = byNode.FirstOrDefault(o =>
                o.Node.Root == node
                || (o.Node.Shape.Key == node.Shape.Key && o.Node.Whole is null == node.Whole is null && SameScope(o.Node, node))
            );
        if (found is null)
        {
            found = new NodeComparisons(node, source);
            byNode.Add(found);
        }

        SliNode.Join(found.Node, node);
        known[node] = found;
        if (!found.Comparisons.Contains(comparison))
            found.Comparisons.Add(comparison);
    }

    private static bool SameScope(SliNode a, SliNode b) => a.Scope.Count == b.Scope.Count && a.Scope.All(b.Scope.Contains);

    // More success or less failure than a bound is not a reason to alert on an SLI.
    private static bool IsInverted(SliComparison comparison) => comparison.IsAbove == (comparison.Sli.IsRemaining != comparison.Sli.IsGood);

    private static void AddRule(SliNode node, RuleEntry entry, SliShape shape, SliMeaning sli)
    {
        node.Rules.Add(entry);
        node.Rules.UnionWith(shape.Rules);
        if (sli.Window is { } window)
            node.Windows.Add(window);
        node.IsAveraged |= sli.IsAveraged;
    }

    private static (GeneratedRule Mark, string Key)? Mark(RuleEntry entry, IReadOnlyList<LabelMatcher> conditions) =>
        RuleGenerators.Find(entry.Rule) is { } mark && RuleGenerators.FindKey(mark, conditions) is { } key ? (mark, key) : null;

    private static PromQlExpression? Parse(RuleEntry entry) => PromQlParser.ParseOrNull(entry.Expression);

    private sealed record NodeComparisons(SliNode Node, SliSource Source)
    {
        public List<SliComparison> Comparisons { get; } = [];
    }
}
