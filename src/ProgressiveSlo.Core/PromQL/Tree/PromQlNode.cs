using System.Collections.Generic;

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

    /// <summary>The node in PromQL, as <see cref="PromQlPrinter"/> prints it.</summary>
    public override string ToString() => PromQlPrinter.Print(this);

    private static void PushChildren(Stack<PromQlNode> open, PromQlNode node)
    {
        var children = node.Children;
        for (var i = children.Count - 1; i >= 0; i--)
            open.Push(children[i]);
    }
}
