using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration;

/// <summary>What a query of an error ratio says, as far as the other side's can be compared with it.</summary>
internal sealed class QueryFacts
{
    private const string Placeholder = ".window";

    private QueryFacts(PromQlExpression expression, TimeSpan? window)
    {
        var nodes = expression.DescendantsAndSelf().ToArray();
        AveragesRatios = nodes.Any(AveragesRatio);
        Windows = new HashSet<TimeSpan>(nodes.Select(n => (n as RangeSelector)?.Range).Select(d => d switch
        {
            DurationLiteral literal => literal.Value,
            DurationPlaceholder { Name: Placeholder } => window,
            _ => null,
        }).OfType<TimeSpan>());
        Selectors = nodes.OfType<VectorSelector>().Where(s => Metric(s) is { } name && name.IndexOf(':') < 0)
            .GroupBy(s => Metric(s)!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => SelectorFacts.Of(g.ToArray()), StringComparer.Ordinal);
    }

    /// <summary>Whether an average is taken of quotients.</summary>
    public bool AveragesRatios { get; }

    /// <summary>The ranges that it looks over.</summary>
    public HashSet<TimeSpan> Windows { get; }

    /// <summary>The conditions on each metric; recorded series, which have a colon in their names, are left out.</summary>
    public IReadOnlyDictionary<string, SelectorFacts> Selectors { get; }

    /// <summary>Reads a query; null when it is no PromQL, which the server will say.</summary>
    public static QueryFacts? Of(ParallelRunSide side) =>
        PromQlParser.TryParse(side.Query!, PromQlOptions.Template, out var expression, out _) ? new QueryFacts(expression, side.RatioWindow) : null;

    private static bool AveragesRatio(PromQlNode node) => node switch
    {
        AggregateExpression { Operator: AggregateOperator.Avg } average => IsRatio(average.Operand),
        CallExpression { Function.Name: "avg_over_time" } call => IsRatio(call.Arguments[0]),
        _ => false,
    };

    private static bool IsRatio(PromQlNode node) => node.DescendantsAndSelf().Any(n =>
        n is BinaryExpression { Operator: BinaryOperator.Divide, ValueType: PromQlValueType.InstantVector, Right: not NumberLiteral }
        || (n is VectorSelector selector && Metric(selector) is { } name && name.IndexOf("ratio", StringComparison.OrdinalIgnoreCase) >= 0));

    private static string? Metric(VectorSelector selector) =>
        selector.Name ?? selector.Conditions.FirstOrDefault(c => c.Matcher is { Label: "__name__", Operator: "=" })?.Matcher.Value;
}
