namespace ProgressiveSlo.PromQL;

/// <summary>
/// Compares trees by what they say and not by where they stood: spaces, comments, redundant parentheses, quotes and the spelling of
/// numbers and durations make no difference, and neither does the order of labels and conditions: Prometheus prints them sorted. Depth
/// costs no stack.
/// </summary>
public sealed class PromQlComparer : IEqualityComparer<PromQlNode>
{
    private PromQlComparer() { }

    /// <summary>The comparer.</summary>
    public static PromQlComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(PromQlNode? x, PromQlNode? y)
    {
        var open = new Stack<(PromQlNode? X, PromQlNode? Y)>();
        open.Push((x, y));
        while (open.Count > 0)
        {
            var (left, right) = open.Pop();
            if (ReferenceEquals(left, right))
                continue;
            if (left is null || right is null || left.GetType() != right.GetType() || !HaveSameContent(left, right))
                return false;
            if (left is VectorSelector a && right is VectorSelector b)
            {
                open.Push((a.Offset, b.Offset));
                open.Push((a.At, b.At));
                continue;
            }

            var lefts = left.Children;
            var rights = right.Children;
            if (lefts.Count != rights.Count)
                return false;
            for (var i = 0; i < lefts.Count; i++)
                open.Push((lefts[i], rights[i]));
        }

        return true;
    }

    /// <inheritdoc/>
    public int GetHashCode(PromQlNode obj)
    {
        if (obj is null)
            throw new ArgumentNullException(nameof(obj));
        var hash = 17;
        foreach (var node in obj.DescendantsAndSelf())
            hash = unchecked((hash * 31) + ContentHash(node));
        return hash;
    }

    // The node alone; its children are compared by themselves. Children of different kinds keep them apart.
    private static bool HaveSameContent(PromQlNode x, PromQlNode y) =>
        (x, y) switch
        {
            (NumberLiteral a, NumberLiteral b) => a.Value.Equals(b.Value),
            (StringLiteral a, StringLiteral b) => a.Value == b.Value,
            (DurationLiteral a, DurationLiteral b) => a.Value == b.Value,
            (DurationPlaceholder a, DurationPlaceholder b) => a.Name == b.Name,
            (LabelCondition a, LabelCondition b) => a.Matcher.Equals(b.Matcher),
            (DurationNumber a, DurationNumber b) => a.Seconds.Equals(b.Seconds),
            (DurationOperation a, DurationOperation b) => a.Operator == b.Operator,
            (DurationVariable a, DurationVariable b) => a.Kind == b.Kind,
            (DurationChoice a, DurationChoice b) => a.IsLonger == b.IsLonger,
            (VectorSelector a, VectorSelector b) => a.Name == b.Name
                && a.Extension == b.Extension
                && HaveSameConditions(a.Conditions, b.Conditions),
            (RangeSelector a, RangeSelector b) => a.Extension == b.Extension,
            (FillModifier a, FillModifier b) => Nullable.Equals(a.Left, b.Left) && Nullable.Equals(a.Right, b.Right),
            (OffsetModifier a, OffsetModifier b) => a.IsNegative == b.IsNegative,
            (AtModifier a, AtModifier b) => a.Anchor == b.Anchor && a.Time.Equals(b.Time),
            (UnaryExpression a, UnaryExpression b) => a.Operator == b.Operator,
            (BinaryExpression a, BinaryExpression b) => a.Operator == b.Operator && a.ReturnsBool == b.ReturnsBool,
            (VectorMatching a, VectorMatching b) => a.IsOn == b.IsOn
                && a.Group == b.Group
                && HaveSameLabels(a.Labels, b.Labels)
                && HaveSameLabels(a.Include, b.Include),
            (LabelGrouping a, LabelGrouping b) => a.IsWithout == b.IsWithout && HaveSameLabels(a.Labels, b.Labels),
            (AggregateExpression a, AggregateExpression b) => a.Operator == b.Operator,
            (CallExpression a, CallExpression b) => a.Function.Name == b.Function.Name,
            _ => true,
        };

    private static bool HaveSameLabels(IReadOnlyList<string> x, IReadOnlyList<string> y) =>
        x.SequenceEqual(y) || x.OrderBy(l => l, StringComparer.Ordinal).SequenceEqual(y.OrderBy(l => l, StringComparer.Ordinal));

    // There are few of them, and mostly they stand in the same order.
    private static bool HaveSameConditions(IReadOnlyList<LabelCondition> x, IReadOnlyList<LabelCondition> y)
    {
        if (x.Count != y.Count)
            return false;
        var rest = y.Select(c => c.Matcher).ToList();
        return x.All(c => rest.Remove(c.Matcher));
    }

    private static int ContentHash(PromQlNode node) =>
        node switch
        {
            NumberLiteral number => number.Value == 0 ? 0 : number.Value.GetHashCode(),
            StringLiteral text => StringComparer.Ordinal.GetHashCode(text.Value),
            DurationLiteral duration => duration.Value.GetHashCode(),
            DurationNumber number => number.Seconds.GetHashCode(),
            DurationOperation operation => (int)operation.Operator + 300,
            DurationPlaceholder placeholder => StringComparer.Ordinal.GetHashCode(placeholder.Name),
            VectorSelector selector => selector.Conditions.Aggregate(
                StringComparer.Ordinal.GetHashCode(selector.Name ?? ""),
                (sum, c) => unchecked(sum + c.Matcher.GetHashCode())
            ),
            BinaryExpression binary => (int)binary.Operator + 100,
            AggregateExpression aggregate => (int)aggregate.Operator + 200,
            CallExpression call => StringComparer.Ordinal.GetHashCode(call.Function.Name),
            _ => 1,
        };
}
