using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ProgressiveSlo.Testing;

/// <summary>YAML as a tree in one spelling, for comparison: keys sorted, white space folded, numbers by value, comments gone.</summary>
public static partial class YamlTree
{
    /// <summary>The documents of a text, one indented outline after the other.</summary>
    public static string Outline(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var text = new StringBuilder();
        foreach (var document in stream.Documents.Where(d => d.RootNode is not YamlScalarNode { Value: "" or null }))
        {
            text.Append("---\n");
            Write(text, document.RootNode, 0);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, YamlNode node, int depth)
    {
        var indent = new string(' ', depth * 2);
        switch (node)
        {
            case YamlMappingNode map:
                foreach (
                    var (key, value) in map
                        .Children.Select(c => (((YamlScalarNode)c.Key).Value, c.Value))
                        .OrderBy(c => c.Item1, StringComparer.Ordinal)
                )
                {
                    text.Append(indent).Append(key).Append(":\n");
                    Write(text, value, depth + 1);
                }

                break;
            case YamlSequenceNode list:
                foreach (var item in list.Children)
                {
                    text.Append(indent).Append("-\n");
                    Write(text, item, depth + 1);
                }

                break;
            case YamlScalarNode scalar:
                text.Append(indent).Append(Fold(scalar)).Append('\n');
                break;
        }
    }

    private static string Fold(YamlScalarNode scalar)
    {
        var value = Space().Replace(scalar.Value ?? "", " ").Trim();
        var isNumber = scalar.Style == ScalarStyle.Plain && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        return isNumber ? "#" + double.Parse(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture) : value;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
