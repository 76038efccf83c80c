using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Compares trees by what they say and not by where they stood: spaces, comments, redundant parentheses, quotes and the spelling of
/// numbers and durations make no difference. The order of labels and conditions does. Depth costs no stack.
/// </summary>
public sealed class PromQlComparer : IEqualityComparer<PromQlNode>
{
    private PromQlComparer()
    {
    }

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
    private static bool HaveSameContent(PromQlNode x, PromQlNode y) => (x, y) switch
    {
        (NumberLiteral a, NumberLiteral b) => a.Value.Equals(b.Value),
        (StringLiteral a, StringLiteral b) => a.Value == b.Value,
        (DurationLiteral a, DurationLiteral b) => a.Value == b.Value,
        (DurationPlaceholder a, DurationPlaceholder b) => a.Name == b.Name,
        (LabelCondition a, LabelCondition b) => a.Matcher.Equals(b.Matcher),
        (VectorSelector a, VectorSelector b) => a.Name == b.Name,
        (OffsetModifier a, OffsetModifier b) => a.IsNegative == b.IsNegative,
        (AtModifier a, AtModifier b) => a.Anchor == b.Anchor && a.Time.Equals(b.Time),
        (UnaryExpression a, UnaryExpression b) => a.Operator == b.Operator,
        (BinaryExpression a, BinaryExpression b) => a.Operator == b.Operator && a.ReturnsBool == b.ReturnsBool,
        (VectorMatching a, VectorMatching b) => a.IsOn == b.IsOn && a.Group == b.Group && a.Labels.SequenceEqual(b.Labels) && a.Include.SequenceEqual(b.Include),
        (LabelGrouping a, LabelGrouping b) => a.IsWithout == b.IsWithout && a.Labels.SequenceEqual(b.Labels),
        (AggregateExpression a, AggregateExpression b) => a.Operator == b.Operator,
        (CallExpression a, CallExpression b) => a.Function.Name == b.Function.Name,
        _ => true,
    };

    private static int ContentHash(PromQlNode node) => node switch
    {
        NumberLiteral number => number.Value == 0 ? 0 : number.Value.GetHashCode(),
        StringLiteral text => StringComparer.Ordinal.GetHashCode(text.Value),
        DurationLiteral duration => duration.Value.GetHashCode(),
        DurationPlaceholder placeholder => StringComparer.Ordinal.GetHashCode(placeholder.Name),
        LabelCondition condition => condition.Matcher.GetHashCode(),
        VectorSelector { Name: { } name } => StringComparer.Ordinal.GetHashCode(name),
        BinaryExpression binary => (int)binary.Operator + 100,
        AggregateExpression aggregate => (int)aggregate.Operator + 200,
        CallExpression call => StringComparer.Ordinal.GetHashCode(call.Function.Name),
        _ => 1,
    };
}
