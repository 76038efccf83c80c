using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using Node = YamlDotNet.RepresentationModel.YamlNode;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>
/// Carries the difference of two documents over to a third text, which says the same as the first one in its own way: with comments, in
/// another order, with other quotes. Only the lines that the difference is about are touched.
/// </summary>
internal sealed class YamlEdit
{
    private readonly YamlText _text;
    private readonly YamlText _after;

    // By place, so that those at the end come first and no place moves before its turn. Removed lines, and the new ones for them.
    private readonly List<(int Line, int Count, string[] New)> _edits = [];

    private YamlEdit(YamlText text, YamlText after)
    {
        _text = text;
        _after = after;
    }

    /// <summary>The changed text; null when it is written in a way that its lines cannot be changed one by one.</summary>
    /// <param name="text">What a person wrote.</param>
    /// <param name="before">What it says, as the writer of the format writes it.</param>
    /// <param name="after">What it is to say, as the writer of the format writes it.</param>
    public static string? Apply(string text, string before, string after)
    {
        if (YamlText.Read(text) is not { } own || YamlText.Read(before) is not { } old || YamlText.Read(after) is not { } next)
            return null;
        var edit = new YamlEdit(own, next);
        if (!edit.Merge(own.Root, old.Root, next.Root))
            return null;
        var lines = own.Lines.ToList();

        // What comes before a line goes in after that line was changed.
        var order = edit._edits.Select((e, i) => (Edit: e, Number: i)).OrderByDescending(e => (e.Edit.Line, e.Edit.Count > 0, e.Number));
        foreach (var (line, count, added) in order.Select(e => e.Edit))
        {
            lines.RemoveRange(line, count);
            lines.InsertRange(line, added);
        }

        return string.Join(text.Contains("\r\n") ? "\r\n" : "\n", lines);
    }

    private bool Merge(Node own, Node? old, Node next)
    {
        if (old is not null && old.Equals(next))
            return true;
        if (!YamlText.IsBlock(own) || !YamlText.IsBlock(next))
            return own is YamlScalarNode from && next is YamlScalarNode to && Replace(from, to);
        return (own, next) switch
        {
            (YamlMappingNode a, YamlMappingNode b) => MergeMaps(a, old as YamlMappingNode, b),
            (YamlSequenceNode a, YamlSequenceNode b) => MergeLists(a, old as YamlSequenceNode, b),
            _ => false,
        };
    }

    // A text within its line; what follows it there, such as a comment, stays.
    private bool Replace(YamlScalarNode own, YamlScalarNode next)
    {
        if (own.Value == next.Value && own.Style == next.Style)
            return true;
        if (!IsOnOneLine(own) || !IsOnOneLine(next))
            return false;
        var line = YamlText.LineOf(own);
        var said = _after.Lines[YamlText.LineOf(next)];
        var value = said.Substring(YamlText.ColumnOf(next), (int)next.End.Column - 1 - YamlText.ColumnOf(next));
        var before = _text.Lines[line];
        if (value.Length == 0 || own.End.Column == own.Start.Column)
            return false;
        _edits.Add((line, 1, [before.Substring(0, YamlText.ColumnOf(own)) + value + before.Substring((int)own.End.Column - 1)]));
        return true;
    }

    private static bool IsOnOneLine(YamlScalarNode node) =>
        node.Style is not (ScalarStyle.Literal or ScalarStyle.Folded) && node.Start.Line == node.End.Line;

