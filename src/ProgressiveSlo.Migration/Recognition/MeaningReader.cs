using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>
/// Reads what an expression stands for. Rules that it refers to have been read before, so that no chain of rules costs stack; the depth
/// of an expression was checked when it was added.
/// </summary>
internal sealed partial class MeaningReader(RuleIndex index)
{
    // An alert on a name that many services record is an alert on each of them; more than this is a mistake or a stress test.
    private const int MaximumSources = 20_000;

    // So many rules of one name that are not understood are told apart by their labels.
    private const int MaximumRecorders = 256;

    private RuleEntry _reader = null!;

    /// <summary>Reads an expression of a rule.</summary>
    public ExpressionMeaning Read(PromQlExpression expression, RuleEntry reader)
    {
        _reader = reader;
        return ReadExpression(expression);
    }

    private ExpressionMeaning ReadExpression(PromQlExpression expression) =>
        expression switch
        {
            NumberLiteral number => new NumberMeaning(number.Value),
            UnaryExpression unary => ReadUnary(unary),
            VectorSelector selector => ReadSelector(selector, null),
            AggregateExpression aggregate => ReadAggregate(aggregate),
            CallExpression call => ReadCall(call),
            BinaryExpression binary => ReadBinary(binary),
            _ => ExpressionMeaning.Other,
        };

    private ExpressionMeaning ReadUnary(UnaryExpression unary)
    {
        var meaning = ReadExpression(unary.Operand);
        return unary.Operator == UnaryOperator.Plus ? meaning
            : meaning is NumberMeaning number ? new NumberMeaning(-number.Value)
            : ExpressionMeaning.Other;
    }

    private ExpressionMeaning ReadSelector(VectorSelector selector, TimeSpan? range)
    {
        var conditions = selector
            .Conditions.Select(c => c.Matcher)
            .Where(m =>
                !(m.Label is "__name__" ? PanelVariables.HasVariable(m.Value) : PanelVariables.IsLeftOpen(m.Value))
                && !(m.Value is ".*" && m.Operator == "=~")
            )
            .ToList();
        var name = selector.Name;
        if (name is null)
        {
            var byName = conditions.FirstOrDefault(m => m.Label == "__name__");
            if (byName is null || byName.Operator[0] != '=')
                return ExpressionMeaning.Other;
            name = byName.Value;
            conditions.Remove(byName);
        }

        return index.Contains(name) && Recorded(name, conditions, range) is { } meaning
            ? meaning
            : Raw(name, conditions, range, name.IndexOf(':') >= 0 || index.Contains(name));
    }

    private static EventCountMeaning Raw(string name, IReadOnlyList<LabelMatcher> conditions, TimeSpan? range, bool isRecorded) =>
        new(
            [
                new SeriesTerm(name, conditions)
                {
                    Window = range ?? (isRecorded ? NamedSeries.WindowOf(name) : null),
                    IsRecorded = isRecorded,
                },
            ],
            []
        );

    private ExpressionMeaning? Recorded(string name, List<LabelMatcher> conditions, TimeSpan? range)
    {
        var found = index.Find(name, conditions, _reader);
        if (found.Count == 0 || found.Count > MaximumSources)
            return null;

        // One rule that is not understood says nothing against the others of its name.
        if (found.Any(e => e.Meaning is SliMeaning))
            return RecordedSlis(name, found, conditions, range);
        if (found.Any(e => e.Meaning is NumberMeaning))
            return RecordedNumbers(name, [.. found.Where(e => e.Meaning is NumberMeaning)], found.Count);
        return (found.FirstOrDefault(e => e.Meaning is EventCountMeaning) ?? found[0]).Meaning switch
        {
            EventCountMeaning first when found.Count == 1 => new EventCountMeaning(
                [
                    .. first
                        .Terms.Where(t => first.Terms.Count == 1 || CanMeet(t, conditions))
                        .Select(t => Narrow(t, found[0], conditions, range)),
                ],
                EventCountMeaning.Union(first.Rules, [found[0]])
            ),
            EventCountMeaning when Sum(found, conditions, range) is { } sum => sum,
            EventCountMeaning first => new EventCountMeaning(
                [
                    new SeriesTerm(name, conditions)
                    {
                        IsRecorded = true,
                        IsRate = first.Terms.All(t => t.IsRate),
                        Window = range ?? first.Terms[0].Window,
                    },
                ],
                [.. found.Take(64)]
            ),
            _ => new EventCountMeaning(
                [
                    new SeriesTerm(name, conditions)
                    {
                        Window = range ?? NamedSeries.WindowOf(name),
                        IsRecorded = true,
                        Recorders = [.. found.Take(MaximumRecorders)],
                    },
                ],
                []
            ),
        };
    }

