using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>What the two queries say differently.</summary>
internal static class QueryReasons
{
    public static IEnumerable<ParallelRunReason> Find(ParallelRunSide manual, ParallelRunSide automated)
    {
        if (
            manual.Query is null
            || automated.Query is null
            || QueryFacts.Read(manual) is not { } left
            || QueryFacts.Read(automated) is not { } right
        )
            yield break;
        if (left.AveragesRatios != right.AveragesRatios)
            yield return new ParallelRunReason(
                "AveragedRatios",
                $"The {(left.AveragesRatios ? "manual" : "automated")} side averages ratios: a "
                    + $"quiet instance or hour weighs as much as a busy one",
                "Divide the sum of bad events by the sum of all events"
            );
        if (left.Windows.Count > 0 && right.Windows.Count > 0 && !left.Windows.SetEquals(right.Windows))
            yield return new ParallelRunReason(
                "WindowDiffers",
                $"The manual side looks over {Windows(left)}, the automated side over {Windows(right)}",
                "Compare ratios over the same window; a longer one is smoother and later"
            );

        // What stands behind a recorded series is not known here.
        if (left.Selectors.Count == 0 || right.Selectors.Count == 0)
            yield break;
        var shared = left.Selectors.Keys.Where(right.Selectors.ContainsKey).OrderBy(m => m, StringComparer.Ordinal).ToArray();
        if (shared.Length == 0)
        {
            yield return new ParallelRunReason(
                "MetricDiffers",
                $"The manual side counts {Names(left)}, the automated side {Names(right)}",
                "Check that both metrics count the same events, at the same place"
            );
            yield break;
        }

        foreach (var metric in shared)
        {
            if (Labels(left.Selectors[metric], right.Selectors[metric]) is { Length: > 0 } labels)
                yield return new ParallelRunReason(
                    "SelectorDiffers",
                    $"The conditions on {metric} differ: {string.Join("; ", labels)}",
                    "Give both sides the same conditions, or decide which of them is right"
                );
        }
    }

    private static string[] Labels(SelectorFacts left, SelectorFacts right) =>
        left
            .Conditions.Keys.Union(right.Conditions.Keys)
            .OrderBy(l => l, StringComparer.Ordinal)
            .Select(label => (Label: label, Left: left.For(label), Right: right.For(label)))
            .Where(l => l.Left != l.Right)
            .Select(l => $"{l.Label} is {l.Left} on the manual side, {l.Right} on the automated side")
            .ToArray();

    private static string Windows(QueryFacts facts) =>
        string.Join(" and ", facts.Windows.OrderBy(w => w).Select(PrometheusDuration.Format));

    private static string Names(QueryFacts facts) => string.Join(", ", facts.Selectors.Keys.OrderBy(m => m, StringComparer.Ordinal));
}

/// <summary>What a query of an error ratio says, as far as the other side's can be compared with it.</summary>
internal sealed class QueryFacts
{
    private const string Placeholder = ".window";

    private QueryFacts(PromQlExpression expression, TimeSpan? window)
    {
        var nodes = expression.DescendantsAndSelf().ToArray();
        AveragesRatios = nodes.Any(AveragesRatio);
        Windows = new HashSet<TimeSpan>(
            nodes
                .Select(n => (n as RangeSelector)?.Range)
                .Select(d =>
                    d switch
                    {
                        DurationPlaceholder { Name: Placeholder } => window,
                        _ => d?.Fixed,
                    }
                )
                .OfType<TimeSpan>()
        );
        Selectors = nodes
            .OfType<VectorSelector>()
            .Where(s => s.Metric is { } name && name.IndexOf(':') < 0)
            .GroupBy(s => s.Metric!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => SelectorFacts.For(g.ToArray()), StringComparer.Ordinal);
    }

    /// <summary>Whether an average is taken of quotients.</summary>
    public bool AveragesRatios { get; }

    /// <summary>The ranges that it looks over.</summary>
    public HashSet<TimeSpan> Windows { get; }

    /// <summary>The conditions on each metric; recorded series, which have a colon in their names, are left out.</summary>
    public IReadOnlyDictionary<string, SelectorFacts> Selectors { get; }

    /// <summary>Reads a query; null when it is not PromQL, which the server will say.</summary>
    public static QueryFacts? Read(ParallelRunSide side) =>
        new SliQuery(side.Query!).Tree is { } tree ? new QueryFacts(tree, side.RatioWindow) : null;

    private static bool AveragesRatio(PromQlNode node) =>
        node switch
        {
            AggregateExpression { Operator: AggregateOperator.Avg } average => IsRatio(average.Operand),
            CallExpression { Function.Name: "avg_over_time" } call => IsRatio(call.Arguments[0]),
            _ => false,
        };

    private static bool IsRatio(PromQlNode node) =>
        node.DescendantsAndSelf()
            .Any(n =>
                n
                    is BinaryExpression
                    {
                        Operator: BinaryOperator.Divide,
                        ValueType: PromQlValueType.InstantVector,
                        Right: not NumberLiteral
                    }
                || (
                    n is VectorSelector selector
                    && selector.Metric is { } name
                    && name.IndexOf("ratio", StringComparison.OrdinalIgnoreCase) >= 0
                )
            );
}

/// <summary>
/// The conditions of a query on one metric. A condition of all its selectors chooses the events; one of some of them alone tells good
/// from bad, and may do so from either side: <c>code=~"5.."</c> of the bad ones says the same as <c>code!~"5.."</c> of the good ones.
/// </summary>
internal sealed class SelectorFacts
{
    private readonly Dictionary<string, string> _texts;

    private SelectorFacts(Dictionary<string, string> texts) => _texts = texts;

    public IReadOnlyDictionary<string, string> Conditions => _texts;

    public static SelectorFacts For(IReadOnlyCollection<VectorSelector> selectors)
    {
        var all = selectors
            .Select(s => s.Conditions.Select(c => c.Matcher).Where(m => m.Label != "__name__").Distinct().ToArray())
            .ToArray();
        var texts = all.SelectMany(m => m)
            .Distinct()
            .GroupBy(m => m.Label, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g =>
                    string.Join(
                        " and ",
                        g.Select(m => Text(m, isOutcome: !all.All(own => own.Contains(m))))
                            .Distinct(StringComparer.Ordinal)
                            .OrderBy(t => t, StringComparer.Ordinal)
                    ),
                StringComparer.Ordinal
            );
        return new SelectorFacts(texts);
    }

    /// <summary>The conditions on a label, for a sentence.</summary>
    public string For(string label) => _texts.TryGetValue(label, out var text) ? text : "anything";

    private static string Text(LabelMatcher matcher, bool isOutcome)
    {
        var shown = isOutcome && matcher.Operator[0] == '!' ? matcher.ToOpposite() : matcher;
        var text = shown.ToString();
        return (isOutcome ? "told apart by " : "") + text.Substring(shown.Label.Length + 1);
    }
}