    private bool MergeMaps(YamlMappingNode own, YamlMappingNode? old, YamlMappingNode next)
    {
        var indent = YamlText.ColumnOf(own.Children[0].Key);

        // The first key of a list's item stands behind its dash, where no line can go before it.
        var startsLine = StartsLine(own.Children[0].Key);
        foreach (var gone in own.Children.Where(e => old?.Children.ContainsKey(e.Key) == true && !next.Children.ContainsKey(e.Key)))
        {
            if (!StartsLine(gone.Key))
                return false;
            Remove(YamlText.LineOf(gone.Key), LastLine(gone));
        }

        KeyValuePair<Node, Node>? place = null;
        foreach (var entry in next.Children)
        {
            var there = own.Children.FirstOrDefault(e => e.Key.Equals(entry.Key));
            var was = old is not null && old.Children.TryGetValue(entry.Key, out var value) ? value : null;
            if (there.Key is not null)
            {
                place = there;
                var done = _edits.Count;
                if (Merge(there.Value, was, entry.Value))
                    continue;

                // Not line by line, so as a whole.
                _edits.RemoveRange(done, _edits.Count - done);
                if (!StartsLine(there.Key))
                    return false;
                Replace(YamlText.LineOf(there.Key), there.Value, Take(entry, indent));
                continue;
            }

            // The reader adds what is left out; that is not a change.
            if (was is not null && was.Equals(entry.Value))
                continue;
            if (place is { } after)
                _edits.Add((LastLine(after) + 1, 0, Take(entry, indent)));
            else if (startsLine)
                _edits.Add((YamlText.LineOf(own.Children[0].Key), 0, Take(entry, indent)));
            else
                return false;
        }

        return true;
    }

    private bool MergeLists(YamlSequenceNode own, YamlSequenceNode? old, YamlSequenceNode next)
    {
        var dash = _text.DashOf(own.Children[0]);
        if (dash < 0 || _after.DashOf(next.Children[0]) is var from && from < 0)
            return false;
        var both = Math.Min(own.Children.Count, next.Children.Count);
        for (var i = 0; i < both; i++)
        {
            var (there, wanted) = (own.Children[i], next.Children[i]);
            var done = _edits.Count;
            if (Merge(there, old is not null && i < old.Children.Count ? old.Children[i] : null, wanted))
                continue;
            _edits.RemoveRange(done, _edits.Count - done);
            Replace(YamlText.LineOf(there), there, Take(YamlText.LineOf(wanted), _after.LastLineOf(wanted), from, dash));
        }

        for (var i = both; i < own.Children.Count; i++)
            Remove(YamlText.LineOf(own.Children[i]), _text.LastLineOf(own.Children[i]));
        var end = _text.LastLineOf(own.Children[own.Children.Count - 1]) + 1;
        for (var i = both; i < next.Children.Count; i++)
            _edits.Add((end, 0, Take(YamlText.LineOf(next.Children[i]), _after.LastLineOf(next.Children[i]), from, dash)));
        return true;
    }

    private bool StartsLine(Node node) => _text.Lines[YamlText.LineOf(node)].Substring(0, YamlText.ColumnOf(node)).Trim().Length == 0;

    private int LastLine(KeyValuePair<Node, Node> entry) => Math.Max(_text.LastLineOf(entry.Key), _text.LastLineOf(entry.Value));

    // The comment behind a value of one line goes behind the first line of the new one.
    private void Replace(int line, Node own, string[] lines)
    {
        var last = Math.Max(line, _text.LastLineOf(own));
        if (last == line && CommentOf(_text.Lines[line], own) is { } comment)
            lines[0] += " " + comment;
        _edits.Add((line, last - line + 1, lines));
    }

    private static string? CommentOf(string line, Node own)
    {
        // A list in brackets has no mark at its end, and in quotes the sign begins no comment.
        if (own is not YamlScalarNode && line.IndexOfAny(['"', '\'']) >= 0)
            return null;
        var from = own is YamlScalarNode ? (int)own.End.Column - 1 : line.IndexOf(" #", YamlText.ColumnOf(own), StringComparison.Ordinal);
        var rest = from >= 0 && from < line.Length ? line.Substring(from).Trim() : "";
        return rest.StartsWith("#", StringComparison.Ordinal) ? rest : null;
    }

    private void Remove(int first, int last) => _edits.Add((first, last - first + 1, []));

    private string[] Take(KeyValuePair<Node, Node> entry, int indent) =>
        Take(
            YamlText.LineOf(entry.Key),
            Math.Max(_after.LastLineOf(entry.Key), _after.LastLineOf(entry.Value)),
            YamlText.ColumnOf(entry.Key),
            indent
        );

    // Lines of the new document, moved to the column that they come to stand at.
    private string[] Take(int first, int last, int column, int indent) =>
        Enumerable
            .Range(first, last - first + 1)
            .Select(i => _after.Lines[i])
            .Select(l => l.Length > column ? new string(' ', indent) + l.Substring(column) : "")
            .ToArray();
}