    // A few rules of one name are parts of a whole, such as reads and writes: together they count all events.
    private static EventCountMeaning? Sum(IReadOnlyList<RuleEntry> found, List<LabelMatcher> conditions, TimeSpan? range)
    {
        if (found.Count > 4 || found.Any(e => e.Meaning is not EventCountMeaning { IsSampleCount: false, IsFiltered: false }))
            return null;
        var terms = found
            .SelectMany(e =>
                ((EventCountMeaning)e.Meaning!).Terms.Where(t => CanMeet(t, conditions)).Select(t => Narrow(t, e, conditions, range))
            )
            .ToList();
        return terms.Count == 0 || terms.Count > EventCountMeaning.MaximumTerms / 2
            ? null
            : new EventCountMeaning(
                terms,
                [.. found.SelectMany(e => ((EventCountMeaning)e.Meaning!).Rules).Concat(found).Distinct().Take(64)]
            );
    }

    // A part that counts successes has no failures in it.
    private static bool CanMeet(SeriesTerm term, List<LabelMatcher> conditions) =>
        !term.Matchers.Any(m =>
            m.Operator[0] == '='
            && conditions.Any(c =>
                c.Label == m.Label
                && c.Operator[0] == '='
                && !c.Equals(m)
                && (LabelOutcome.Read(m), LabelOutcome.Read(c)) is var (a, b)
                && a != EventOutcome.None
                && b != EventOutcome.None
                && a != b
            )
        );

    private static SeriesTerm Narrow(SeriesTerm term, RuleEntry recorded, List<LabelMatcher> conditions, TimeSpan? range)
    {
        var more = conditions.Where(c => !recorded.Labels.ContainsKey(c.Label) && !term.Matchers.Contains(c)).ToList();
        return term with { Matchers = more.Count == 0 ? term.Matchers : [.. term.Matchers, .. more], Window = range ?? term.Window };
    }

    private static SliMeaning RecordedSlis(string name, IReadOnlyList<RuleEntry> found, List<LabelMatcher> conditions, TimeSpan? range)
    {
        var first = (SliMeaning)found.First(e => e.Meaning is SliMeaning).Meaning!;
        if (found.Count == 1)
            return Within(first, found[0], conditions).With(window: range ?? first.Window);
        var sources = new List<SliSource>(found.Count);
        foreach (var entry in found)
        {
            if (entry.Meaning is SliMeaning sli && sli.HasSameForm(first))
                sources.AddRange(Within(sli, entry, conditions).Sources);
        }

        // What is not understood is an SLI by its name, when its labels tell it from the others.
        var others = found.Where(e => e.Meaning is null or not (SliMeaning or NumberMeaning or EventCountMeaning) && e.Labels.Count > 0);
        if (
            others.Take(MaximumRecorders).ToList() is { Count: > 0 } unclear
            && NamedSeries.Read(new SeriesTerm(name, conditions) { Window = range, Recorders = unclear }) is { } named
            && named.HasSameForm(first)
        )
            sources.AddRange(named.Sources);
        return first.With(sources: sources, window: range ?? first.Window);
    }

    private static SliMeaning Within(SliMeaning sli, RuleEntry entry, List<LabelMatcher> conditions) =>
        sli.Within([
            .. conditions.Where(c =>
                !entry.Labels.ContainsKey(c.Label)
                && !NamedSeries.IsWindowLabel(c.Label)
                && !sli.Sources.All(s => s.Shape.Conditions.Contains(c))
            ),
        ]);

