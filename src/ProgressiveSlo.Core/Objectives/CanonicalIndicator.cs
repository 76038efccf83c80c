using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// An indicator in one form, for comparison. Queries are parsed and printed, so that spelling makes no difference, and good
/// events become bad ones where that is exact: when good is all events with one more label condition, bad is the same with the
/// condition swapped, and <c>total - good</c> counts as good.
/// </summary>
internal sealed class CanonicalIndicator : IEquatable<CanonicalIndicator>
{
    private readonly string[] _parts;

    private CanonicalIndicator(params string?[] parts) => _parts = parts.Select(p => p ?? "").ToArray();

    public static CanonicalIndicator From(SloIndicator indicator)
    {
        if (indicator.Queries is not { } queries)
            return new CanonicalIndicator([indicator.DataSource, .. indicator.NonPrometheusParts()]);
        if (queries.ErrorRatioQuery is { } ratio)
            return new CanonicalIndicator("errorRatio", Print(ratio));

        var total = Print(queries.TotalQuery!);
        var all = queries.TotalQuery!.Tree;
        if (queries.GoodQuery is { } good)
            return good.Tree is { } tree ? FromGood(tree, all, total) : new CanonicalIndicator("good", Print(good), total);
        return
            queries.BadQuery!.Tree is BinaryExpression { Operator: BinaryOperator.Subtract, Matching: null, Fill: null } difference
            && PromQlComparer.Instance.Equals(difference.Left, all)
            ? FromGood(difference.Right, all, total)
            : new CanonicalIndicator("bad", Print(queries.BadQuery), total);
    }

    private static CanonicalIndicator FromGood(PromQlExpression good, PromQlExpression? all, string total) =>
        EventComplement.Find(good, all) is { } bad
            ? new CanonicalIndicator("bad", Print(bad), total)
            : new CanonicalIndicator("good", Print(good), total);

    public bool Equals(CanonicalIndicator? other) => other is not null && _parts.SequenceEqual(other._parts);

    public override bool Equals(object? obj) => Equals(obj as CanonicalIndicator);

    public override int GetHashCode() =>
        _parts.Aggregate(17, (hash, part) => unchecked((hash * 31) + StringComparer.Ordinal.GetHashCode(part)));

    // What is not PromQL is compared as it stands.
    private static string Print(SliQuery query) => query.Tree is { } tree ? Print(tree) : query.Text.Trim();

    // {{ .window }} and {{.window}} are one placeholder; the printer keeps both as they are written.
    private static string Print(PromQlExpression tree)
    {
        var text = PromQlPrinter.Print(tree);
        foreach (var (written, name) in tree.DescendantsAndSelf().OfType<DurationPlaceholder>().Select(p => (p.Text, p.Name)).Distinct())
            text = text.Replace(written, "{{" + name + "}}");
        return text;
    }
}

/// <summary>
/// Turns a selection of good events into one of bad events where that is exact: good is all events with one more label
/// condition, and every series meets either the condition or its opposite.
/// </summary>
internal static class EventComplement
{
    /// <summary>The selector of the other events, or null when there is no such selector.</summary>
    /// <param name="part">Good (or bad) events.</param>
    /// <param name="total">All events.</param>
    public static MetricSelector? Find(MetricSelector part, MetricSelector total)
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

    /// <summary>
    /// The query of the other events, or null: both queries are <c>sum(rate(selector[window]))</c> or the like, and alike but for the
    /// selector.
    /// </summary>
    /// <param name="part">Rate of good (or bad) events.</param>
    /// <param name="total">Rate of all events.</param>
    public static PromQlExpression? Find(PromQlExpression part, PromQlExpression? total)
    {
        if (total is null || Range(part) is not { } partRange || Range(total) is not { } totalRange)
            return null;
        if (
            Selector(partRange.Selector) is not { } partSelector
            || Selector(totalRange.Selector) is not { } totalSelector
            || Find(partSelector, totalSelector) is not { } inverse
        )
            return null;
        return PromQlComparer.Instance.Equals(With(part, totalRange.Selector), total)
            ? With(part, new VectorSelector(inverse.Metric, inverse.Filters.Select(f => new LabelCondition(f)).ToArray()))
            : null;
    }

    private static RangeSelector? Range(PromQlExpression query) =>
        query
            is AggregateExpression
            {
                Operator: AggregateOperator.Sum,
                Operand: CallExpression { Arguments: [RangeSelector { Offset: null, At: null, Extension: RangeExtension.None } range] }
            }
            ? range
            : null;

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
