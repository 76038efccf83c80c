using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>Lists of parts without the absent ones.</summary>
internal static class NodeList
{
    public static IReadOnlyList<PromQlNode> Of(PromQlNode? first, PromQlNode? second, PromQlNode? third = null, PromQlNode? fourth = null) =>
        Of([], first, second, third, fourth);

    public static IReadOnlyList<PromQlNode> Of(IReadOnlyList<PromQlNode> start, PromQlNode? first, PromQlNode? second, PromQlNode? third = null, PromQlNode? fourth = null)
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
