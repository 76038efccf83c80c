using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// Turns a selection of good events into one of bad events where that is exact: good is all events with one more label
/// condition, and every series meets either the condition or its opposite.
/// </summary>
internal static class GoodEvents
{
    /// <summary>The selector of the other events, or null when there is no such selector.</summary>
    /// <param name="part">Good (or bad) events.</param>
    /// <param name="total">All events.</param>
    public static MetricSelector? Inverse(MetricSelector part, MetricSelector total)
    {
        if (part.Metric != total.Metric || part.Filters.Count != total.Filters.Count + 1)
            return null;
        var extra = 0;
        while (extra < total.Filters.Count && part.Filters[extra].Equals(total.Filters[extra]))
            extra++;
        if (!part.Filters.Skip(extra + 1).SequenceEqual(total.Filters.Skip(extra)))
            return null;
        var filters = part.Filters.ToArray();
        filters[extra] = filters[extra].ToOpposite();
        return new MetricSelector(part.Metric, filters);
    }

    /// <summary>The query of the other events, or null: both queries are <c>sum(rate(selector[window]))</c> or the like, and alike but for the selector.</summary>
    /// <param name="part">Rate of good (or bad) events.</param>
    /// <param name="total">Rate of all events.</param>
    public static PromQlExpression? Inverse(PromQlExpression part, PromQlExpression? total)
    {
        if (total is null || Range(part) is not { } partRange || Range(total) is not { } totalRange)
            return null;
        if (Selector(partRange.Selector) is not { } partSelector || Selector(totalRange.Selector) is not { } totalSelector || Inverse(partSelector, totalSelector) is not { } inverse)
            return null;
        return PromQlComparer.Instance.Equals(With(part, totalRange.Selector), total)
            ? With(part, new VectorSelector(inverse.Metric, inverse.Filters.Select(f => new LabelCondition(f)).ToArray()))
            : null;
    }

    private static RangeSelector? Range(PromQlExpression query) =>
        query is AggregateExpression { Operator: AggregateOperator.Sum, Operand: CallExpression { Arguments: [RangeSelector { Offset: null, At: null } range] } } ? range : null;

    private static MetricSelector? Selector(VectorSelector selector) =>
        selector is { Name: { } name } ? new MetricSelector(name, selector.Conditions.Select(c => c.Matcher).ToArray()) : null;

    private static AggregateExpression With(PromQlExpression query, VectorSelector selector)
    {
        var sum = (AggregateExpression)query;
        var call = (CallExpression)sum.Operand;
        IReadOnlyList<PromQlExpression> arguments = [new RangeSelector(selector, ((RangeSelector)call.Arguments[0]).Range)];
        return new AggregateExpression(sum.Operator, new CallExpression(call.Function, arguments), sum.Parameter, sum.Grouping);
    }
}