    private static NumberMeaning RecordedNumbers(string name, List<RuleEntry> found, int all)
    {
        var first = (NumberMeaning)found[0].Meaning!;
        var same = found.All(e => ((NumberMeaning)e.Meaning!).Value.Equals(first.Value));
        if ((found.Count == 1 || same) && found.Count == all)
            return new NumberMeaning(first.Value)
            {
                Factor = first.Factor,
                Budget = first.Budget,
                IsExplicit = first.IsExplicit,
                Series = NamedSeries.IsObjective(name) ? name : null,
                Choices = first.Choices,
            };
        return new NumberMeaning(double.NaN) { Series = name, Choices = [.. found.Select(e => (e.Labels, (NumberMeaning)e.Meaning!))] };
    }

    private ExpressionMeaning ReadAggregate(AggregateExpression aggregate)
    {
        var meaning = ReadExpression(aggregate.Operand);
        switch (aggregate.Operator)
        {
            case AggregateOperator.Sum or AggregateOperator.Avg or AggregateOperator.Max or AggregateOperator.Min:
                break;
            case AggregateOperator.TopK or AggregateOperator.BottomK or AggregateOperator.Quantile:
                return meaning is SliMeaning or EventCountMeaning ? meaning : ExpressionMeaning.Other;
            default:
                return ExpressionMeaning.Other;
        }

        var grouping = GroupingText(aggregate.Grouping);
        return meaning switch
        {
            EventCountMeaning { Single: { IsRate: false, IsRecorded: false } raw }
                when aggregate.Operator == AggregateOperator.Avg && BoolGauges.IsProbe(raw.Metric) => BoolGauges.Average(
                raw with
                {
                    Grouping = grouping,
                },
                null
            ),
            EventCountMeaning events => events.With(t => t with { Grouping = grouping }),
            SliMeaning sli => sli.With(
                sources: Merged(sli, aggregate),
                isAveraged: sli.IsAveraged || (aggregate.Operator is AggregateOperator.Avg && sli.Form == SliForm.Ratio)
            ),
            _ => meaning,
        };
    }

    // A sum or an average over several recorded SLIs makes one of them, unless it keeps the labels that tell them apart.
    private static IReadOnlyList<SliSource> Merged(SliMeaning sli, AggregateExpression aggregate)
    {
        if (sli.Sources.Count is < 2 or > 64)
            return sli.Sources;
        var differing = sli
            .Sources.SelectMany(s => s.Labels.Keys)
            .Distinct()
            .Where(l => sli.Sources.Select(s => s.Labels.TryGetValue(l, out var v) ? v : "").Distinct().Count() > 1)
            .ToList();
        var keeps =
            aggregate.Grouping is null ? false
            : aggregate.Grouping.IsWithout ? differing.Any(l => !aggregate.Grouping.Labels.Contains(l))
            : differing.Any(aggregate.Grouping.Labels.Contains);
        return keeps || differing.Count == 0 ? sli.Sources : [.. sli.Sources.Select(s => s with { IsMerged = true })];
    }

    private static string GroupingText(LabelGrouping? grouping) =>
        grouping is null
            ? ""
            : (grouping.IsWithout ? "without " : "by ") + string.Join(",", grouping.Labels.OrderBy(l => l, StringComparer.Ordinal));

    /// <summary>The meaning as an SLI, where a name alone can say that it is one.</summary>
    public static SliMeaning? AsSli(ExpressionMeaning meaning) =>
        meaning switch
        {
            SliMeaning sli => sli,
            EventCountMeaning { Single: { IsRate: false } term } when AsObjective(meaning) is null => BoolGauges.Summary(term)
                ?? (
                    term.IsRecorded
                    || NamedSeries.IsObjective(term.Metric)
                    || term.Metric.StartsWith("sli_", StringComparison.Ordinal)
                    || term.Metric.StartsWith("slo_", StringComparison.Ordinal)
                        ? NamedSeries.Read(term)
                        : null
                ),
            _ => null,
        };
}
