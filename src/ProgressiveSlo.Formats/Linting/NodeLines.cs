using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Which lines an item of a document takes. Nodes know where they begin; each ends where the next one begins.</summary>
internal static class NodeLines
{
    /// <summary>
    /// The lines of what begins first behind a line, the outermost of it: a document, an item of a list, or a key with its value. Null
    /// when nothing does.
    /// </summary>
    public static (int First, int Last)? Below(IReadOnlyList<YamlNode> documents, int line)
    {
        foreach (var (node, first, last) in Documents(documents).Where(d => line < d.Last))
        {
            if (line < first)
                return (first, last);
            if (Next(node, line, last) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>The lines of a text whose key is in a line, or the line alone.</summary>
    public static (int First, int Last) At(IReadOnlyList<YamlNode> documents, int line)
    {
        foreach (var (document, first, last) in Documents(documents).Where(d => line >= d.First && line <= d.Last))
        {
            var (node, end) = (document, last);
            while (node is not YamlScalar && Parts(node, end).FindLast(p => p.First <= line) is { Node: not null } part)
            {
                if (part.First == line && part.Node is YamlScalar)
                    return (part.First, part.Last);
                (node, end) = (part.Node, part.Last);
            }
        }

        return (line, line);
    }

    private static IEnumerable<(YamlNode Node, int First, int Last)> Documents(IReadOnlyList<YamlNode> documents)
    {
        for (var i = 0; i < documents.Count; i++)
            yield return (documents[i], documents[i].Line, i + 1 < documents.Count ? documents[i + 1].Line - 1 : int.MaxValue);
    }

    private static (int First, int Last)? Next(YamlNode node, int line, int last)
    {
        var parts = Parts(node, last);

        // What is inside of the part before begins earlier than the next part does.
        if (parts.FindLast(p => p.First <= line) is { Node: not null } before && Next(before.Node, line, before.Last) is { } inner)
            return inner;
        return parts.Find(p => p.First > line) is { Node: not null } next ? (next.First, next.Last) : null;
    }

    // Keys with their values, or items. What an alias or a merge brings along stands elsewhere.
    private static List<(YamlNode Node, int First, int Last)> Parts(YamlNode node, int last)
    {
        var starts = node switch
        {
            YamlMap map => map.Entries.Select(e => (Node: e.Value, First: e.Key.Line)),
            YamlList list => list.Items.Select(i => (Node: i, First: i.Line)),
            _ => [],
        };
        var inside = starts.Where(s => s.First >= node.Line && s.First <= last).OrderBy(s => s.First).ToList();
        return [.. inside.Select((s, i) => (s.Node, s.First, Math.Max(s.First, i + 1 < inside.Count ? inside[i + 1].First - 1 : last)))];
    }
}
