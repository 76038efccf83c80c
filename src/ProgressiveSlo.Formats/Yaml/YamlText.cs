using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>One YAML document as its lines, with the places of its nodes in them. It is what people wrote, comments and all.</summary>
internal sealed class YamlText
{
    private readonly string[] _lines;

    private YamlText(string[] lines, YamlDotNet.RepresentationModel.YamlNode root)
    {
        _lines = lines;
        Root = root;
    }

    public YamlDotNet.RepresentationModel.YamlNode Root { get; }

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Reads a text; null for one that is not one document of plain blocks, whose lines could be changed one by one.</summary>
    /// <param name="text">The text, which somebody has read already within the limits of a document.</param>
    public static YamlText? Read(string text)
    {
        if (HasOtherBreaks(text))
            return null;
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count != 1 || stream.Documents[0].AllNodes.Any(n => !n.Anchor.IsEmpty || !n.Tag.IsEmpty))
                return null;
            return new YamlText(text.Split('\n').Select(l => l.TrimEnd('\r')).ToArray(), stream.Documents[0].RootNode);
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    // YAML counts these as ends of lines, too, and the places of nodes would not be those of the lines here.
    private static bool HasOtherBreaks(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\u0085' or '\u2028' or '\u2029' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                return true;
        }

        return false;
    }

    /// <summary>Whether the children of a node stand on lines of their own.</summary>
    public static bool IsBlock(YamlDotNet.RepresentationModel.YamlNode node) =>
        node is YamlMappingNode { Style: not MappingStyle.Flow } or YamlSequenceNode { Style: not SequenceStyle.Flow };

    /// <summary>The line that a node begins on, from 0.</summary>
    public static int LineOf(YamlDotNet.RepresentationModel.YamlNode node) => (int)node.Start.Line - 1;

    /// <summary>The column that a node begins at, from 0.</summary>
    public static int ColumnOf(YamlDotNet.RepresentationModel.YamlNode node) => (int)node.Start.Column - 1;

    /// <summary>The last line that belongs to a node, from 0. Comments and empty lines after it do not.</summary>
    public int LastLineOf(YamlDotNet.RepresentationModel.YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map when IsBlock(map):
                return Math.Max(
                    LastLineOf(map.Children[map.Children.Count - 1].Key),
                    LastLineOf(map.Children[map.Children.Count - 1].Value)
                );
            case YamlSequenceNode list when IsBlock(list):
                return LastLineOf(list.Children[list.Children.Count - 1]);
            case YamlScalarNode { Style: ScalarStyle.Literal or ScalarStyle.Folded }:
                // The mark stands at the beginning of what comes next.
                var last = Math.Min((int)node.End.Line - 1, _lines.Length - 1);
                var first = LineOf(node);
                while (last > first && (last >= (int)node.End.Line - 1 && node.End.Column <= 1 || _lines[last].Trim().Length == 0))
                    last--;
                return last;
            default:
                return (int)node.End.Line - 1;
        }
    }

    /// <summary>The column of the dash of a list's item, from 0; negative when the dash stands elsewhere.</summary>
    public int DashOf(YamlDotNet.RepresentationModel.YamlNode item) =>
        ColumnOf(item) > 0 ? _lines[LineOf(item)].LastIndexOf('-', ColumnOf(item) - 1) : -1;
}
