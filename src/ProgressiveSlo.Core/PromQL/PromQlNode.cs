namespace ProgressiveSlo.PromQL;

/// <summary>
/// A piece of a parsed expression. Nodes do not change. Two nodes are compared with <see cref="PromQlComparer"/>,
/// which ignores where they stood.
/// </summary>
public abstract class PromQlNode
{
    private protected PromQlNode(PromQlSpan span) => Span = span;

    /// <summary>Where the node stood in the text, without the parentheses around it. Empty for a node that was not parsed.</summary>
    public PromQlSpan Span { get; }

    /// <summary>The parts of the node, in the order of the text as far as the language fixes it.</summary>
    public abstract IReadOnlyList<PromQlNode> Children { get; }

    /// <summary>All nodes below this one, each before its own parts. Depth costs no stack.</summary>
    public IEnumerable<PromQlNode> Descendants()
    {
        var open = new Stack<PromQlNode>();
        PushChildren(open, this);
        while (open.Count > 0)
        {
            var node = open.Pop();
            yield return node;
            PushChildren(open, node);
        }
    }

    /// <summary>This node and all nodes below it.</summary>
    public IEnumerable<PromQlNode> DescendantsAndSelf()
    {
        yield return this;
        foreach (var node in Descendants())
            yield return node;
    }

    /// <summary>
    /// Levels of this node and those below it, 1 or more. Chains of operators nest on the left without parentheses, and the parser allows
    /// them at any length.
    /// </summary>
    public int FindDepth()
    {
        var deepest = 0;
        var open = new Stack<(PromQlNode Node, int Depth)>();
        open.Push((this, 1));
        while (open.Count > 0)
        {
            var (node, depth) = open.Pop();
            deepest = Math.Max(deepest, depth);
            foreach (var child in node.Children)
                open.Push((child, depth + 1));
        }

        return deepest;
    }

    /// <summary>The node in PromQL, as <see cref="PromQlPrinter"/> prints it.</summary>
    public override string ToString() => PromQlPrinter.Print(this);

    private static void PushChildren(Stack<PromQlNode> open, PromQlNode node)
    {
        var children = node.Children;
        for (var i = children.Count - 1; i >= 0; i--)
            open.Push(children[i]);
    }
}

/// <summary>A node that has a value.</summary>
public abstract class PromQlExpression : PromQlNode
{
    private protected PromQlExpression(PromQlSpan span)
        : base(span) { }

    /// <summary>What kind of value the expression has.</summary>
    public abstract PromQlValueType ValueType { get; }
}

/// <summary>Kinds of values in PromQL.</summary>
public enum PromQlValueType
{
    /// <summary>One number without labels.</summary>
    Scalar,

    /// <summary>One sample for each series.</summary>
    InstantVector,

    /// <summary>A range of samples for each series.</summary>
    RangeVector,

    /// <summary>A text.</summary>
    Text,
}

/// <summary>A stretch of the text that was parsed.</summary>
/// <param name="Start">Index of the first character.</param>
/// <param name="End">Index after the last character.</param>
public readonly record struct PromQlSpan(int Start, int End)
{
    /// <summary>Number of characters.</summary>
    public int Length => End - Start;
}

/// <summary>Lists of parts without the absent ones.</summary>
internal static class NodeList
{
    public static IReadOnlyList<PromQlNode> Create(
        PromQlNode? first,
        PromQlNode? second,
        PromQlNode? third = null,
        PromQlNode? fourth = null
    ) => Create([], first, second, third, fourth);

    public static IReadOnlyList<PromQlNode> Create(
        IReadOnlyList<PromQlNode> start,
        PromQlNode? first,
        PromQlNode? second,
        PromQlNode? third = null,
        PromQlNode? fourth = null
    )
    {
        var nodes = new List<PromQlNode>(start.Count + 4);
        nodes.AddRange(start);
        if (first is not null)
            nodes.Add(first);
        if (second is not null)
            nodes.Add(second);
        if (third is not null)
            nodes.Add(third);
        if (fourth is not null)
            nodes.Add(fourth);
        return nodes;
    }
}
